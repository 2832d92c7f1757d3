// Reads the list of steps; an EXT before a step adds the high bytes of its record numbers.
import * as messages from '../../diagnostics/messages/pixel-structure.ts';
import { hexOf } from '../word-text.ts';
import { EXT } from './opcodes.ts';
import type { PixelStep } from './program.ts';
import type { Reading } from './reading.ts';
import { MATRIX_STEPS, STEP } from './steps.ts';

type Triple = readonly [number, number, number];

/** One step while it is read: its first pixel, where its instruction stands, and the high bytes that its EXT adds. */
interface StepReading {
  readonly first: number;
  readonly at: number;
  readonly end: number;
  readonly origin: number;
  readonly high: Triple;
}

const field = (word: number, k: 0 | 1 | 2, high: Triple): number =>
  ((word >>> (8 + 8 * k)) & 255) | (high[k] << 8);

const triple = (words: Uint32Array, at: number): Triple => [words[at]!, words[at + 1]!, words[at + 2]!];

class StepsReader {
  private readonly reading: Reading;

  constructor(reading: Reading) {
    this.reading = reading;
  }

  /** The step and the pixel behind it; none when the pixels are no step. */
  read(at: number, end: number, origin: number): { step: PixelStep; next: number } | undefined {
    const { words } = this.reading;
    const extended = (words[at]! & 255) === EXT;
    if (!extended) return this.step({ first: at, at, end, origin, high: [0, 0, 0] });
    const extension = words[at]!;
    if (extension >>> 8 === 0) return this.idle(at);
    if (at + 1 >= end) return this.cut(at);
    const high: Triple = [(extension >>> 8) & 255, (extension >>> 16) & 255, extension >>> 24];
    return this.step({ first: at, at: at + 1, end, origin, high });
  }

  private idle(at: number): undefined {
    this.reading.problems.add(messages.idleExtension, at, { where: 'the steps' });
  }

  private cut(at: number): undefined {
    this.reading.problems.add(messages.cutOff, at, { where: 'the steps' });
  }

  private stray(at: number, what: string): undefined {
    this.reading.problems.add(messages.strayBits, at, { found: hexOf(this.reading.words[at]!), what });
  }

  private step(of: StepReading): { step: PixelStep; next: number } | undefined {
    const word = this.reading.words[of.at]!;
    const op = word & 255;
    const matrix = MATRIX_STEPS.get(op);
    if (matrix) return this.matrix(of, matrix);
    switch (op) {
      case STEP.halt:
        if (of.first !== of.at) return this.idle(of.first);
        if (word !== 0) return this.stray(of.at, 'HALT');
        return { step: { kind: 'halt', pixel: of.at - of.origin }, next: of.at + 1 };
      case STEP.dispatch:
        return this.dispatch(of);
      case STEP.copy:
        return this.copy(of);
      default:
        this.reading.problems.add(messages.unknownStep, of.at, { found: hexOf(word) });
        return undefined;
    }
  }

  private matrix(
    { first, at, origin, high }: StepReading,
    op: 'dot' | 'add' | 'relu' | 'matmul',
  ): { step: PixelStep; next: number } | undefined {
    const word = this.reading.words[at]!;
    const [a, b, out] = [field(word, 0, high), field(word, 1, high), field(word, 2, high)];
    if (op === 'relu' && (b !== 0 || out !== 0)) return this.stray(at, 'RELU');
    const operands = op === 'relu' ? [a] : [a, b];
    const step: PixelStep = {
      kind: 'matrix',
      pixel: first - origin,
      op,
      operands,
      result: op === 'relu' ? a : out,
    };
    return { step, next: at + 1 };
  }

  private dispatch(of: StepReading): { step: PixelStep; next: number } | undefined {
    const { words } = this.reading;
    const { first, at, end, origin, high } = of;
    const word = words[at]!;
    const count = field(word, 1, high);
    const indirect = field(word, 2, high);
    if (high[1] !== 0 || high[2] !== 0) return this.idle(first);
    if (indirect > 1) return this.stray(at, 'DISPATCH');
    const next = at + 7 + count;
    if (next > end) return this.cut(first);
    return {
      step: {
        kind: 'dispatch',
        pixel: first - origin,
        kernel: field(word, 0, high),
        grid: triple(words, at + 1),
        indirect: indirect === 1,
        block: triple(words, at + 4),
        parameters: [...words.subarray(at + 7, next)],
      },
      next,
    };
  }

  private copy({ first, at, end, origin, high }: StepReading): { step: PixelStep; next: number } | undefined {
    const { words } = this.reading;
    const word = words[at]!;
    if (high[2] !== 0) return this.idle(first);
    if (word >>> 24 !== 0) return this.stray(at, 'COPY');
    if (at + 2 > end) return this.cut(first);
    const [from, to] = [field(word, 0, high), field(word, 1, high)];
    return {
      step: { kind: 'copy', pixel: first - origin, from, to, count: words[at + 1]! },
      next: at + 2,
    };
  }
}

/** Reads `length` pixels of steps from `first`; stops at the first thing that is no step, which it has reported. */
export function readSteps(reading: Reading, first: number, length: number): PixelStep[] {
  const reader = new StepsReader(reading);
  const steps: PixelStep[] = [];
  const end = first + length;
  for (let at = first; at < end; ) {
    const read = reader.read(at, end, first);
    if (!read) break;
    steps.push(read.step);
    at = read.next;
  }
  return steps;
}
