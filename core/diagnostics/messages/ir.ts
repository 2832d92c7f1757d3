// PX09xx: the text form of the IR cannot be read, or a program breaks a rule of the IR.
import { message } from '../catalog.ts';

// PX0900–PX0909: reading the text form.

export const unexpectedText = message<{ readonly found: string; readonly expected: string }>({
  code: 'PX0900',
  severity: 'error',
  about: 'The text of a program in IR form has something where something else has to stand.',
  message: ({ found, expected }) => `Expected ${expected}, found ${found}.`,
  hint: () => 'Write the IR as `printProgram` prints it.',
});

export const unreadableText = message<{ readonly found: string }>({
  code: 'PX0901',
  severity: 'error',
  about: 'The text of a program in IR form has a character that starts no word of it.',
  message: ({ found }) => `${found} is no part of the IR’s text form.`,
  hint: () => 'Write names with other characters in double quotes.',
});

export const otherVersion = message<{ readonly found: string; readonly supported: number }>({
  code: 'PX0902',
  severity: 'error',
  about: 'A program has another version of the IR than this package has.',
  message: ({ found, supported }) => `This is IR version ${found}; version ${supported} can be read.`,
  hint: ({ supported }) => `Make the program again with a package that has IR version ${supported}.`,
});

export const textTooDeep = message<{ readonly limit: number }>({
  code: 'PX0903',
  severity: 'error',
  about: 'A program in IR form nests deeper than can be read.',
  message: ({ limit }) => `This nests deeper than ${limit} levels.`,
  hint: () => 'Split the expression or the block.',
});

export const unknownType = message<{ readonly what: string }>({
  code: 'PX0904',
  severity: 'error',
  about: 'The text of a program in IR form uses a name whose type it does not say.',
  message: ({ what }) => `The type of \`${what}\` is not known here.`,
  hint: ({ what }) => `Declare it, or write its type behind it: \`${what}:f32\`.`,
});

// PX0910–PX0939: rules of the IR. A program of the front end keeps them; a plugin that rewrites the IR may break them.

const PLUGIN = 'Correct the front end or the pass that made this program.';

export const duplicateName = message<{ readonly what: string; readonly name: string }>({
  code: 'PX0910',
  severity: 'error',
  about: 'Two things of one kernel, function or program have one name.',
  message: ({ what, name }) => `There is more than one ${what} \`${name}\`.`,
  hint: () => PLUGIN,
});

export const undeclaredName = message<{ readonly what: string; readonly name: string }>({
  code: 'PX0911',
  severity: 'error',
  about: 'The IR uses a name that nothing declares.',
  message: ({ what, name }) => `There is no ${what} \`${name}\`.`,
  hint: () => PLUGIN,
});

export const wrongType = message<{
  readonly what: string;
  readonly expected: string;
  readonly found: string;
}>({
  code: 'PX0912',
  severity: 'error',
  about: 'A value of the IR has another type than its place takes; the IR converts nothing by itself.',
  message: ({ what, expected, found }) => `${what} has type ${found} where it takes ${expected}.`,
  hint: () => 'Add a `convert`, or correct the type in the pass that made this program.',
});

export const constantOutOfRange = message<{ readonly type: string; readonly value: string }>({
  code: 'PX0913',
  severity: 'error',
  about: 'A constant of the IR is no value of its type; f32 and f64 constants are finite.',
  message: ({ type, value }) => `${value} is no constant of type ${type}.`,
  hint: () => 'Leave operations unfolded whose result is infinite or NaN.',
});

export const wrongCount = message<{
  readonly what: string;
  readonly expected: string;
  readonly found: number;
}>({
  code: 'PX0914',
  severity: 'error',
  about: 'An operation, call or return of the IR has too many or too few values.',
  message: ({ what, expected, found }) => `${what} takes ${expected}, found ${found}.`,
  hint: () => PLUGIN,
});

export const accessNotDeclared = message<{ readonly array: string; readonly use: string }>({
  code: 'PX0915',
  severity: 'error',
  about: 'A kernel of the IR uses an array parameter in a way that its access does not say.',
  message: ({ array, use }) => `\`${array}\` is ${use}, which its access does not say.`,
  hint: () => 'Widen the access of the parameter.',
});

