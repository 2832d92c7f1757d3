// Random programs of one matrix statement each: every operation, all types, shapes that no tile divides, values at the limits.
import { ELEMENT_TYPES, type ElementType, type RunInputs } from 'pxos/core';
import { encode } from '../elements.ts';
import { Random } from './random.ts';

/** A program with its data, and what a message needs to name it. */
export interface MatrixCase {
  readonly title: string;
  readonly text: string;
  readonly inputs: RunInputs;
  readonly elements: readonly ElementType[];
}

const NAMES: { readonly [E in ElementType]?: string } = {
  i8: 'i8',
  u8: 'u8',
  i16: 'i16',
  u16: 'u16',
  i32: 'int',
  u32: 'uint',
  f16: 'half',
  f32: 'float',
  f64: 'double',
};
const LIMITS: { readonly [E in ElementType]?: readonly [number, number] } = {
  i8: [-128, 127],
  u8: [0, 255],
  i16: [-32768, 32767],
  u16: [0, 65535],
  i32: [-2147483648, 2147483647],
  u32: [0, 4294967295],
};
export const NUMBERS: readonly ElementType[] = ELEMENT_TYPES.filter((element) => element in NAMES);
const isFloat = (element: ElementType): boolean => element.startsWith('f');

/** Lengths of sides: one, primes, just beside the tiles of the runners. */
const SIDES = [1, 1, 2, 3, 4, 5, 7, 8, 9, 13, 16, 17, 31, 33, 61, 64, 65, 67, 127, 130];

function draw(element: ElementType, random: Random): number {
  const limits = LIMITS[element];
  if (!limits) return (random.integer(-4000, 4000) / 64) * (random.chance(0.1) ? 0 : 1);
  if (random.chance(0.3)) return random.pick([...limits, 0]);
  // Small numbers make sums that narrow results can hold.
  const [low, high] = random.chance(0.5) ? limits : [Math.max(-3, limits[0]), 3];
  return low + (random.bits() % (high - low + 1));
}

/** One statement; `types` are those to choose from. */
export function randomMatrixCase(seed: number, types: readonly ElementType[] = NUMBERS): MatrixCase {
  const random = new Random(seed);
  const op = random.pick(['MATMUL', 'MATMUL', 'MATMUL', 'ADD', 'DOT', 'RELU'] as const);
  const a = random.pick(types);
  const b = random.chance(0.5) ? a : random.pick(types);
  const c = random.pick(op !== 'RELU' && (isFloat(a) || isFloat(b)) ? types.filter(isFloat) : types);
  const [rows, inner, columns] = [random.pick(SIDES), random.pick(SIDES), random.pick(SIDES)];
  const other = op === 'MATMUL' ? columns : inner;
  const array = (name: string, element: ElementType, m: number, n: number): string =>
    `GPU_ALLOC ${name} ${NAMES[element]} ${m} BY ${n}`;
  const data = (element: ElementType, count: number) => ({
    bytes: encode(
      element,
      Array.from({ length: count }, () => draw(element, random)),
    ),
  });
  const first = { text: array('a', a, rows, inner), data: data(a, rows * inner) };
  const title = `seed ${seed}: ${op} ${a} ${b} ${c} (${rows} × ${inner}, ${other})`;
  if (op === 'RELU')
    return { title, text: `${first.text}\nRELU a\n`, inputs: { in: { a: first.data } }, elements: [a] };
  const second = {
    text: op === 'MATMUL' ? array('b', b, inner, columns) : array('b', b, rows, inner),
    data: data(b, op === 'MATMUL' ? inner * columns : rows * inner),
  };
  // A sum may go where an operand was, a product too.
  const target = random.chance(0.2) && c === a && (op === 'ADD' || (op === 'MATMUL' && inner === columns));
  const shape = { MATMUL: [rows, columns], ADD: [rows, inner], DOT: [1, 1] }[op] as [number, number];
  const result = target ? [] : [array('c', c, ...shape)];
  const text = [first.text, second.text, ...result, `${op} a b → ${target ? 'a' : 'c'}`, ''].join('\n');
  return {
    title,
    text,
    inputs: { in: { a: first.data, b: second.data } },
    elements: target ? [a, b] : [a, b, c],
  };
}
