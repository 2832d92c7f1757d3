// The door of emit-wgsl: one WGSL module for each kernel, for WebGPU.
export { emitModules, legalize } from './emit.ts';
export { refusals } from './messages.ts';
export type { ArrayBinding, UniformField, UniformSource, WgslMeta, WorkgroupMemory } from './meta.ts';
export { wgslMetaOf } from './meta.ts';
export { emitWgsl, emitWgsl as default } from './plugin.ts';
export { preludeOf } from './prelude.ts';
