// Runs one DISPATCH: blocks one after the other, the threads of a block one after the other from barrier to barrier.

import type { Clock } from '../../clock.ts';
import { type Head, headOf } from '../head.ts';
import type { ArrayRecord, CodeRecord, RegisterCounts } from '../program.ts';
import type { Registers } from './arithmetic.ts';
import { advance, type Code, type Compiler, startOf } from './compiled.ts';
import { meet } from './groups.ts';
import { type Machine, OUT_OF_GAS } from './machine.ts';
import { type PixelArray, pixelArray, sharedArray } from './memory.ts';

type Triple = readonly [number, number, number];

/** A kernel that is ready to be launched, as often as steps say. */
export interface ReadyKernel {
  readonly code: Code;
  readonly head: Head;
  readonly start: Registers;
  readonly registers: RegisterCounts;
}

export const readyKernel = (record: CodeRecord, compiler: Compiler): ReadyKernel => ({
  code: compiler.code(record),
  head: headOf(record),
  start: startOf(record),
  registers: record.registers,
});

export interface LaunchRequest {
  readonly kernel: ReadyKernel;
  readonly grid: Triple;
  readonly block: Triple;
  /** One array for each parameter. */
  readonly arrays: readonly ArrayRecord[];
  readonly words: Uint32Array;
  readonly width: number;
  readonly machine: Machine;
  readonly clock: Clock;
}

class Launch {
  private readonly request: LaunchRequest;
  private readonly threads: number;
  /** Registers before the first instruction: literals, and the elements that VALUEs name. */
  private readonly start: Registers;
  private readonly shared: readonly ReturnType<typeof sharedArray>[];
  /** Lowest number of a thread that spent its gas, -1 while there is none. */
  private failed = -1;

  constructor(request: LaunchRequest) {
    this.request = request;
    const { kernel, block, arrays, words, width, machine } = request;
    this.threads = block[0] * block[1] * block[2];
    this.start = kernel.start.slice();
    const slots: PixelArray[] = [];
    kernel.head.parameters.forEach((parameter, k) => {
      const array = pixelArray(words, arrays[k]!, width);
      if (parameter.kind === 'value') this.start[parameter.register] = array.load(0);
      else slots.push(array);
    });
    this.shared = kernel.head.slots
      .filter(({ kind }) => kind === 'shared')
      .map(({ type, count }) => sharedArray(type, count));
    machine.slots = [...slots, ...this.shared];
  }

  /** @returns the number of the thread that spent its gas, or -1 */
  run(): number {
    const { kernel, grid, block, machine, clock } = this.request;
    const [, , blockId, blockSize, gridSize] = machine.index;
    for (let axis = 0; axis < 3; axis++) {
      blockSize[axis] = block[axis]!;
      gridSize[axis] = grid[axis]!;
    }
    // The other axes of an empty grid may be long.
    if (grid.includes(0)) return -1;
    const runBlock = kernel.code.hasGroups ? this.blocksInRounds() : this.blocksAtOnce();
    let number = 0;
    for (let z = 0; z < grid[2]; z++)
      for (let y = 0; y < grid[1]; y++)
        for (let x = 0; x < grid[0]; x++, number++) {
          clock.tick();
          blockId[0] = x;
          blockId[1] = y;
          blockId[2] = z;
          for (const { clear } of this.shared) clear();
          runBlock();
          if (this.failed >= 0) return number * this.threads + this.failed;
        }
    return -1;
  }

  /** Makes a thread of the present block the one that runs. */
  private enter(thread: number): void {
    const [global, local, blockId, [bx, by, bz]] = this.request.machine.index;
    const x = thread % bx;
    const y = Math.floor(thread / bx) % by;
    const z = Math.floor(thread / (bx * by));
    local[0] = x;
    local[1] = y;
    local[2] = z;
    global[0] = blockId[0] * bx + x;
    global[1] = blockId[1] * by + y;
    global[2] = blockId[2] * bz + z;
  }

  /** A kernel without group operations: each thread from its beginning to its end. */
  private blocksAtOnce(): () => void {
    const { kernel, machine, clock } = this.request;
    const registers = new Float64Array(this.start.length);
    return () => {
      for (let thread = 0; thread < this.threads && this.failed < 0; thread++) {
        clock.tick(kernel.code.wholeWork);
        this.enter(thread);
        registers.set(this.start);
        machine.spent = 0;
        if (this.go(kernel.code, registers, 0) === SPENT) this.failed = thread;
      }
    };
  }

  /** Where the thread stands then, or that its gas is spent. */
  private go(code: Code, registers: Registers, from: number): number {
    try {
      return advance(code, registers, from, this.request.machine);
    } catch (thrown) {
      if (thrown === OUT_OF_GAS) return SPENT;
      throw thrown;
    }
  }

  /** A kernel with group operations: in each round every thread runs to the next one, where all of them meet. */
  private blocksInRounds(): () => void {
    const frames = Array.from({ length: this.threads }, () => new Float64Array(this.start.length));
    const places = new Int32Array(this.threads);
    const spent = new Float64Array(this.threads);
    return () => {
      for (const frame of frames) frame.set(this.start);
      places.fill(0);
      spent.fill(0);
      while (this.round(frames, places, spent));
    };
  }

  /** True when the block has met and goes on. A thread whose gas is spent takes part no more: the run has failed. */
  private round(frames: readonly Registers[], places: Int32Array, spent: Float64Array): boolean {
    const { kernel, machine, clock } = this.request;
    const { code } = kernel;
    const waiting: Registers[] = [];
    let meeting = ENDED;
    for (let thread = 0; thread < this.threads; thread++) {
      if (places[thread]! < 0) continue;
      clock.tick(places[thread] === 0 ? code.wholeWork : 1);
      this.enter(thread);
      machine.spent = spent[thread]!;
      const place = this.go(code, frames[thread]!, places[thread]!);
      spent[thread] = machine.spent;
      places[thread] = place < 0 ? place : place + 1;
      if (place === SPENT && (this.failed < 0 || thread < this.failed)) this.failed = thread;
      if (place < 0) continue;
      if (meeting >= 0 && place !== meeting)
        throw new RangeError(`threads of a block wait at the places ${meeting} and ${place}`);
      meeting = place;
      waiting.push(frames[thread]!);
    }
    if (meeting < 0) return false;
    const { slots } = machine;
    meet(code.groups[meeting]!, { threads: waiting, slots, registers: kernel.registers, clock });
    return true;
  }
}

/** Where a thread stands that has ended, and one whose gas is spent. */
const ENDED = -1;
const SPENT = -2;

/** Runs a launch on the words. @returns the lowest number of a thread that spent its gas, or -1 */
export const runLaunch = (request: LaunchRequest): number => new Launch(request).run();
