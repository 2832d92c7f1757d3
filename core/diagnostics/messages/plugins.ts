// Messages about plugins: how they are registered, and what goes wrong in their taps (PX0630–PX0649).
import { message } from '../catalog.ts';
import { withFullStop } from '../describe.ts';

/** A hook for people: `emit` for `cuda`. */
export interface HookRef {
  readonly hook: string;
  readonly key?: string | undefined;
}

const named = ({ hook, key }: HookRef): string =>
  key === undefined ? `hook \`${hook}\`` : `hook \`${hook}\` for \`${key}\``;

export const pluginInvalid = message<{ where: string; problem: string }>({
  code: 'PX0630',
  severity: 'error',
  about: 'Something in the list of plugins is not a plugin.',
  message: ({ where, problem }) => `${where} is not a plugin: ${problem}.`,
  hint: () =>
    'A plugin is an object with a `name` and a function `apply(host)`; call the factory that makes it, if it has one.',
});

export const duplicatePlugin = message<{ name: string; builtin: boolean }>({
  code: 'PX0631',
  severity: 'error',
  about: 'Two plugins have one name.',
  message: ({ name }) => `Two plugins have the name \`${name}\`.`,
  hint: ({ name, builtin }) =>
    builtin
      ? `Rename yours, or leave out the built-in one with \`builtins: ['${name}']\`.`
      : 'List the plugin once, or rename one of the two.',
});

export const pluginNeedsVersion = message<{ name: string; what: string; wanted: string; have: string }>({
  code: 'PX0632',
  severity: 'error',
  about: 'A plugin needs another version of pxOS or of the IR.',
  message: ({ name, what, wanted, have }) =>
    `Plugin \`${name}\` requires ${what} ${wanted}; this is ${what} ${have}.`,
  hint: ({ name }) => `Install a version of \`${name}\` that fits, or another version of pxos.`,
});

export const pluginRangeInvalid = message<{ name: string; range: string }>({
  code: 'PX0633',
  severity: 'error',
  about: "A plugin's `requires.pxos` is not a version range.",
  message: ({ name, range }) =>
    `Plugin \`${name}\` requires pxos \`${range}\`, which is not a version range.`,
  hint: () => 'Write a range such as `^0.1.0`, `>=0.1 <1` or `0.1.x`.',
});

export const pluginApplyFailed = message<{ name: string; reason: string }>({
  code: 'PX0634',
  severity: 'error',
  about: 'A plugin failed while it tapped the hooks.',
  message: ({ name, reason }) => `Plugin \`${name}\` failed in \`apply\`: ${withFullStop(reason)}`,
  hint: () =>
    '`apply` only taps hooks, at once and without waiting; put work that can fail or wait into a tap.',
});

export const tapFailed = message<HookRef & { plugin: string; reason: string }>({
  code: 'PX0635',
  severity: 'error',
  about: 'A tap of a plugin threw an error.',
  message: ({ plugin, reason, ...hook }) =>
    `Plugin \`${plugin}\` failed in ${named(hook)}: ${withFullStop(reason)}`,
  hint: ({ plugin }) =>
    `This is a fault of \`${plugin}\`, not of your program; \`--verbose\` shows its stack.`,
});

export const tapTimedOut = message<HookRef & { plugin: string; seconds: number }>({
  code: 'PX0636',
  severity: 'error',
  about: 'A tap of a plugin did not settle within the time that plugins have.',
  message: ({ plugin, seconds, ...hook }) =>
    `Plugin \`${plugin}\` did not settle within ${seconds} s in ${named(hook)}.`,
  hint: () => 'If it needs longer, raise `pluginTimeout` (seconds) in the configuration.',
});

export const tapReturnedNull = message<HookRef & { plugin: string }>({
  code: 'PX0637',
  severity: 'error',
  about: 'A tap returned `null`, which would silently replace the value.',
  message: ({ plugin, ...hook }) => `Plugin \`${plugin}\` returned null in ${named(hook)}.`,
  hint: () => 'Return `undefined` to leave the value alone, or the new value.',
});

export const tapReturnedWrong = message<HookRef & { plugin: string; expected: string; actual: string }>({
  code: 'PX0638',
  severity: 'error',
  about: 'A tap returned something that the hook cannot take.',
  message: ({ plugin, expected, actual, ...hook }) =>
    `Plugin \`${plugin}\` returned ${actual} in ${named(hook)}; expected ${expected}.`,
  hint: () => '`docs/hooks.md` lists what each hook takes and gives.',
});

