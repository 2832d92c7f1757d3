// Messages about calls of the functions of the package from programs (PX0686–PX0688).
import { message } from '../catalog.ts';

export const callArgument = message<{ name: string; expected: string; actual: string; example: string }>({
  code: 'PX0686',
  severity: 'error',
  about: 'A function of the package was called with something else than it takes.',
  message: ({ name, expected, actual }) => `\`${name}\` expects ${expected}, not ${actual}.`,
  hint: ({ example }) => `Write it like \`${example}\`; \`docs/api.md\` shows all options.`,
});

export const callOption = message<{
  name: string;
  option: string;
  expected: string;
  actual: string;
  wayOut?: string | undefined;
}>({
  code: 'PX0687',
  severity: 'error',
  about: 'An option of a function of the package is not what it may be.',
  message: ({ name, option, expected, actual }) =>
    `\`${name}\` expects ${expected} as \`${option}\`, not ${actual}.`,
  hint: ({ wayOut }) => wayOut ?? '`docs/api.md` shows all options.',
});

export const callUnknownOption = message<{
  name: string;
  option: string;
  suggestion: string | undefined;
  known: readonly string[];
}>({
  code: 'PX0688',
  severity: 'error',
  about: 'A function of the package was given an option that it does not have.',
  message: ({ name, option }) => `\`${name}\` has no option \`${option}\`.`,
  hint: ({ suggestion, known }) =>
    suggestion
      ? `Did you mean \`${suggestion}\`?`
      : `It has ${known.map((option) => `\`${option}\``).join(', ')}.`,
});
