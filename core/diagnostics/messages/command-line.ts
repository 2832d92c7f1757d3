// Messages about the command line (PX0680–PX0699).
import { message } from '../catalog.ts';
import { withFullStop } from '../describe.ts';

export const unknownCommand = message<{ command: string; suggestion?: string | undefined }>({
  code: 'PX0680',
  severity: 'error',
  about: 'There is no command of this name.',
  message: ({ command }) => `There is no command \`${command}\`.`,
  hint: ({ suggestion }) =>
    suggestion ? `Did you mean \`pxos ${suggestion}\`?` : '`pxos --help` lists the commands.',
});

export const unknownFlag = message<{ command: string; flag: string; suggestion?: string | undefined }>({
  code: 'PX0681',
  severity: 'error',
  about: 'The command has no such flag.',
  message: ({ command, flag }) => `\`${command}\` has no flag \`${flag}\`.`,
  hint: ({ command, flag, suggestion }) => {
    if (suggestion) return `Did you mean \`${suggestion}\`?`;
    return /^-.*\.\w+$/.test(flag)
      ? `A file of this name goes behind \`--\`: \`${command} -- ${flag}\`.`
      : `\`${command} --help\` lists them.`;
  },
});

export const missingArgument = message<{ command: string; what: string; example: string }>({
  code: 'PX0682',
  severity: 'error',
  about: 'The command needs an argument that is missing.',
  message: ({ command, what }) => `\`pxos ${command}\` needs ${what}.`,
  hint: ({ example }) => `For example: \`${example}\`.`,
});

export const flagValue = message<{
  flag: string;
  expected: string;
  actual: string;
  suggestion?: string | undefined;
}>({
  code: 'PX0683',
  severity: 'error',
  about: 'A flag has a value that it cannot have.',
  message: ({ flag, expected, actual }) => `\`${flag}\` is ${actual}; expected ${expected}.`,
  hint: ({ suggestion }) => (suggestion ? `Did you mean \`${suggestion}\`?` : undefined),
});

export const unexpectedArgument = message<{ command: string; argument: string }>({
  code: 'PX0684',
  severity: 'error',
  about: 'The command takes fewer arguments.',
  message: ({ command, argument }) => `\`pxos ${command}\` does not take \`${argument}\` as well.`,
  hint: ({ command }) => `\`pxos ${command} --help\` shows what it takes.`,
});

export const missingCommand = message<{ known: readonly string[] }>({
  code: 'PX0685',
  severity: 'error',
  about: 'There are flags and no command.',
  message: () => '`pxos` needs a command.',
  hint: ({ known }) =>
    `Commands are ${known.map((name) => `\`${name}\``).join(', ')}; \`pxos --help\` says what they do.`,
});

export const onlyForImages = message<{ flag: string; file: string }>({
  code: 'PX0689',
  severity: 'error',
  about: 'A flag is for programs that are pictures, and the file is none.',
  message: ({ flag, file }) => `\`${flag}\` is for \`.pxi\` files, and \`${file}\` is none.`,
  hint: () => '`pxos build PROGRAM.px --target pxi` makes one of a program.',
});

export const unusedFlags = message<{ flags: readonly string[]; targets: readonly string[] }>({
  code: 'PX0693',
  severity: 'warning',
  about: 'Flags say what a program works on, and all targets that are built leave that open.',
  message: ({ flags, targets }) =>
    `${flags.map((flag) => `\`${flag}\``).join(', ')} ${flags.length === 1 ? 'has' : 'have'} no effect: what is built for ${targets.map((target) => `\`${target}\``).join(', ')} takes data and sizes when it runs.`,
  hint: () => '`--target pxi` writes an image that holds them.',
});

export const flagsExclude = message<{ first: string; second: string }>({
  code: 'PX0690',
  severity: 'error',
  about: 'Two flags stand together of which each wants another thing.',
  message: ({ first, second }) => `\`${first}\` and \`${second}\` cannot stand together.`,
  hint: () => 'Give one of them, or run the command twice.',
});

export const pageNotOpened = message<{ path: string; reason: string }>({
  code: 'PX0691',
  severity: 'warning',
  about: 'The page was written, but the system did not open it.',
  message: ({ path, reason }) => `\`${path}\` was written, but not opened: ${withFullStop(reason)}`,
  hint: () => 'Open it with your browser; `--no-open` does not try.',
});

export const outputIsInput = message<{ out: string; input: string; example: string }>({
  code: 'PX0692',
  severity: 'error',
  about: 'A command would write over a file that it reads.',
  message: ({ out, input }) =>
    out === input
      ? `\`${out}\` is the file that is read, and would be written over.`
      : `\`${out}\` is the same file as \`${input}\`, which is read, and would be written over.`,
  hint: ({ example }) => `Name another file with \`--out\`, such as \`${example}\`.`,
});

export const internalFault = message<{ reason: string }>({
  code: 'PX0699',
  severity: 'error',
  about: 'A fault in pxOS itself.',
  message: ({ reason }) => `A fault in pxOS itself: ${withFullStop(reason)}`,
  hint: () => 'This is a fault of pxOS; please report it with the command that you gave and `--verbose`.',
});
