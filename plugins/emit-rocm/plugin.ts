// The plugin: lowers group operations and matrix statements, refuses what HIP lacks, prints one program for each source file, lets hipcc check it.
import { defineEmitter, legalizeForC, type Plugin } from 'pxos/core';
import { hipProgram } from './emit.ts';
import { validateHip } from './validate.ts';

/** Emits `<name>.hip.cpp`: kernels and the host program around them. */
export const emitRocm: Plugin = defineEmitter({
  name: 'emit-rocm',
  target: 'rocm',
  legalize: legalizeForC,
  emit: hipProgram,
  validate: validateHip,
});
