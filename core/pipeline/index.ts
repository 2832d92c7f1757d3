// The door of the pipeline room: making a pipeline, its stages one by one, and a whole build.
export { type BuildRequest, type BuildResult, runBuild } from './build.ts';
export {
  type Compiled,
  compileFile,
  compileSource,
  compileText,
  contextFor,
  type PlanFacts,
  planProgram,
} from './compile.ts';
export { type EmitInput, type Emitted, emitFor, optimizeProgram } from './emit.ts';
export type { Answer, Builtin, LazyPlugin } from './lazy-plugin.ts';
export { type LoadPipelineOptions, loadPipeline } from './load-pipeline.ts';
export { errorIn, inFile, located } from './locate.ts';
export { type Observer, printAfter, profileHooks, type TapInfo, traceHooks } from './observe.ts';
export { createPipeline, type Pipeline, type PipelineOptions } from './pipeline.ts';
export { readSource, sourceOf } from './read-source.ts';
export type { RunnerEntry } from './registry.ts';
