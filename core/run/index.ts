// The door of the run room: host statements to operations, operations over runners, results to files and to people.
export type { Engine } from './engine.ts';
export { arrayOf, type ExecutedRun, type ExecutedSegment, type ExecuteOptions } from './execute.ts';
export type { InputArray, RunInputs } from './inputs.ts';
export { type KnownFacts, type KnownSizes, knownSizes } from './known-sizes.ts';
export { openRunnable } from './open-runnable.ts';
export { returnedArrays } from './outputs.ts';
export { executeRun } from './pipeline-engine.ts';
export {
  type ComparedExecutor,
  compareExecutors,
  contentOf,
  type ExecutorComparison,
  ImageRun,
  isPixelSource,
  openPixels,
  type PixelOptions,
  type PixelRunnable,
  type ReadImage,
  type TraceOptions,
  type TraceResult,
} from './pixels/index.ts';
export { type PrepareOptions, prepareRun } from './prepare.ts';
export type { PreparedRun, RunOutput, RunWrite } from './prepared.ts';
export { noFiles, type RunFiles } from './run-files.ts';
export type { Runnable } from './runnable.ts';
export { type ResultFile, resultFiles, saveResults } from './save.ts';
export { type ArraySummary, summarize, summaryLine } from './summary.ts';
