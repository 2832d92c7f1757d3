// PX09xx: the text form of the IR cannot be read, or a program breaks a rule of the IR.
import { message } from '../catalog.ts';

/** PX0900–PX0909: reading the text form. */
export const irText = {
  unexpected: message<{ found: string; expected: string }>({
    code: 'PX0900',
    severity: 'error',
    about: 'The text of a program in IR form has something where something else has to stand.',
    message: ({ found, expected }) => `Expected ${expected}, found ${found}.`,
    hint: () => 'Write the IR as `printProgram` prints it.',
  }),
  unreadable: message<{ found: string }>({
    code: 'PX0901',
    severity: 'error',
    about: 'The text of a program in IR form has a character that starts no word of it.',
    message: ({ found }) => `${found} is no part of the IR’s text form.`,
    hint: () => 'Write names with other characters in double quotes.',
  }),
  version: message<{ found: string; supported: number }>({
    code: 'PX0902',
    severity: 'error',
    about: 'The text of a program has another version of the IR than this package reads.',
    message: ({ found, supported }) => `This is IR version ${found}; version ${supported} can be read.`,
    hint: ({ supported }) => `Print the program again with a package that has IR version ${supported}.`,
  }),
  tooDeep: message<{ limit: number }>({
    code: 'PX0903',
    severity: 'error',
    about: 'The text of a program nests deeper than can be read.',
    message: ({ limit }) => `This nests deeper than ${limit} levels.`,
    hint: () => 'Split the expression or the block.',
  }),
  unknownType: message<{ what: string }>({
    code: 'PX0904',
    severity: 'error',
    about: 'The text of a program uses a name whose type it does not say.',
    message: ({ what }) => `The type of \`${what}\` is not known here.`,
    hint: ({ what }) => `Declare it, or write its type behind it: \`${what}:f32\`.`,
  }),
} as const;