export const tapIsAsync = message<HookRef & { plugin: string }>({
  code: 'PX0639',
  severity: 'error',
  about: 'A tap of a synchronous hook returned a promise.',
  message: ({ plugin, ...hook }) =>
    `Plugin \`${plugin}\` returned a promise in ${named(hook)}, which does not wait.`,
  hint: () => 'Do the waiting in an asynchronous hook, such as `configResolved` or `buildStart`.',
});

export const nobodyAnswers = message<HookRef & { what: string; plugin?: string | undefined }>({
  code: 'PX0640',
  severity: 'error',
  about: 'No plugin answers a hook that the build needs.',
  message: ({ what, plugin, ...hook }) => `No plugin answers ${named(hook)}, so ${what}.`,
  hint: ({ plugin }) =>
    plugin
      ? `The built-in plugin \`${plugin}\` would; let \`builtins\` keep it, or add a plugin of yours.`
      : 'Add a plugin that answers it to `plugins`.',
});

export const pluginsChangedLate = message<{ plugin: string }>({
  code: 'PX0641',
  severity: 'error',
  about: 'A tap of the `config` hook changed the list of plugins.',
  message: ({ plugin }) => `Plugin \`${plugin}\` is new in what the \`config\` hook returned.`,
  hint: () => 'Plugins are registered before that hook runs; list it in `plugins`, or in a preset.',
});

export const passBrokeProgram = message<HookRef & { plugin: string; count: number; first: string }>({
  code: 'PX0642',
  severity: 'error',
  about: 'The IR is not valid after a pass.',
  message: ({ plugin, count, first, ...hook }) =>
    `Plugin \`${plugin}\` returned a broken program in ${named(hook)}: ${first}${count > 1 ? ` (and ${count - 1} more)` : ''}`,
  hint: ({ plugin }) => `\`--print-after ${plugin}\` shows the program as it left the pass.`,
});

export const unknownPass = message<{
  pass: string;
  known: readonly string[];
  suggestion?: string | undefined;
}>({
  code: 'PX0643',
  severity: 'error',
  about: '`--print-after` names a pass that does not exist.',
  message: ({ pass }) => `There is no pass \`${pass}\`.`,
  hint: ({ known, suggestion }) =>
    suggestion
      ? `Did you mean \`${suggestion}\`?`
      : known.length > 0
        ? `Passes are ${known.map((name) => `\`${name}\``).join(', ')}.`
        : undefined,
});

const said = {
  message: ({ plugin, text }: { plugin: string; text: string }) => `${plugin}: ${text}`,
  hint: ({ note }: { note?: string | undefined }) => note,
};

export const treeError = message<{ plugin: string; text: string; note?: string | undefined }>({
  code: 'PX0644',
  severity: 'error',
  about: 'A tree plugin reported an error on the file.',
  ...said,
});

export const treeWarning = message<{ plugin: string; text: string; note?: string | undefined }>({
  code: 'PX0645',
  severity: 'warning',
  about: 'A tree plugin reported a warning on the file.',
  ...said,
});

export const treeInfo = message<{ plugin: string; text: string; note?: string | undefined }>({
  code: 'PX0646',
  severity: 'info',
  about: 'A tree plugin reported something on the file.',
  ...said,
});

const maker = (label: string | undefined, name: string): string =>
  label === undefined ? `\`${name}\`` : `\`${name}\` of plugin \`${label}\``;

export const makerOptions = message<{
  maker: string;
  label?: string | undefined;
  field: string | undefined;
  expected: string;
  actual: string;
}>({
  code: 'PX0647',
  severity: 'error',
  about: 'A maker of plugins, such as `defineEmitter`, was given something wrong, or a field is missing.',
  message: ({ maker: name, label, field, expected, actual }) =>
    field === undefined
      ? `${maker(label, name)} expects ${expected}, not ${actual}.`
      : `${maker(label, name)} expects ${expected} as \`${field}\`, not ${actual}.`,
  hint: () => '`docs/writing-a-plugin.md` shows each maker with its fields.',
});

export const makerField = message<{
  maker: string;
  label?: string | undefined;
  field: string;
  suggestion: string | undefined;
  known: readonly string[];
}>({
  code: 'PX0648',
  severity: 'error',
  about: 'A maker of plugins, such as `defineEmitter`, was given a field that it does not know.',
  message: ({ maker: name, label, field }) => `${maker(label, name)} knows no field \`${field}\`.`,
  hint: ({ suggestion, known }) =>
    suggestion
      ? `Did you mean \`${suggestion}\`?`
      : `It knows ${known.map((field) => `\`${field}\``).join(', ')}.`,
});
