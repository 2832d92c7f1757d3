// The door of run-webgpu: executes WGSL on WebGPU through the package `webgpu`.
export { runWebgpu, runWebgpu as default } from './plugin.ts';
