// The plugin: makes the modules of a program, and lets Dawn check them.
import { defineEmitter, type Plugin } from 'pxos/core';
import { emitModules, legalize } from './emit.ts';
import { validate } from './validate.ts';

/** Emits WGSL compute shaders for WebGPU. */
export const emitWgsl: Plugin = defineEmitter({
  name: 'emit-wgsl',
  target: 'wgsl',
  legalize,
  emit: emitModules,
  validate,
});
