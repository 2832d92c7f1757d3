// Float operations on intervals. For f32 the result holds everything that a target may give: the error bound of the
// operation table, a product that was fused with a later sum, subnormals that were flushed. f64 is IEEE on every target
// that has it, but for functions of the library.
import { type OpName, operation, ulpF32 } from '../../ops/index.ts';
import {
  ANY_FLOAT,
  exactly,
  flushed,
  type Interval,
  isEmpty,
  isExact,
  join,
  LARGEST_F32,
  NAN,
} from './interval.ts';

export type FloatType = 'f32' | 'f64';

const { PI } = Math;
const INFINITY = Number.POSITIVE_INFINITY;

const round = (type: FloatType, x: number): number => (type === 'f32' ? Math.fround(x) : x);

/** The operation computed in f64: for f32 operands as good as exact. */
const exact = (name: OpName, ...args: readonly number[]): number =>
  Number(operation(name).evaluate('f64', args));

/** How far a result may be from the exact one. Libraries of f64 functions are not bounded by the table: 2⁻⁴⁰ is generous. */
function bound(type: FloatType, name: OpName, args: readonly number[], result: number): number {
  const distance = operation(name).accuracy.bound(args, result);
  if (type === 'f32') return distance;
  return name === 'sqrt' || name === 'div' || distance === 0 ? 0 : (1 + Math.abs(result)) * 2 ** -40;
}

/** A result between bounds, widened by `error` where it is not zero, else rounded. */
function result(type: FloatType, lo: number, hi: number, nan: boolean, error = 0): Interval {
  if (Number.isNaN(lo) || Number.isNaN(hi) || Number.isNaN(error)) return ANY_FLOAT;
  let low = round(type, lo);
  let high = round(type, hi);
  if (error > 0) {
    low = Math.min(low, Number.isFinite(lo) ? lo - error : lo);
    high = Math.max(high, Number.isFinite(hi) ? hi + error : hi);
    if (type === 'f32') {
      // Beyond the largest f32 a target may stop or go to infinity.
      if (high > LARGEST_F32) high = INFINITY;
      if (low < -LARGEST_F32) low = -INFINITY;
      low = Math.min(low, LARGEST_F32);
      high = Math.max(high, -LARGEST_F32);
    }
  }
  const interval = { lo: low, hi: high, nan };
  return type === 'f32' ? flushed(interval) : interval;
}

const hasInfinity = (x: Interval): boolean => x.lo === -INFINITY || x.hi === INFINITY;
const hasZero = (x: Interval): boolean => x.lo <= 0 && x.hi >= 0;

export function add(type: FloatType, a: Interval, b: Interval): Interval {
  const cancels = (a.hi === INFINITY && b.lo === -INFINITY) || (a.lo === -INFINITY && b.hi === INFINITY);
  const nan = a.nan || b.nan || cancels;
  if (isEmpty(a) || isEmpty(b)) return NAN;
  if (cancels && isExact(a) && isExact(b)) return NAN;
  const lo = a.lo + b.lo;
  const hi = a.hi + b.hi;
  return result(type, Number.isNaN(lo) ? -INFINITY : lo, Number.isNaN(hi) ? INFINITY : hi, nan);
}

export function negate(a: Interval): Interval {
  return isEmpty(a) ? a : { lo: -a.hi, hi: -a.lo, nan: a.nan };
}

/** Smallest and largest of the results at the corners; a corner without a value (0·∞) counts as zero. */
function corners(a: Interval, b: Interval, compute: (x: number, y: number) => number): [number, number] {
  let lo = INFINITY;
  let hi = -INFINITY;
  for (const x of [a.lo, a.hi])
    for (const y of [b.lo, b.hi]) {
      const value = compute(x, y);
      const corner = Number.isNaN(value) ? 0 : value;
      lo = Math.min(lo, corner);
      hi = Math.max(hi, corner);
    }
  return [lo, hi];
}

export function multiply(type: FloatType, a: Interval, b: Interval): Interval {
  if (isEmpty(a) || isEmpty(b)) return NAN;
  const undefinedProduct = (hasZero(a) && hasInfinity(b)) || (hasInfinity(a) && hasZero(b));
  if (undefinedProduct && isExact(a) && isExact(b)) return NAN;
  const nan = a.nan || b.nan || undefinedProduct;
  const [lo, hi] = corners(a, b, (x, y) => x * y);
  const rounded = result(type, lo, hi, nan);
  // A product that a target fuses with the sum behind it is not rounded: two f32 multiply exactly in f64.
  return type === 'f64' ? rounded : join(rounded, { lo, hi, nan });
}

