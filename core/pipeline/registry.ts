// Registers plugins: checks what they are and what they require, keeps names unique, loads built-in ones when they are needed.

import type { Plugin, PluginList } from '../contract/index.ts';
import { describe, didYouMean, PxosError, reasonOf } from '../diagnostics/index.ts';
import { configMessages, pluginMessages } from '../diagnostics/messages/index.ts';
import { IR_VERSION } from '../ir/index.ts';
import { VERSION } from '../version.ts';
import type { HookSet } from './hooks.ts';
import type { TapOwner } from './instrument.ts';
import { type Answer, answersTo, type Builtin, isLazy, type LazyPlugin } from './lazy-plugin.ts';
import { satisfies } from './version-range.ts';

/** A runner that some plugin offers. */
export type RunnerEntry = NonNullable<Plugin['runs']>;

/** The plugins of one pipeline. */
export interface Registry {
  /** Registers everything but the lazy built-in plugins; once. */
  registerAll(hookSet: HookSet): void;
  /** Loads and registers the built-in plugins that answer this. */
  load(question: Answer): Promise<void>;
  /** Loads all of them: for lists of everything there is. */
  loadAll(): Promise<void>;
  ownerOf(tapName: string): TapOwner;
  /** Name of the built-in plugin that answers this, left out or not. */
  wouldAnswer(question: Answer): string | undefined;
  /** Everything that built-in plugins answer, those left out included. */
  readonly answers: readonly Answer[];
  /** Names of all plugins, in order of registration. */
  readonly names: readonly string[];
  readonly plugins: readonly Plugin[];
  /** Built-in plugins that are there and not loaded yet. */
  readonly waiting: readonly LazyPlugin[];
}

/** A flat list of plugins without the falsy entries; what is no plugin is a coded error that says where it stands. */
export function flattenPlugins(list: PluginList | undefined, where = 'plugins'): readonly Plugin[] {
  if (list === undefined) return [];
  if (!Array.isArray(list))
    throw new PxosError(
      configMessages.configWrongType({ path: where, expected: 'a list of plugins', actual: describe(list) }),
    );
  return list.flatMap((entry: PluginList[number], index) => {
    if (entry === false || entry === null || entry === undefined) return [];
    const here = `${where}[${index}]`;
    if (Array.isArray(entry)) return flattenPlugins(entry, here);
    checkShape(entry, `\`${here}\``);
    return [entry as Plugin];
  });
}

function checkShape(plugin: unknown, where: string): void {
  const problem = shapeProblem(plugin);
  if (problem) throw new PxosError(pluginMessages.pluginInvalid({ where, problem }));
}

function shapeProblem(plugin: unknown): string | undefined {
  if (typeof plugin !== 'object' || plugin === null) return `it is ${describe(plugin)}`;
  const { name, apply } = plugin as Partial<Record<keyof Plugin, unknown>>;
  if (typeof name !== 'string' || name === '') return `its \`name\` is ${describe(name)}`;
  if (typeof apply !== 'function') return `the \`apply\` of \`${name}\` is ${describe(apply)}`;
  return undefined;
}

/** What a plugin requires, against what this is. */
function checkRequires({ name, requires }: Plugin): void {
  if (requires?.pxos !== undefined) {
    const fits = satisfies(VERSION, requires.pxos);
    if (fits === undefined)
      throw new PxosError(pluginMessages.pluginRangeInvalid({ name, range: String(requires.pxos) }));
    if (!fits)
      throw new PxosError(
        pluginMessages.pluginNeedsVersion({ name, what: 'pxos', wanted: requires.pxos, have: VERSION }),
      );
  }
  if (requires?.ir !== undefined && requires.ir !== IR_VERSION)
    throw new PxosError(
      pluginMessages.pluginNeedsVersion({
        name,
        what: 'IR version',
        wanted: String(requires.ir),
        have: String(IR_VERSION),
      }),
    );
}

