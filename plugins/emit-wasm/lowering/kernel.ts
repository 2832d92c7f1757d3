// A kernel as a WebAssembly function that runs a range of the blocks of a launch.
import { isBlockBlind, type Kernel } from 'pxos/core';
import { get, variable, type WasmFunction } from '../encoding/index.ts';
import type { KernelMeta } from '../meta.ts';
import { ARGUMENT, readArguments } from './arguments.ts';
import { lowerBlock } from './block.ts';
import type { FunctionLibrary } from './functions.ts';
import { Geometry } from './geometry.ts';

export interface LoweredKernel {
  readonly definition: WasmFunction;
  readonly meta: KernelMeta;
}

/**
 * The function `(from, to, arguments)`: runs the blocks whose linear index (x fastest, unsigned) is at least `from` and
 * below `to`; `arguments` is the address of the launch's arguments.
 */
export function lowerKernel(kernel: Kernel, library: FunctionLibrary): LoweredKernel {
  const launch = readArguments(kernel);
  const geometry = new Geometry(launch);
  const { code, frameBytes } = lowerBlock(kernel, launch, geometry, library);
  const from = variable('i32', 'from');
  const to = variable('i32', 'to');
  return {
    definition: {
      name: kernel.name,
      parameters: [from, to, launch.pointer],
      results: [],
      body: [launch.prologue, geometry.blocks(get(from), get(to), code)],
    },
    meta: {
      name: kernel.name,
      blockBlind: isBlockBlind(kernel),
      argumentBytes: ARGUMENT.parameters + 8 * kernel.params.length,
      parameters: kernel.params.map((param, position) => {
        const offset = ARGUMENT.parameters + 8 * position;
        return param.kind === 'array'
          ? { kind: 'array', name: param.name, element: param.element, offset }
          : { kind: 'value', name: param.name, type: param.type, offset };
      }),
      sharedBytes: launch.sharedBytes,
      frameBytes,
    },
  };
}
