// Interprets a program of version 1.1 straight from its instructions, step by step, on a copy of its image.
import { PxosError } from '../../../diagnostics/index.ts';
import * as messages from '../../../diagnostics/messages/pixel-run.ts';
import { Clock, type TimeLimit } from '../../clock.ts';
import { createImage, type PixelImage, wordsOf } from '../../image.ts';
import type { StepRange } from '../../step-range.ts';
import { arrayPixels } from '../arrays.ts';
import { gasLimit } from '../directory.ts';
import { MATRIX_R } from '../element-codes.ts';
import type { ArrayRecord, PixelProgram, PixelStep } from '../program.ts';
import { extentProblem } from '../validate/index.ts';
import { Compiler } from './compiled.ts';
import { type ReadyKernel, readyKernel, runLaunch } from './launch.ts';
import { Machine } from './machine.ts';
import { type Matrix, runMatrix } from './matrix.ts';
import { type PixelArray, pixelArray } from './memory.ts';

export interface InterpretOptions extends TimeLimit {
  /** Threads that all DISPATCHes together may have; no limit when left out. */
  readonly threads?: number | undefined;
  /** Runs these steps only, on an image that those before them have left. */
  readonly steps?: StepRange | undefined;
}

/** What one step did. */
export interface InterpretedStep {
  readonly step: PixelStep;
  /** Its number in the list of steps. */
  readonly index: number;
  /** Records of the arrays that it may have written, each with the pixels that it takes. */
  readonly written: readonly { readonly record: number; readonly first: number; readonly count: number }[];
  /** The image behind the step: the interpreter goes on in it, so keep a copy of what is wanted later. */
  readonly image: PixelImage;
}

const WRITE = 2;

class Interpreter {
  private readonly program: PixelProgram;
  private readonly words: Uint32Array;
  private readonly options: InterpretOptions;
  private readonly clock: Clock;
  private readonly gas: number;
  private readonly machine: Machine;
  private readonly compiler: Compiler;
  private readonly kernels = new Map<number, ReadyKernel>();
  private threads = 0;

  constructor(program: PixelProgram, words: Uint32Array, options: InterpretOptions) {
    this.program = program;
    this.words = words;
    this.options = options;
    this.clock = new Clock(options);
    this.gas = gasLimit(program.gas);
    this.machine = new Machine(this.gas, this.clock);
    this.compiler = new Compiler(program.records, this.machine);
  }

  /** Runs a step; the records that it may have written. */
  step(step: PixelStep): readonly number[] {
    this.clock.kernel = step.kind === 'dispatch' ? this.nameOf(step.kernel) : step.kind.toUpperCase();
    this.clock.look();
    switch (step.kind) {
      case 'halt':
        return [];
      case 'dispatch':
        return this.dispatch(step);
      case 'copy':
        return this.copy(step);
      case 'matrix': {
        this.clock.kernel = step.op.toUpperCase();
        const operands = step.operands.map((record) => this.matrix(record));
        runMatrix(step.op, operands, { result: this.matrix(step.result), clock: this.clock });
        return [step.result];
      }
    }
  }

  private nameOf(record: number): string {
    return this.program.names.records.get(record) ?? `#${record}`;
  }

  private array(record: number): ArrayRecord {
    const array = this.program.records[record];
    if (array?.kind !== 'array') throw new RangeError(`record ${record} is no array`);
    return array;
  }

  private matrix(number: number): Matrix {
    const record = this.array(number);
    return { record, array: pixelArray(this.words, record, this.program.width) };
  }

  private kernel(number: number): ReadyKernel {
    const known = this.kernels.get(number);
    if (known) return known;
    const record = this.program.records[number];
    if (record?.kind !== 'kernel') throw new RangeError(`record ${number} is no kernel`);
    const ready = readyKernel(record, this.compiler);
    this.kernels.set(number, ready);
    return ready;
  }

