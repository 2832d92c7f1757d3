// A program as one WebAssembly module: a function for each kernel, and the functions that they call.
import type { Program } from 'pxos/core';
import type { WasmModule } from '../encoding/index.ts';
import { TABLE_BYTES, TABLES } from '../math/index.ts';
import type { WasmMeta } from '../meta.ts';
import { ARGUMENT } from './arguments.ts';
import { FunctionLibrary } from './functions.ts';
import { lowerKernel } from './kernel.ts';

export interface LoweredProgram {
  readonly module: WasmModule;
  readonly meta: WasmMeta;
}

/** Lowers a program without `reduce` and `stage` statements. */
export function lowerProgram(program: Program): LoweredProgram {
  const library = new FunctionLibrary(program.functions);
  const kernels = program.kernels.map((kernel) => lowerKernel(kernel, library));
  return {
    module: { exports: kernels.map(({ definition }) => definition), tables: TABLES, pages: 1 },
    meta: {
      format: 'wasm-1',
      reservedBytes: TABLE_BYTES,
      header: {
        grid: ARGUMENT.grid,
        block: ARGUMENT.block,
        extent: ARGUMENT.extent,
        shared: ARGUMENT.shared,
        frames: ARGUMENT.frames,
      },
      kernels: kernels.map(({ meta }) => meta),
    },
  };
}
