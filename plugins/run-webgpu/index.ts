// The door of run-webgpu: executes WGSL on WebGPU through the package `webgpu`.
export { jobOf, resultOf } from './job.ts';
export { type OpenDevice, openAdapter } from './open-adapter.ts';
export { runWebgpu, runWebgpu as default } from './plugin.ts';
export { Worker as WebgpuWorker } from './worker.ts';
