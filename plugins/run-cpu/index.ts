// The door of run-cpu: executes the WASM artifacts.
export { createExecutor, type Executor } from './execute.ts';
export type { Job, JobAnswer, JobBuffer, JobOperation, JobTimings } from './job.ts';
export { layOut } from './layout.ts';
export { runPixels } from './pixels.ts';
export { runCpu, runCpu as default } from './plugin.ts';
export { resultOf } from './result.ts';