export const impureNode = message<{ readonly what: string; readonly where: string }>({
  code: 'PX0916',
  severity: 'error',
  about: 'A function or a host expression of the IR has what only kernels have: memory, ids, barriers.',
  message: ({ what, where }) => `${what} cannot stand in ${where}.`,
  hint: () => PLUGIN,
});

export const recursiveFunction = message<{ readonly name: string }>({
  code: 'PX0917',
  severity: 'error',
  about: 'A function of the IR calls itself, directly or through others.',
  message: ({ name }) => `Function \`${name}\` calls itself.`,
  hint: () => 'Write it as a loop.',
});

export const outsideLoop = message<{ readonly what: string }>({
  code: 'PX0918',
  severity: 'error',
  about: 'A `break` or `continue` of the IR stands in no loop.',
  message: ({ what }) => `\`${what}\` stands in no loop.`,
  hint: () => PLUGIN,
});

export const badStep = message<{ readonly step: number }>({
  code: 'PX0919',
  severity: 'error',
  about: 'The step of a `for` of the IR is zero or no 32-bit integer.',
  message: ({ step }) => `A loop cannot count in steps of ${step}.`,
  hint: () => 'Use a non-zero integer.',
});

export const notAssignable = message<{ readonly name: string }>({
  code: 'PX0920',
  severity: 'error',
  about: 'The IR assigns to a parameter or to the variable of a loop.',
  message: ({ name }) => `\`${name}\` cannot be assigned.`,
  hint: () => 'Assign to a local.',
});

export const atomicType = message<{ readonly op: string; readonly element: string }>({
  code: 'PX0921',
  severity: 'error',
  about: 'An atomic of the IR works on elements that it is not defined for.',
  message: ({ op, element }) => `There is no atomic \`${op}\` on ${element} elements.`,
  hint: () => 'Atomics work on i32 and u32; add, sub, min, max and exchange on f32 too.',
});

export const reduceType = message<{ readonly op: string; readonly type: string }>({
  code: 'PX0922',
  severity: 'error',
  about: 'A reduction of the IR works on a type that it is not defined for.',
  message: ({ op, type }) => `There is no reduction \`${op}\` of ${type} values.`,
  hint: () => '`sum`, `min`, `max` work on numbers; `and`, `or` on integers and bools.',
});

export const divergentCollective = message<{ readonly what: string }>({
  code: 'PX0923',
  severity: 'error',
  about: 'A barrier or group operation of the IR stands under a condition that depends on the thread.',
  message: ({ what }) =>
    `All threads of a block must reach this \`${what}\`; a condition around it depends on the thread.`,
  hint: () => 'Move it out of the condition.',
});

export const missingReturn = message<{ readonly name: string }>({
  code: 'PX0924',
  severity: 'error',
  about: 'A path through a function of the IR ends without `return`.',
  message: ({ name }) => `Not every path through function \`${name}\` returns.`,
  hint: () => PLUGIN,
});

export const badBinding = message<{ readonly kernel: string; readonly param: string; readonly why: string }>({
  code: 'PX0925',
  severity: 'error',
  about: 'A launch of the IR does not bind each parameter of its kernel once, to what it takes.',
  message: ({ kernel, param, why }) => `The launch of \`${kernel}\` ${why} \`${param}\`.`,
  hint: () => 'Bind every parameter once: arrays to buffers of their element type, scalars to values.',
});

export const aliasedBuffer = message<{ readonly kernel: string; readonly buffer: string }>({
  code: 'PX0926',
  severity: 'error',
  about: 'A launch of the IR binds one buffer to two parameters of which one is written.',
  message: ({ kernel, buffer }) =>
    `The launch of \`${kernel}\` binds \`${buffer}\` to two parameters, and one of them is written.`,
  hint: () => 'Use two buffers.',
});

export const badSize = message<{ readonly what: string; readonly found: string }>({
  code: 'PX0927',
  severity: 'error',
  about: 'A length or block shape of the IR is no positive integer in range.',
  message: ({ what, found }) => `${what} is ${found}.`,
  hint: () => 'Use integers from 1.',
});

export const malformedNode = message<{ readonly what: string; readonly found: string }>({
  code: 'PX0928',
  severity: 'error',
  about: 'A node of the IR is none of those that the IR has.',
  message: ({ what, found }) => `\`${found}\` is no ${what} of the IR.`,
  hint: () => PLUGIN,
});
