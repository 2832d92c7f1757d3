// Matrix steps the plain way: every element by the book, sums in ascending order, results narrowed as the language says.
import { rangeOf } from '../../../ops/index.ts';
import type { Clock } from '../../clock.ts';
import { elementOfCode } from '../element-codes.ts';
import { isFloatType } from '../flags.ts';
import type { ArrayRecord, PixelStep } from '../program.ts';
import type { PixelArray } from './memory.ts';

/** An operand: its shape, and its elements. */
export interface Matrix {
  readonly record: ArrayRecord;
  readonly array: PixelArray;
}

/** Numbers of one kind: how a sum of products grows, and what it is read as in the end. */
interface Arithmetic {
  readonly multiply: (a: number, b: number) => number;
  readonly add: (a: number, b: number) => number;
  readonly finish: (sum: number) => number;
}

const { fround, imul } = Math;

const INT: Arithmetic = { multiply: imul, add: (a, b) => (a + b) | 0, finish: (sum) => sum };
const UINT: Arithmetic = { ...INT, finish: (sum) => sum >>> 0 };
const FLOAT: Arithmetic = {
  multiply: (a, b) => fround(a * b),
  add: (a, b) => fround(a + b),
  finish: (sum) => sum,
};

const isUnsigned = (type: number): boolean => (type & 0x0c) === 0;

function arithmeticOf(types: readonly number[]): Arithmetic {
  if (types.some(isFloatType)) return FLOAT;
  return types.every(isUnsigned) ? UINT : INT;
}

/** 8- and 16-bit results saturate; the others take a value as a store does. */
function narrowing(type: number): (value: number) => number {
  const element = elementOfCode(type);
  const range = (type & 3) < 2 && element && !isFloatType(type) ? rangeOf(element) : undefined;
  return range ? (value) => Math.min(range[1], Math.max(range[0], value)) : (value) => value;
}

/** The number that an element is; integers in floats are rounded to f32. */
const numberAt = ({ array }: Matrix, arithmetic: Arithmetic, i: number): number =>
  arithmetic === FLOAT ? fround(array.load(i)) : array.load(i) | 0;

/** All numbers of an operand, since a product reads each many times. */
function numbersOf(matrix: Matrix, arithmetic: Arithmetic, clock: Clock): Float32Array | Int32Array {
  const { length } = matrix.array;
  const numbers = arithmetic === FLOAT ? new Float32Array(length) : new Int32Array(length);
  for (let i = 0; i < length; i++) {
    clock.tick();
    numbers[i] = numberAt(matrix, arithmetic, i);
  }
  return numbers;
}

/** Runs a matrix step; the shapes fit, validation has seen to that. */
export function runMatrix(
  op: Extract<PixelStep, { kind: 'matrix' }>['op'],
  operands: readonly Matrix[],
  { result, clock }: { readonly result: Matrix; readonly clock: Clock },
): void {
  const [left, right = left] = operands;
  if (!left || !right) return;
  const arithmetic = arithmeticOf(operands.map(({ record }) => record.type));
  const { multiply, add, finish } = arithmetic;
  const narrow = narrowing(result.record.type);
  const put = (i: number, sum: number): void => result.array.store(i, narrow(finish(sum)));
  const count = left.array.length;
  switch (op) {
    case 'relu':
      for (let i = 0; i < count; i++) {
        clock.tick();
        const value = numberAt(left, arithmetic, i);
        put(i, finish(value) > 0 ? value : 0);
      }
      return;
    case 'add':
      for (let i = 0; i < count; i++) {
        clock.tick();
        put(i, add(numberAt(left, arithmetic, i), numberAt(right, arithmetic, i)));
      }
      return;
    case 'dot':
    case 'matmul': {
      const a = numbersOf(left, arithmetic, clock);
      const b = right === left ? a : numbersOf(right, arithmetic, clock);
      const inner = op === 'dot' ? count : left.record.columns;
      const rows = op === 'dot' ? 1 : left.record.rows;
      const columns = op === 'dot' ? 1 : right.record.columns;
      for (let row = 0; row < rows; row++)
        for (let column = 0; column < columns; column++) {
          let sum = 0;
          for (let k = 0; k < inner; k++) {
            clock.tick();
            sum = add(sum, multiply(a[row * inner + k]!, b[k * columns + column]!));
          }
          put(row * columns + column, sum);
        }
    }
  }
}