  /** Moves the bits of elements, whatever they say: a NaN keeps its payload. */
  private copy({ from, to, count }: Extract<PixelStep, { kind: 'copy' }>): readonly number[] {
    const source = this.bits(from);
    const target = this.bits(to);
    for (let i = 0; i < count; i++) {
      this.clock.tick();
      target.store(i, source.load(i));
    }
    return [to];
  }

  /** An array as unsigned integers of its size. */
  private bits(number: number): PixelArray {
    const array = this.array(number);
    const type = array.type === MATRIX_R ? MATRIX_R : array.type & 3;
    return pixelArray(this.words, { ...array, type }, this.program.width);
  }

  private dispatch(step: Extract<PixelStep, { kind: 'dispatch' }>): readonly number[] {
    const { words, machine, clock, options } = this;
    const { width, steps } = this.program;
    const { block, parameters } = step;
    const pixel = steps.first + step.pixel;
    const placement = { pixel: { x: pixel % width, y: Math.floor(pixel / width) } };
    const kernel = this.kernel(step.kernel);
    const grid = step.indirect ? this.grid(step.grid[0]) : step.grid;
    const threads = grid[0] * grid[1] * grid[2] * block[0] * block[1] * block[2];
    if (step.indirect && extentProblem(grid, block) !== undefined)
      throw new PxosError(messages.gridTooLarge({ grid, threads }, placement));
    this.threads += threads;
    const limit = options.threads ?? Number.POSITIVE_INFINITY;
    if (this.threads > limit)
      throw new PxosError(messages.tooManyThreads({ threads: this.threads, limit }, placement));
    const arrays = parameters.map((record) => this.array(record));
    const failed = runLaunch({ kernel, grid, block, arrays, words, width, machine, clock });
    if (failed >= 0) {
      const args = { kernel: this.nameOf(step.kernel), thread: failed, gas: this.gas };
      throw new PxosError(messages.outOfGas(args, placement));
    }
    return parameters.filter((_record, k) => {
      const parameter = kernel.head.parameters[k];
      return parameter?.kind === 'array' && (parameter.access & WRITE) !== 0;
    });
  }

  private grid(record: number): readonly [number, number, number] {
    const { load } = pixelArray(this.words, this.array(record), this.program.width);
    return [load(0), load(1), load(2)];
  }

  written(records: readonly number[]): InterpretedStep['written'] {
    return records.map((record) => {
      const array = this.array(record);
      return { record, first: array.first, count: arrayPixels(array, this.program.width) };
    });
  }
}

/**
 * Runs a validated program step by step; what it gives in the end is the resulting image. The given image stays as it is.
 *
 * @throws PxosError PX1350 out of gas, PX1351 too many threads, PX1352 a grid of an array is too large, PX0795 time limit,
 * PX0796 aborted
 *
 * @example
 * for (const { step, written } of interpretSteps(loadProgram(image), image)) console.log(step.kind, written)
 */
export function* interpretSteps(
  program: PixelProgram,
  image: PixelImage,
  options: InterpretOptions = {},
): Generator<InterpretedStep, PixelImage, void> {
  const work = createImage(image.width, image.height);
  work.pixels.set(image.pixels);
  const interpreter = new Interpreter(program, wordsOf(work), options);
  const { list } = program.steps;
  const [from, to] = options.steps ?? [0, list.length];
  for (const [k, step] of list.slice(from, to).entries()) {
    const index = from + k;
    const records = interpreter.step(step);
    yield { step, index, written: interpreter.written(records), image: work };
    if (step.kind === 'halt') break;
  }
  return work;
}

/**
 * Runs a validated program and gives the resulting image; the given one stays as it is.
 *
 * @throws PxosError as `interpretSteps` does
 *
 * @example
 * const result = interpret(loadProgram(image), image, { timeout: 10_000 })
 */
export function interpret(
  program: PixelProgram,
  image: PixelImage,
  options: InterpretOptions = {},
): PixelImage {
  const steps = interpretSteps(program, image, options);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
