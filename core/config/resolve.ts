// Fills in the defaults: a checked configuration becomes the frozen one that the pipeline reads.
import { resolve } from 'node:path';
import type { Plugin, ResolvedConfig, UserConfig } from '../contract/index.ts';
import { DEFAULT_CONFIG } from './defaults.ts';
import { readMachine } from './machine.ts';

export interface ResolveOptions {
  readonly root: string;
  readonly file?: string | undefined;
  /** Folder that messages show paths from; `root` by default. */
  readonly cwd?: string | undefined;
  /** The user's plugins, flat. */
  readonly plugins: readonly Plugin[];
}

const listOf = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;

/** Throws `PxosError` PX0611 when the machine profile cannot be read or is none, PX0616 when it does not parse. */
export async function resolveConfig(config: UserConfig, options: ResolveOptions): Promise<ResolvedConfig> {
  const { root, file, plugins } = options;
  const run = config.run ?? {};
  return deepFreeze({
    root,
    ...(file !== undefined && { file }),
    files: [...listOf(config.files)],
    targets: [...new Set(listOf(config.targets))],
    out: resolve(root, config.out ?? 'out'),
    plugins: [...plugins],
    builtins: config.builtins ?? DEFAULT_CONFIG.builtins,
    precision: config.precision ?? DEFAULT_CONFIG.precision,
    machine: await readMachine(config.machine, root, options.cwd),
    timeout: config.timeout ?? DEFAULT_CONFIG.timeout,
    gas: config.gas ?? DEFAULT_CONFIG.gas,
    pluginTimeout: config.pluginTimeout ?? DEFAULT_CONFIG.pluginTimeout,
    run: {
      runner: run.runner ?? DEFAULT_CONFIG.run.runner,
      set: { ...run.set },
      size: { ...run.size },
      ...(run.threads !== undefined && { threads: run.threads }),
    },
    options: { ...config.options },
  });
}

/** Freezes plain data all the way down; plugins are their authors' objects and stay as they are. */
function deepFreeze(config: ResolvedConfig): ResolvedConfig {
  const freeze = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && !Array.isArray(value)) return;
    Object.freeze(value);
    for (const inner of Object.values(value)) freeze(inner);
  };
  const { plugins, ...data } = config;
  freeze(data);
  return Object.freeze({ ...data, plugins: Object.freeze([...plugins]) });
}
