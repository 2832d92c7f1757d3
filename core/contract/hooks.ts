// The hooks of the pipeline: their names, their tapable classes and what goes in and out. Tests hold this list against `docs/hooks.md`.
import type {
  AsyncParallelHook,
  AsyncSeriesBailHook,
  AsyncSeriesHook,
  AsyncSeriesWaterfallHook,
  HookMap,
  SyncBailHook,
  SyncHook,
} from 'tapable';
import type { Processor } from 'unified';
import type { VFile } from 'vfile';
import type { Diagnostic } from '../diagnostics/index.ts';
import type { Program } from '../ir/index.ts';
import type { Artifact, EmitContext, LegalizeContext } from './artifact.ts';
import type { ResolvedConfig, UserConfig } from './config.ts';
import type { Context, FrontendContext } from './context.ts';
import type { Plan, PlanContext } from './plan.ts';
import type { RunRequest, RunResult } from './run.ts';

/** What a build tells at its end. */
export interface BuildStats {
  readonly artifacts: readonly Artifact[];
  readonly diagnostics: readonly Diagnostic[];
  /** Paths that were written. */
  readonly written: readonly string[];
}

/**
 * All hooks, frozen. Waterfalls hand on what a tap returns (`undefined` keeps the value, `null` is an error); in a bail
 * hook the first tap that answers wins.
 */
export interface Hooks {
  /** Change the configuration before it is checked. Plugins are registered by then: a tap cannot add any. */
  readonly config: AsyncSeriesWaterfallHook<[config: UserConfig]>;
  /** Read the final configuration, complete and frozen. */
  readonly configResolved: AsyncParallelHook<[config: ResolvedConfig]>;
  /** A build begins; `check` and `run` are no builds. */
  readonly buildStart: AsyncParallelHook<[config: ResolvedConfig]>;
  /** Add unified plugins before the processor of the build is frozen; once, when the first file is read. */
  readonly processor: SyncHook<[processor: Processor]>;
  /** By file extension (`.px`): a file to a program. The first tap that answers wins. */
  readonly frontend: HookMap<
    AsyncSeriesBailHook<[file: VFile, context: FrontendContext], Program | undefined>
  >;
  /** Where each step of the program runs, and why. The first planner that answers wins. */
  readonly plan: AsyncSeriesBailHook<[program: Program, context: PlanContext], Plan | undefined>;
  /** IR to IR, in named stages (`OPTIMIZE_STAGES`); the IR is verified after each tap. */
  readonly optimize: AsyncSeriesWaterfallHook<[program: Program, context: Context]>;
  /** By target: rewrite what the target lacks; the IR is verified after each tap. */
  readonly legalize: HookMap<AsyncSeriesWaterfallHook<[program: Program, context: LegalizeContext]>>;
  /** By target: a program to artifacts. The first emitter that answers wins. */
  readonly emit: HookMap<
    AsyncSeriesBailHook<[program: Program, context: EmitContext], readonly Artifact[] | undefined>
  >;
  /** Each artifact in turn: banner, format, source map. */
  readonly artifact: AsyncSeriesWaterfallHook<[artifact: Artifact, context: EmitContext]>;
  /** By target: check with the target's own compiler where present; report through `context.log`. */
  readonly validate: HookMap<AsyncParallelHook<[artifact: Artifact, context: EmitContext]>>;
  /** All artifacts of a build are made and none is written; nothing changes them any more. */
  readonly generateBundle: AsyncSeriesHook<[artifacts: readonly Artifact[]]>;
  /** All artifacts are written; their paths, sorted. */
  readonly writeBundle: AsyncParallelHook<[written: readonly string[]]>;
  /** By runner: execute. The first tap that answers wins. */
  readonly run: HookMap<AsyncSeriesBailHook<[request: RunRequest], RunResult | undefined>>;
  /** A file of the build changed; for hosts that watch. */
  readonly watchChange: AsyncParallelHook<[path: string]>;
  /** A build is over, with the error that ended it if there was one. */
  readonly buildEnd: AsyncParallelHook<[error: Error | undefined]>;
  /** Free devices and workers; once, when the pipeline is closed. */
  readonly close: AsyncParallelHook<[]>;
  /** Sees each diagnostic; returning `false` drops it (errors cannot be dropped). */
  readonly log: SyncBailHook<[diagnostic: Diagnostic], false | undefined>;
  /** A build went well; what it made, wrote and said. */
  readonly done: AsyncSeriesHook<[stats: BuildStats]>;
  /** A build failed; after `buildEnd`. */
  readonly failed: SyncHook<[error: Error]>;
}

export type HookName = keyof Hooks;

/** Names of all hooks in the order in which a build calls them. */
export const HOOK_NAMES = [
  'config',
  'configResolved',
  'buildStart',
  'processor',
  'frontend',
  'plan',
  'optimize',
  'legalize',
  'emit',
  'artifact',
  'validate',
  'generateBundle',
  'writeBundle',
  'run',
  'watchChange',
  'buildEnd',
  'close',
  'log',
  'done',
  'failed',
] as const satisfies readonly HookName[];
