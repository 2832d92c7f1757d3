// A version 1.1 program on the device, step after step: every step sees all writes of the earlier ones.
import {
  type Diagnostic,
  gasLimit,
  type PixelProgram,
  type PixelStep,
  PxosError,
  pixelRunMessages,
  type StepRange,
} from 'pxos/core';
import { messages } from '../messages.ts';
import { arrayOf, runLaunch, SCRATCH_WORDS } from './launch.ts';
import { PixelMachine } from './machine.ts';
import { runCopy, runMatrix } from './matrix.ts';
import { barrierOf, codeOf, type KernelNeeds, needsOf } from './needs.ts';

type DispatchStep = Extract<PixelStep, { kind: 'dispatch' }>;
type Triple = readonly [number, number, number];

/** Threads of one launch at most. */
const MOST_THREADS = 2 ** 31;

/** Where a step or an instruction stands, for messages. */
function placeOf({ width }: PixelProgram, pixel: number): Pick<Diagnostic, 'pixel'> {
  return { pixel: { x: pixel % width, y: Math.floor(pixel / width) } };
}

const nameOf = ({ names }: PixelProgram, record: number): string => names.records.get(record) ?? `#${record}`;

/** Refuses kernels whose threads wait for each other: lanes run them one after another. */
function refuseBarriers(program: PixelProgram, kernels: ReadonlySet<number>): void {
  const faults = [...kernels].flatMap((kernel) => {
    const code = codeOf(program, kernel);
    const barrier = barrierOf(code);
    return barrier
      ? [
          messages.interpretedBarrier(
            { kernel: nameOf(program, kernel) },
            placeOf(program, code.first + barrier.pixel),
          ),
        ]
      : [];
  });
  if (faults.length > 0) throw new PxosError(faults);
}

interface ProgramRunOptions {
  readonly needs: ReadonlyMap<number, KernelNeeds>;
  readonly maxThreads: number;
  readonly steps: readonly PixelStep[];
}

class ProgramRun {
  private readonly program: PixelProgram;
  private readonly machine: PixelMachine;
  private readonly needs: ReadonlyMap<number, KernelNeeds>;
  private readonly maxThreads: number;
  private readonly steps: readonly PixelStep[];
  /** Threads of all launches so far. */
  private threads = 0;

  constructor(program: PixelProgram, machine: PixelMachine, { needs, maxThreads, steps }: ProgramRunOptions) {
    this.program = program;
    this.machine = machine;
    this.needs = needs;
    this.maxThreads = maxThreads;
    this.steps = steps;
  }

  async run(): Promise<void> {
    for (const step of this.steps) {
      switch (step.kind) {
        case 'halt':
          return;
        case 'matrix':
          await runMatrix(this.machine, this.program, step);
          break;
        case 'copy':
          await runCopy(this.machine, this.program, step);
          break;
        case 'dispatch':
          await this.dispatch(step);
          break;
      }
    }
  }

  private async gridOf({ grid, indirect }: DispatchStep): Promise<Triple> {
    if (!indirect) return grid;
    const { first } = arrayOf(this.program, grid[0]);
    const [x = 0, y = 0, z = 0] = await this.machine.readWords(first, 3);
    return [x, y, z];
  }

  private async dispatch(step: DispatchStep): Promise<void> {
    const { kernel, block, parameters } = step;
    const grid = await this.gridOf(step);
    // Three words are 96 bits: only whether the product is too large has to be exact, and that it is.
    const threads = [...grid, ...block].reduce((product, size) => product * size, 1);
    const place = placeOf(this.program, this.program.steps.first + step.pixel);
    if (threads > MOST_THREADS) throw new PxosError(pixelRunMessages.gridTooLarge({ grid, threads }, place));
    this.threads += threads;
    if (this.threads > this.maxThreads)
      throw new PxosError(
        pixelRunMessages.tooManyThreads({ threads: this.threads, limit: this.maxThreads }, place),
      );
    const needs = this.needs.get(kernel);
    if (!needs) throw new Error(`nobody looked at kernel ${kernel}`);
    const launch = { kernel, grid, block, parameters };
    const spent = await runLaunch(this.machine, this.program, { launch, needs });
    if (spent === undefined) return;
    const gas = gasLimit(this.program.gas);
    throw new PxosError(
      pixelRunMessages.outOfGas({ kernel: nameOf(this.program, kernel), thread: spent, gas }, place),
    );
  }
}

/**
 * Runs a version 1.1 program, or some of its steps, on the image in a buffer of the device; the buffer changes only when all of it has run.
 * Throws the validator's errors, PX0783 for kernels with barriers, PX1350–PX1352 for what ends a run.
 */
export async function runProgram(
  device: GPUDevice,
  buffer: GPUBuffer,
  {
    program,
    maxThreads,
    steps: range = [0, program.steps.list.length],
  }: {
    readonly program: PixelProgram;
    readonly maxThreads: number;
    readonly steps?: StepRange | undefined;
  },
): Promise<void> {
  const steps = program.steps.list.slice(...range);
  const kernels = new Set(steps.flatMap((step) => (step.kind === 'dispatch' ? [step.kernel] : [])));
  refuseBarriers(program, kernels);
  const needs = new Map([...kernels].map((kernel) => [kernel, needsOf(program, kernel)]));
  const sharesMemory = [...needs.values()].some(({ sharedWords }) => sharedWords > 0);
  const machine = new PixelMachine(device, buffer, { scratch: sharesMemory ? SCRATCH_WORDS : 0 });
  try {
    await new ProgramRun(program, machine, { needs, maxThreads, steps }).run();
    machine.keep();
  } finally {
    machine.close();
  }
}
