// How a launch reaches a kernel: a block of arguments in memory, read into variables once, before the first thread runs.
import { bytesOf, type Kernel, type ScalarType } from 'pxos/core';
import {
  type Code,
  get,
  i32,
  load,
  type MemoryOp,
  op,
  set,
  type Variable,
  variable,
} from '../encoding/index.ts';
import type { ArrayPlace } from './memory.ts';
import { registerOf } from './registers.ts';

/** Byte offsets of what every launch says; each axis is an i32. Parameters follow from `parameters` on, 8 bytes each. */
export const ARGUMENT = { grid: 0, block: 12, extent: 24, shared: 36, frames: 40, parameters: 48 } as const;

const LOAD = {
  bool: 'i32.load',
  i32: 'i32.load',
  u32: 'i32.load',
  f32: 'f32.load',
  f64: 'f64.load',
} as const satisfies Record<ScalarType, MemoryOp>;

const AXES = [0, 1, 2] as const;

export type Axes = readonly [Variable, Variable, Variable];

const axes = (name: string): Axes => [
  variable('i32', `${name}_x`),
  variable('i32', `${name}_y`),
  variable('i32', `${name}_z`),
];

/** Bytes of shared memory: a fixed number, and so many for each thread of the block. */
export interface SharedBytes {
  readonly fixed: number;
  readonly perThread: number;
}

/** The arguments of a kernel as variables. */
export interface KernelArguments {
  /** The parameter of the WebAssembly function that points to the block of arguments. */
  readonly pointer: Variable;
  readonly grid: Axes;
  readonly block: Axes;
  readonly extent: Axes;
  /** Memory for what a thread keeps across barriers. */
  readonly frames: Variable;
  /** Number of threads of a block. */
  readonly threads: Variable;
  readonly scalars: ReadonlyMap<string, Variable>;
  readonly arrays: ReadonlyMap<string, ArrayPlace>;
  readonly sharedBytes: SharedBytes;
  /** Reads all of it. */
  readonly prologue: Code;
  /** Fills shared memory with zeros, where that can be observed. */
  readonly clearShared: Code;
}

const alignUp = (code: Code): Code => op('i32.and', op('i32.add', code, i32(7)), i32(-8));

/** Reads the block of arguments of `kernel`. */
export function readArguments(kernel: Kernel): KernelArguments {
  const pointer = variable('i32', 'arguments');
  const grid = axes('grid');
  const block = axes('block_size');
  const extent = axes('extent');
  const frames = variable('i32', 'frames');
  const threads = variable('i32', 'threads');
  const scalars = new Map<string, Variable>();
  const arrays = new Map<string, ArrayPlace>();
  const prologue: Code[] = [];
  const clearShared: Code[] = [];
  const word = (to: Variable, offset: number): void => {
    prologue.push(set(to, load('i32.load', get(pointer), offset)));
  };
  const words = (to: Axes, offset: number): void => {
    for (const axis of AXES) word(to[axis], offset + 4 * axis);
  };

  words(grid, ARGUMENT.grid);
  words(block, ARGUMENT.block);
  words(extent, ARGUMENT.extent);
  word(frames, ARGUMENT.frames);
  prologue.push(set(threads, op('i32.mul', get(block[0]), op('i32.mul', get(block[1]), get(block[2])))));

  kernel.params.forEach((param, position) => {
    const offset = ARGUMENT.parameters + 8 * position;
    if (param.kind === 'array') {
      const start = variable('i32', param.name);
      const length = variable('i32', `${param.name}_length`);
      word(start, offset);
      word(length, offset + 4);
      arrays.set(param.name, { element: param.element, pointer: get(start), length: get(length) });
    } else {
      const scalar = variable(registerOf(param.type), param.name);
      scalars.set(param.name, scalar);
      prologue.push(set(scalar, load(LOAD[param.type], get(pointer), offset)));
    }
  });

  const sharedBytes = { fixed: 0, perThread: 0 };
  let next: Code = load('i32.load', get(pointer), ARGUMENT.shared);
  for (const { name, element, length, perThread, skipZeroFill } of kernel.shared) {
    const start = variable('i32', name);
    const bytes = length * bytesOf(element);
    prologue.push(set(start, next));
    const size = perThread ? op('i32.mul', get(threads), i32(bytes)) : i32(bytes);
    arrays.set(name, {
      element,
      pointer: get(start),
      length: perThread ? op('i32.mul', get(threads), i32(length)) : i32(length),
    });
    if (!skipZeroFill) clearShared.push(op('memory.fill', get(start), i32(0), size));
    next = alignUp(op('i32.add', get(start), size));
    // Seven bytes are the most that the next array's alignment can cost.
    sharedBytes.fixed += 7 + (perThread ? 0 : bytes);
    sharedBytes.perThread += perThread ? bytes : 0;
  }

  return {
    pointer,
    grid,
    block,
    extent,
    frames,
    threads,
    scalars,
    arrays,
    sharedBytes,
    prologue,
    clearShared,
  };
}