/** The built-in plugins that stay when the configuration's `builtins` is applied. */
function keep(builtins: readonly Builtin[], setting: boolean | readonly string[]): readonly Builtin[] {
  if (setting === true) return builtins;
  if (setting === false) return [];
  const known = builtins.map((builtin) => builtin.name);
  for (const name of setting)
    if (!known.includes(name))
      throw new PxosError(
        configMessages.unknownBuiltin({ name, known, suggestion: didYouMean(name, known) }),
      );
  return builtins.filter((builtin) => !setting.includes(builtin.name));
}

const ENFORCE_ORDER = { pre: 0, undefined: 1, post: 2 } as const;

/** Makes the registry of a pipeline from the user's plugins and the built-in ones. */
export function createRegistry(
  plugins: readonly Plugin[],
  builtins: readonly Builtin[],
  setting: boolean | readonly string[],
): Registry {
  const kept = keep(builtins, setting);
  const builtinNames = new Set(kept.map((builtin) => builtin.name));
  const seen = new Set<string>();
  for (const { name } of [...plugins, ...kept]) {
    if (seen.has(name))
      throw new PxosError(pluginMessages.duplicatePlugin({ name, builtin: builtinNames.has(name) }));
    seen.add(name);
  }

  const owners = new Map<string, TapOwner>();
  const registered: Plugin[] = [];
  const waiting = new Map<string, LazyPlugin>();
  const loading = new Map<string, Promise<void>>();
  let registering: TapOwner | undefined;
  let target: HookSet | undefined;

  const register = (plugin: Plugin): void => {
    if (!target) throw new Error('registerAll comes first');
    checkRequires(plugin);
    const owner: TapOwner = {
      name: plugin.name,
      builtin: builtinNames.has(plugin.name),
      enforce: plugin.enforce,
    };
    owners.set(plugin.name, owner);
    registered.push(plugin);
    registering = owner;
    try {
      // A plugin in plain JavaScript may give a promise all the same.
      const result: unknown = plugin.apply({ hooks: target.hooks });
      if (result instanceof Promise) {
        result.catch(() => undefined);
        throw new Error('it returned a promise');
      }
    } catch (error) {
      const placement = { plugin: plugin.name };
      throw new PxosError(
        pluginMessages.pluginApplyFailed({ name: plugin.name, reason: reasonOf(error) }, placement),
        { cause: error },
      );
    } finally {
      registering = undefined;
    }
  };

  const loadOne = (lazy: LazyPlugin): Promise<void> => {
    const running = loading.get(lazy.name);
    if (running) return running;
    const started = lazy.load().then((plugin) => {
      waiting.delete(lazy.name);
      register(plugin);
    });
    loading.set(lazy.name, started);
    return started;
  };

  return {
    registerAll(hookSet) {
      target = hookSet;
      // A stable sort: within one rank the order of the list holds.
      const rank = (plugin: Plugin): number => ENFORCE_ORDER[plugin.enforce ?? 'undefined'];
      for (const plugin of [...plugins].sort((a, b) => rank(a) - rank(b))) register(plugin);
      for (const builtin of kept) {
        if (isLazy(builtin)) waiting.set(builtin.name, builtin);
        else register(builtin);
      }
    },
    async load(question) {
      // One after another, so that taps of one stage stand in the order of the list.
      for (const lazy of kept.filter(isLazy))
        if (lazy.answers.some((answer) => answersTo(answer, question))) await loadOne(lazy);
    },
    async loadAll() {
      for (const lazy of kept.filter(isLazy)) await loadOne(lazy);
    },
    ownerOf: (tapName) => registering ?? owners.get(tapName) ?? { name: tapName, builtin: false },
    wouldAnswer: (question) =>
      builtins.filter(isLazy).find((lazy) => lazy.answers.some((answer) => answersTo(answer, question)))
        ?.name,
    answers: builtins.filter(isLazy).flatMap((lazy) => lazy.answers),
    get names() {
      return [...plugins, ...kept].map((plugin) => plugin.name);
    },
    get plugins() {
      return registered;
    },
    get waiting() {
      return [...waiting.values()];
    },
  };
}
