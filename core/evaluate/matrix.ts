// Does matrix statements the plain way: the oracle for every faster one.
import type { RunMatrix } from '../contract/index.ts';
import type { ElementType } from '../ir/index.ts';
import { convertValue, rangeOf } from '../ops/index.ts';
import { Clock, type Limits } from './clock.ts';
import type { ArrayMemory, Memory } from './memory.ts';
import { missing } from './unfit.ts';

type Operand = RunMatrix['result'];

/** Numbers of one kind: what a sum starts with, how it grows, and what it is read as in the end. */
interface Arithmetic {
  readonly convert: (value: number) => number;
  readonly multiply: (a: number, b: number) => number;
  readonly add: (a: number, b: number) => number;
  readonly finish: (sum: number) => number;
}

const { fround, imul } = Math;
const same = (value: number): number => value;

const INT: Arithmetic = {
  convert: (value) => value | 0,
  multiply: imul,
  add: (a, b) => (a + b) | 0,
  finish: same,
};
const UINT: Arithmetic = { ...INT, finish: (sum) => sum >>> 0 };
const FLOAT: Arithmetic = {
  convert: fround,
  multiply: (a, b) => fround(a * b),
  add: (a, b) => fround(a + b),
  finish: same,
};
const DOUBLE: Arithmetic = { convert: same, multiply: (a, b) => a * b, add: (a, b) => a + b, finish: same };

function arithmeticOf(elements: readonly ElementType[]): Arithmetic {
  if (elements.includes('f64')) return DOUBLE;
  if (elements.includes('f32') || elements.includes('f16')) return FLOAT;
  return elements.every((element) => element.startsWith('u')) ? UINT : INT;
}

/** The value that the result's element takes for a sum: 8 and 16 bits saturate, halves are rounded from floats. */
function stored(element: ElementType, sum: number, arithmetic: Arithmetic): number {
  const isFloat = arithmetic === FLOAT || arithmetic === DOUBLE;
  if (element === 'f16' && arithmetic !== DOUBLE) return fround(sum);
  if (isFloat && !element.startsWith('f'))
    return Number(convertValue('f64', element === 'pixel' ? 'u32' : element, sum));
  const range = /^[iu](?:8|16)$/.test(element) ? rangeOf(element) : undefined;
  return range ? Math.min(range[1], Math.max(range[0], sum)) : sum;
}

class Statement {
  readonly #operation: RunMatrix;
  readonly #memory: Memory;
  readonly #clock: Clock;
  readonly #arithmetic: Arithmetic;
  /** The values of the operands before anything is written. */
  readonly #values: readonly (readonly number[])[];

  constructor(operation: RunMatrix, memory: Memory, limits: Limits) {
    this.#operation = operation;
    this.#memory = memory;
    this.#clock = new Clock(limits, operation.op.toUpperCase());
    const arrays = operation.operands.map((operand) => this.#array(operand));
    this.#arithmetic = arithmeticOf(arrays.map(({ element }) => element));
    this.#values = arrays.map((array, which) => {
      const { rows, columns } = operation.operands[which]!;
      return Array.from({ length: rows * columns }, (_, i) => this.#arithmetic.convert(array.load(i)));
    });
  }

  #array({ buffer, rows, columns }: Operand): ArrayMemory {
    const array = this.#memory.get(buffer) ?? missing('buffer', buffer);
    return array.length >= rows * columns ? array : missing(`${rows} × ${columns} elements in`, buffer);
  }

  run(): void {
    const { op, operands, result } = this.#operation;
    const target = this.#array(result);
    const arithmetic = this.#arithmetic;
    const put = (i: number, sum: number): void =>
      target.store(i, stored(target.element, arithmetic.finish(sum), arithmetic));
    const [a = [], b = []] = this.#values;
    switch (op) {
      case 'matmul': {
        const [{ rows, columns: inner }, { columns }] = operands as readonly [Operand, Operand];
        for (let row = 0; row < rows; row++)
          for (let column = 0; column < columns; column++)
            put(
              row * columns + column,
              this.#sum(inner, (k) => [a[row * inner + k]!, b[k * columns + column]!]),
            );
        return;
      }
      case 'dot':
        put(
          0,
          this.#sum(a.length, (k) => [a[k]!, b[k]!]),
        );
        return;
      case 'add':
        a.forEach((value, i) => {
          put(i, arithmetic.add(value, b[i]!));
        });
        return;
      case 'relu':
        a.forEach((value, i) => {
          target.store(i, arithmetic.finish(value) > 0 ? arithmetic.finish(value) : 0);
        });
    }
  }

  /** The sum of products, in ascending order. */
  #sum(count: number, factors: (k: number) => readonly [number, number]): number {
    const { add, multiply } = this.#arithmetic;
    let sum = 0;
    for (let k = 0; k < count; k++) {
      this.#clock.tick();
      sum = add(sum, multiply(...factors(k)));
    }
    return sum;
  }
}

/**
 * Runs a matrix statement on `memory`. All operands are read before the result is written.
 *
 * @throws PxosError PX0795 time limit, PX0796 aborted, PX0799 for buffers that are missing or too short
 */
export function runMatrix(operation: RunMatrix, memory: Memory, limits: Limits): void {
  new Statement(operation, memory, limits).run();
}
