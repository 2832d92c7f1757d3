// The plugin: lowers group operations and matrix statements, refuses what Metal lacks, prints kernels and a host program. Nothing here compiles Metal.
import { defineEmitter, legalizeForC, type Plugin } from 'pxos/core';
import { metalProgram } from './emit.ts';

/** Emits `<name>.metal` and `<name>.metal.mm`. */
export const emitMetal: Plugin = defineEmitter({
  name: 'emit-metal',
  target: 'metal',
  legalize: legalizeForC,
  emit: metalProgram,
});
