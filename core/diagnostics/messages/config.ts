// Messages about the configuration (PX0600–PX0629).
import { message } from '../catalog.ts';
import { withFullStop } from '../describe.ts';

const list = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');

export const configNotFound = message<{ path: string }>({
  code: 'PX0600',
  severity: 'error',
  about: 'The file that `--config` names does not exist.',
  message: ({ path }) => `There is no configuration \`${path}\`.`,
  hint: () => 'Check the path after `--config`; `--no-config` goes without one.',
});

export const configFailed = message<{ reason: string }>({
  code: 'PX0601',
  severity: 'error',
  about: 'The configuration threw an error or does not parse.',
  message: ({ reason }) => `The configuration failed: ${withFullStop(reason)}`,
  hint: () => 'Run the file by itself to see where it fails; `--no-config` goes without it.',
});

export const configWrongType = message<{
  path: string;
  expected: string;
  actual: string;
  suggestion?: string | undefined;
}>({
  code: 'PX0602',
  severity: 'error',
  about: 'A setting of the configuration has a value that it cannot have.',
  message: ({ path, expected, actual }) => `\`${path}\` is ${actual}; expected ${expected}.`,
  hint: ({ suggestion }) => (suggestion ? `Did you mean \`${suggestion}\`?` : undefined),
});

export const configUnknownKey = message<{
  path: string;
  known: readonly string[];
  suggestion?: string | undefined;
}>({
  code: 'PX0603',
  severity: 'warning',
  about: 'The configuration has a setting that does not exist; it is ignored.',
  message: ({ path }) => `There is no setting \`${path}\`; it is ignored.`,
  hint: ({ suggestion, known }) =>
    suggestion ? `Did you mean \`${suggestion}\`?` : `Settings here are ${list(known)}.`,
});

export const configWrongExport = message<{ actual: string }>({
  code: 'PX0604',
  severity: 'error',
  about: 'The configuration does not export a configuration.',
  message: ({ actual }) =>
    `The configuration gives ${actual}; expected an object, or a function that returns one.`,
  hint: () => 'Write `export default defineConfig({ … })`.',
});

export const presetNotFound = message<{ preset: string }>({
  code: 'PX0605',
  severity: 'error',
  about: 'A preset of `extends` cannot be found.',
  message: ({ preset }) => `There is no preset \`${preset}\`.`,
  hint: ({ preset }) =>
    preset.startsWith('.') || preset.startsWith('/')
      ? 'Paths in `extends` are relative to the file that they stand in.'
      : `Install it, or write \`./${preset}\` for a file beside the configuration.`,
});

export const presetCycle = message<{ chain: readonly string[] }>({
  code: 'PX0606',
  severity: 'error',
  about: 'Presets extend each other in a circle.',
  message: ({ chain }) => `\`extends\` goes in a circle: ${chain.join(' → ')}.`,
  hint: () => 'Take one of them out; what several presets share can go into one that they all extend.',
});

export const unknownTarget = message<{
  target: string;
  known: readonly string[];
  suggestion?: string | undefined;
}>({
  code: 'PX0607',
  severity: 'error',
  about: 'No plugin knows a target of this name.',
  message: ({ target }) => `There is no target \`${target}\`.`,
  hint: ({ known, suggestion }) =>
    suggestion
      ? `Did you mean \`${suggestion}\`? Targets are ${list(known)}.`
      : `Targets are ${list(known)}; a plugin can add others.`,
});

export const noTargets = message({
  code: 'PX0608',
  severity: 'error',
  about: 'A build has no target.',
  message: () => 'There is nothing to emit: no target is given.',
  hint: () => 'Give some: `--target wgsl,cuda`, or `targets` in the configuration.',
});

export const nothingToBuild = message({
  code: 'PX0609',
  severity: 'error',
  about: 'A build was given no files.',
  message: () => 'There is nothing to build: no files are given and the configuration names none.',
  hint: () => "Name them: `pxos build kernel.px`, or `files: ['src/**/*.px']` in the configuration.",
});

export const noFilesMatch = message<{ pattern: string; root: string }>({
  code: 'PX0610',
  severity: 'error',
  about: 'A pattern of `files` matches no file.',
  message: ({ pattern, root }) => `No file matches \`${pattern}\` in \`${root}\`.`,
  hint: () => 'Patterns count from the folder of the configuration; `**` goes through folders.',
});

export const machineUnreadable = message<{ path: string; reason: string }>({
  code: 'PX0611',
  severity: 'error',
  about: 'The machine profile cannot be read.',
  message: ({ path, reason }) => `The machine profile \`${path}\` cannot be used: ${reason}.`,
  hint: () => '`machine` is a path to a JSON file, relative to the configuration, or the profile itself.',
});

export const unknownBuiltin = message<{
  name: string;
  known: readonly string[];
  suggestion?: string | undefined;
}>({
  code: 'PX0612',
  severity: 'error',
  about: '`builtins` leaves out a plugin that does not exist.',
  message: ({ name }) => `There is no built-in plugin \`${name}\`.`,
  hint: ({ known, suggestion }) =>
    suggestion ? `Did you mean \`${suggestion}\`?` : `Built-in plugins are ${list(known)}.`,
});

export const unknownOptionsPlugin = message<{ name: string; suggestion?: string | undefined }>({
  code: 'PX0613',
  severity: 'warning',
  about: '`options` has an entry for a plugin that is not there.',
  message: ({ name }) => `\`options\` has an entry for \`${name}\`, and there is no such plugin.`,
  hint: ({ suggestion }) =>
    suggestion ? `Did you mean \`${suggestion}\`?` : 'Add the plugin, or take the entry out.',
});

export const unknownRunner = message<{
  runner: string;
  known: readonly string[];
  suggestion?: string | undefined;
}>({
  code: 'PX0614',
  severity: 'error',
  about: 'No plugin knows a runner of this name.',
  message: ({ runner }) => `There is no runner \`${runner}\`.`,
  hint: ({ known, suggestion }) =>
    `${suggestion ? `Did you mean \`${suggestion}\`? ` : ''}Runners are \`auto\`, ${list(known)}.`,
});

export const unknownExtension = message<{ path: string; known: readonly string[] }>({
  code: 'PX0615',
  severity: 'error',
  about: 'No front end reads files of this kind.',
  message: ({ path }) => `No front end reads \`${path}\`.`,
  hint: ({ known }) => `Front ends are there for ${list(known)}; a plugin can add others.`,
});

export const configSyntax = message<{ reason: string }>({
  code: 'PX0616',
  severity: 'error',
  about: 'A JSON or YAML file of the configuration (itself, a preset, a machine profile) does not parse.',
  message: ({ reason }) => `The file does not parse: ${reason}.`,
  hint: () =>
    'JSON has names in double quotes, no comma behind the last entry and no comments; a `.ts` configuration may have all that.',
});
