// The contract between the pipeline and its plugins: plain data types, and helpers that make plugins. Nothing here needs `instanceof`.
export type { Artifact, ArtifactMeta, EmitContext, LegalizeContext } from './artifact.ts';
export type { PluginList, Precision, ResolvedConfig, UserConfig } from './config.ts';
export type { Context, FrontendContext, Logger, SourceInfo } from './context.ts';
export {
  defineEmitter,
  defineFrontend,
  definePass,
  definePlanner,
  defineRunner,
  type EmitterOptions,
  type FrontendOptions,
  type PassOptions,
  type PlannerOptions,
  type RunnerOptions,
} from './define.ts';
export { type BuildStats, HOOK_NAMES, type HookName, type Hooks } from './hooks.ts';
export { matrixLaunch } from './matrix-launch.ts';
export type {
  LaunchValues,
  MachineProfile,
  Plan,
  PlanContext,
  PlannedCopy,
  PlannedStep,
  PlanTerm,
  RunnerDevice,
} from './plan.ts';
export {
  OPTIMIZE_STAGES,
  type OptimizeStage,
  type Plugin,
  type PluginHost,
  type Requires,
} from './plugin.ts';
export type {
  BoundsReport,
  BufferState,
  RunCopy,
  RunLaunch,
  RunMatrix,
  RunnerInfo,
  RunnerProbe,
  RunOperation,
  RunPixels,
  RunRequest,
  RunResult,
  RunTiming,
} from './run.ts';
export type { InputArray, RunInputs } from './run-inputs.ts';
