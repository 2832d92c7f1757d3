// What a plugin is: a name, what it requires, and a function that taps the pipeline's hooks.
import type { Hooks } from './hooks.ts';
import type { RunnerProbe } from './run.ts';

/** Versions that a plugin needs; checked before `apply`. */
export interface Requires {
  /** Semver range of the package, such as `^0.1.0`. */
  readonly pxos?: string;
  /** Version of the IR and hook contract: `IR_VERSION`. */
  readonly ir?: number;
}

/** The part of the pipeline that a plugin taps. */
export interface PluginHost {
  readonly hooks: Hooks;
}

/**
 * A plugin. `enforce: 'pre'` puts its taps before, `'post'` behind those of the others; without it user plugins come
 * before the built-in ones.
 */
export interface Plugin {
  /** Unique; kebab-case, for packages the package's name. */
  readonly name: string;
  readonly requires?: Requires;
  readonly enforce?: 'pre' | 'post';
  /** Runners of targets: which target's artifacts the runner of this plugin executes. */
  readonly runs?: {
    readonly runner: string;
    readonly target: string;
    readonly device: 'cpu' | 'gpu';
    readonly probe?: RunnerProbe;
    readonly declines?: readonly string[];
    readonly timeouts?: readonly string[];
  };
  /** Targets that are emitted only when they are asked for by name: they need more than a source, such as sizes. */
  readonly onRequest?: readonly string[];
  apply(host: PluginHost): void;
}

/** Stages of the `optimize` hook, as tapable stage numbers in their order. */
export const OPTIMIZE_STAGES = {
  canonicalize: -200,
  fold: -100,
  fuse: 0,
  schedule: 100,
  lower: 200,
  cleanup: 300,
} as const;

export type OptimizeStage = keyof typeof OPTIMIZE_STAGES;
