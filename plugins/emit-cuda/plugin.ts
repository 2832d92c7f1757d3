// The plugin: lowers group operations and matrix statements, refuses what CUDA lacks, prints one program for each source file, lets nvcc check it.
import { defineEmitter, legalizeForC, type Plugin } from 'pxos/core';
import { cudaProgram } from './emit.ts';
import { validateCuda } from './validate.ts';

/** Emits `<name>.cu`: kernels and the host program around them. */
export const emitCuda: Plugin = defineEmitter({
  name: 'emit-cuda',
  target: 'cuda',
  legalize: legalizeForC,
  emit: cudaProgram,
  validate: validateCuda,
});