function divide(type: FloatType, a: Interval, b: Interval): Interval {
  if (isEmpty(a) || isEmpty(b)) return NAN;
  if (hasZero(b)) return isExact(a) && isExact(b) ? exactly(a.lo / b.lo) : ANY_FLOAT;
  const undefinedQuotient = hasInfinity(a) && hasInfinity(b);
  if (undefinedQuotient && isExact(a) && isExact(b)) return NAN;
  const nan = a.nan || b.nan || undefinedQuotient;
  const [lo, hi] = corners(a, b, (x, y) => x / y);
  const error = Math.max(bound(type, 'div', [a.lo, b.lo], lo), bound(type, 'div', [a.hi, b.hi], hi));
  // The bound of division does not hold for divisors whose reciprocal is flushed.
  const huge = type === 'f32' && Math.max(Math.abs(b.lo), Math.abs(b.hi)) > 2 ** 126;
  const quotient = result(type, lo, hi, nan, Number.isFinite(error) ? error : 0);
  return huge ? join(quotient, { lo: -0, hi: 0, nan: false }) : quotient;
}

/** C's fmod, which is exact: of single values that, of intervals what sign and size of the operands leave. */
function remainder(type: FloatType, a: Interval, b: Interval): Interval {
  if (isEmpty(a) || isEmpty(b)) return NAN;
  if (isExact(a) && isExact(b)) {
    const value = exactly(round(type, a.lo % b.lo));
    return type === 'f32' ? flushed(value) : value;
  }
  const largest = Math.min(
    Math.max(Math.abs(b.lo), Math.abs(b.hi)),
    Math.max(Math.abs(a.lo), Math.abs(a.hi)),
  );
  return {
    lo: a.lo < 0 ? -largest : -0,
    hi: a.hi > 0 ? largest : 0,
    nan: a.nan || b.nan || hasZero(b) || hasInfinity(a),
  };
}

/** MIN, or MAX of the negated: with one NaN the other operand; the sign of a zero is free. */
export function minimum(a: Interval, b: Interval): Interval {
  let lo = Math.min(a.lo, b.lo);
  let hi = isEmpty(a) ? b.hi : isEmpty(b) ? a.hi : Math.min(a.hi, b.hi);
  if (a.nan) hi = Math.max(hi, b.hi);
  if (b.nan) hi = Math.max(hi, a.hi);
  if (hasZero(a) && hasZero(b)) {
    if (lo === 0) lo = -0;
    if (hi === 0) hi = 0;
  }
  return { lo, hi, nan: a.nan && b.nan };
}

export function maximum(a: Interval, b: Interval): Interval {
  return negate(minimum(negate(a), negate(b)));
}

/** A function that never falls, on arguments from `from` on; below it the result is NaN. */
function rising(type: FloatType, name: OpName, a: Interval, from = -INFINITY): Interval {
  const outside = a.lo < from;
  const nan = a.nan || outside;
  if (isEmpty(a) || a.hi < from) return NAN;
  const [x, y] = [Math.max(a.lo, from), a.hi];
  const [lo, hi] = [exact(name, x), exact(name, y)];
  let error = 0;
  // Each bound grows with the argument or the result; the corners hold the worst of both.
  for (const argument of x <= 1 && y >= 1 ? [x, 1, y] : [x, y])
    for (const value of [lo, hi])
      if (Number.isFinite(value)) error = Math.max(error, bound(type, name, [argument], value));
  return result(type, lo, hi, nan, Number.isFinite(error) ? error : INFINITY);
}

function reciprocalRoot(type: FloatType, a: Interval): Interval {
  const nan = a.nan || a.lo < 0;
  if (isEmpty(a) || a.hi < 0) return NAN;
  const lo = exact('rsqrt', a.hi);
  const hi = exact('rsqrt', Math.max(a.lo, 0));
  const finite = Number.isFinite(hi) ? hi : lo;
  return result(type, lo, hi, nan, bound(type, 'rsqrt', [a.hi], finite));
}

/** True when lo … hi holds start + k · period for some whole k. */
function meets(lo: number, hi: number, start: number, period: number): boolean {
  return Math.floor((hi - start) / period) >= Math.ceil((lo - start) / period);
}

function wave(type: FloatType, name: 'sin' | 'cos', a: Interval): Interval {
  if (isEmpty(a)) return NAN;
  const error = Math.max(bound(type, name, [a.lo], 1), bound(type, name, [a.hi], 1));
  if (hasInfinity(a)) return isExact(a) ? NAN : { lo: -2, hi: 2, nan: true };
  const top = name === 'sin' ? PI / 2 : 0;
  const [first, last] = [exact(name, a.lo), exact(name, a.hi)];
  // Far out the places of the tops are no longer exact: allow for all of the wave.
  const far = !isExact(a) && Math.max(Math.abs(a.lo), Math.abs(a.hi)) > 2 ** 30;
  const lo = far || meets(a.lo, a.hi, top + PI, 2 * PI) ? -1 : Math.min(first, last);
  const hi = far || meets(a.lo, a.hi, top, 2 * PI) ? 1 : Math.max(first, last);
  return result(type, lo, hi, a.nan, error);
}

