// What a matrix product depends on: the types of its arrays, how its operands are packed, what it needs beside them.
import { type ElementType, type SumType, sumTypeOf } from 'pxos/core';

/** The element types of the operands and of the result. */
export interface ProductTypes {
  readonly a: ElementType;
  readonly b: ElementType;
  readonly c: ElementType;
}

/** Rows and columns that are packed at a time, sized for the caches. */
export const GROUP_ROWS = 64;
export const BLOCK_COLUMNS = 512;
/** Rows and columns of the inner loop, whose sums stay in registers. */
export const ROWS = 4;
export const COLUMNS = 8;
export const WORD = 4;

const PAIRED: ReadonlySet<ElementType> = new Set(['u8', 'i8', 'i16']);
const FLOATS: ReadonlySet<ElementType> = new Set(['f16', 'f32', 'f64']);

export const sumOf = ({ a, b }: ProductTypes): SumType => sumTypeOf([a, b]);

/** True when a step of the sums is two products of 16-bit integers. */
export const isPaired = ({ a, b }: ProductTypes): boolean => PAIRED.has(a) && PAIRED.has(b);

/** True for the types that there is a module for: no halves, no sums of doubles, no floats that become integers. */
export function hasProduct(types: ProductTypes): boolean {
  const sum = sumOf(types);
  if (sum === 'f64' || [types.a, types.b, types.c].includes('f16')) return false;
  return sum !== 'f32' || FLOATS.has(types.c);
}

/** Bytes that a call needs for packed operands and sums. */
export function scratchBytes(types: ProductTypes, inner: number, columns: number): number {
  const block = Math.min(BLOCK_COLUMNS, Math.ceil(columns / COLUMNS) * COLUMNS);
  const steps = isPaired(types) ? Math.ceil(inner / 2) : inner;
  return WORD * ((block + GROUP_ROWS) * steps + GROUP_ROWS * BLOCK_COLUMNS);
}
