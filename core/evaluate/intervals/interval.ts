// Sets of possible values: an interval, and whether NaN belongs to it. Integers and bools are intervals of whole numbers.

import type { ElementType, ScalarType } from '../../ir/index.ts';
import { rangeOf } from '../../ops/index.ts';

/**
 * All values from `lo` to `hi`, and NaN if `nan`. `lo > hi` holds no number. A zero whose sign is open goes from -0 to 0.
 * Bounds need not be values of the type: an f32 that may or may not have been rounded has an f64 bound.
 */
export interface Interval {
  readonly lo: number;
  readonly hi: number;
  readonly nan: boolean;
}

/** Exactly this value. */
export function exactly(value: number): Interval {
  return Number.isNaN(value) ? NAN : { lo: value, hi: value, nan: false };
}

/** NaN and no number. */
export const NAN: Interval = { lo: Number.POSITIVE_INFINITY, hi: Number.NEGATIVE_INFINITY, nan: true };
/** Any float. */
export const ANY_FLOAT: Interval = { lo: Number.NEGATIVE_INFINITY, hi: Number.POSITIVE_INFINITY, nan: true };
/** True or false. */
export const EITHER: Interval = { lo: 0, hi: 1, nan: false };
export const TRUE: Interval = exactly(1);
export const FALSE: Interval = exactly(0);

const ANY_I32: Interval = { lo: -2147483648, hi: 2147483647, nan: false };
const ANY_U32: Interval = { lo: 0, hi: 4294967295, nan: false };

/** Any value of a register type. */
export function anyOf(type: ScalarType): Interval {
  switch (type) {
    case 'bool':
      return EITHER;
    case 'i32':
      return ANY_I32;
    case 'u32':
      return ANY_U32;
    case 'f32':
    case 'f64':
      return ANY_FLOAT;
  }
}

/** Any value that an element of memory may hold. */
export function anyElement(element: ElementType): Interval {
  if (element === 'bool') return EITHER;
  if (element === 'pixel') return ANY_U32;
  const range = rangeOf(element);
  return range ? { lo: range[0], hi: range[1], nan: false } : ANY_FLOAT;
}

/** True when the set has one value; for a zero, of one sign. */
export function isExact(x: Interval): boolean {
  return !x.nan && Object.is(x.lo, x.hi);
}

/** True when no number belongs to the set. */
export function isEmpty(x: Interval): boolean {
  return x.lo > x.hi;
}

/** The smallest interval that holds both. */
export function join(a: Interval, b: Interval): Interval {
  if (a === b) return a;
  return { lo: Math.min(a.lo, b.lo), hi: Math.max(a.hi, b.hi), nan: a.nan || b.nan };
}

/** True when both are the same set. */
export function sameInterval(a: Interval, b: Interval): boolean {
  return a === b || (Object.is(a.lo, b.lo) && Object.is(a.hi, b.hi) && a.nan === b.nan);
}

/** True when every value of `inner` is in `outer`. */
export function holds(outer: Interval, value: number): boolean {
  return Number.isNaN(value) ? outer.nan : value >= outer.lo && value <= outer.hi;
}

const SMALLEST_NORMAL = 2 ** -126;
export const LARGEST_F32 = 3.4028234663852886e38;

/** An f32 of which subnormal values may have become zeros of either sign. */
export function flushed(x: Interval): Interval {
  const { lo, hi, nan } = x;
  const low = lo > 0 && lo < SMALLEST_NORMAL ? -0 : lo;
  const high = hi < 0 && hi > -SMALLEST_NORMAL ? 0 : hi;
  return low === lo && high === hi && Object.is(low, lo) ? x : { lo: low, hi: high, nan };
}