function tangent(type: FloatType, a: Interval): Interval {
  if (isEmpty(a)) return NAN;
  if (hasInfinity(a)) return isExact(a) ? NAN : ANY_FLOAT;
  if (meets(a.lo, a.hi, PI / 2, PI)) return ANY_FLOAT;
  const [lo, hi] = [exact('tan', a.lo), exact('tan', a.hi)];
  const error = Math.max(bound(type, 'tan', [a.lo], lo), bound(type, 'tan', [a.hi], hi));
  return lo <= hi && Number.isFinite(error) ? result(type, lo, hi, a.nan, error) : ANY_FLOAT;
}

function power(type: FloatType, a: Interval, b: Interval): Interval {
  // POW(x, 0) is 1 even for NaN.
  if (b.lo === 0 && b.hi === 0 && !b.nan) return exactly(1);
  const point = isExact(a) && isExact(b);
  if (!point && (a.nan || b.nan || isEmpty(a) || isEmpty(b) || a.lo <= 0)) return ANY_FLOAT;
  if (a.nan || b.nan || isEmpty(a) || isEmpty(b))
    return exactly(exact('pow', a.nan ? Number.NaN : a.lo, b.nan ? Number.NaN : b.lo));
  const [lo, hi] = corners(a, b, (x, y) => exact('pow', x, y));
  if (point && (a.lo === 0 || !Number.isFinite(a.lo) || !Number.isFinite(b.lo)))
    return exactly(exact('pow', a.lo, b.lo));
  if (point && Number.isNaN(exact('pow', a.lo, b.lo))) return NAN;
  let error = 0;
  for (const x of [a.lo, a.hi])
    for (const y of [b.lo, b.hi])
      for (const value of [lo, hi])
        if (Number.isFinite(value)) error = Math.max(error, bound(type, 'pow', [x, y], value));
  return result(type, lo, hi, false, error);
}

function fused(type: FloatType, a: Interval, b: Interval, c: Interval): Interval {
  const twice = add(type, multiply(type, a, b), c);
  if (type === 'f32' || isEmpty(twice) || !Number.isFinite(twice.lo) || !Number.isFinite(twice.hi))
    return twice;
  // In f64 the product itself is rounded here: allow for one step of the larger addend.
  const largest = Math.max(Math.abs(twice.lo), Math.abs(twice.hi), Math.abs(c.lo), Math.abs(c.hi));
  return result(type, twice.lo, twice.hi, twice.nan, largest * 2 ** -51);
}

/** A float operation of the table on intervals; `undefined` for an operation that has no float form. */
export function floatOperation(
  name: OpName,
  type: FloatType,
  args: readonly Interval[],
): Interval | undefined {
  const [a = NAN, b = NAN, c = NAN] = args;
  switch (name) {
    case 'add':
      return add(type, a, b);
    case 'sub':
      return add(type, a, negate(b));
    case 'mul':
      return multiply(type, a, b);
    case 'div':
      return divide(type, a, b);
    case 'mod':
      return remainder(type, a, b);
    case 'min':
      return minimum(a, b);
    case 'max':
      return maximum(a, b);
    case 'clamp':
      return minimum(maximum(a, b), c);
    case 'pow':
      return power(type, a, b);
    case 'neg':
      return negate(a);
    case 'abs':
      return absolute(a);
    case 'sqrt':
      return rising(type, name, a, 0);
    case 'log':
      return rising(type, name, a, 0);
    case 'exp':
    case 'tanh':
    case 'floor':
    case 'ceil':
    case 'round':
      return rising(type, name, a);
    case 'rsqrt':
      return reciprocalRoot(type, a);
    case 'sin':
    case 'cos':
      return wave(type, name, a);
    case 'tan':
      return tangent(type, a);
    case 'fma':
      return fused(type, a, b, c);
    default:
      return undefined;
  }
}

function absolute(a: Interval): Interval {
  if (isEmpty(a) || (a.lo >= 0 && !Object.is(a.lo, -0))) return a;
  if (a.hi <= 0) return { lo: Math.abs(a.hi), hi: -a.lo, nan: a.nan };
  return { lo: 0, hi: Math.max(-a.lo, a.hi), nan: a.nan };
}

/** The distance that is allowed for `count` f32 additions in any order whose magnitudes sum to `magnitude`. */
export function sumError(count: number, magnitude: number): number {
  return (count * ulpF32(magnitude)) / 2;
}
