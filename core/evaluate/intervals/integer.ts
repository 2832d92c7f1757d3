// Operations on integers and bools as intervals: exact on single values, and kept narrow where an index may depend on it.
import { type OpName, operation, rangeOf } from '../../ops/index.ts';
import { anyOf, exactly, type Interval, isExact } from './interval.ts';

export type IntegerType = 'bool' | 'i32' | 'u32';

/** The interval if it lies in the range of the type, else any value, since it may wrap. */
function inRange(type: IntegerType, lo: number, hi: number): Interval {
  const any = anyOf(type);
  return lo >= any.lo && hi <= any.hi ? { lo, hi, nan: false } : any;
}

function hull(values: readonly number[]): [number, number] {
  return [Math.min(...values), Math.max(...values)];
}

/** An operation of the table with an integer or bool result, on intervals. */
export function integerOperation(name: OpName, type: IntegerType, args: readonly Interval[]): Interval {
  if (args.every(isExact))
    return exactly(
      Number(
        operation(name).evaluate(
          type,
          args.map((arg) => arg.lo),
        ),
      ),
    );
  const [a, b, c] = args;
  if (type === 'bool' || !a) return anyOf(type);
  switch (name) {
    case 'add':
      return b ? inRange(type, a.lo + b.lo, a.hi + b.hi) : anyOf(type);
    case 'sub':
      return b ? inRange(type, a.lo - b.hi, a.hi - b.lo) : anyOf(type);
    case 'mul':
      return b ? inRange(type, ...hull([a.lo * b.lo, a.lo * b.hi, a.hi * b.lo, a.hi * b.hi])) : anyOf(type);
    case 'div':
      // By 0 and -1 division is special; elsewhere it never falls or never rises.
      if (!b || (b.lo <= 0 && b.hi >= -1)) return anyOf(type);
      return inRange(
        type,
        ...hull([a.lo / b.lo, a.lo / b.hi, a.hi / b.lo, a.hi / b.hi].map((x) => Math.trunc(x) + 0)),
      );
    case 'mod':
      if (!b || b.lo < 1) return anyOf(type);
      return { lo: a.lo < 0 ? -(b.hi - 1) : 0, hi: a.hi > 0 ? b.hi - 1 : 0, nan: false };
    case 'min':
      return b ? inRange(type, Math.min(a.lo, b.lo), Math.min(a.hi, b.hi)) : anyOf(type);
    case 'max':
      return b ? inRange(type, Math.max(a.lo, b.lo), Math.max(a.hi, b.hi)) : anyOf(type);
    case 'clamp':
      if (!b || !c) return anyOf(type);
      return inRange(type, Math.min(Math.max(a.lo, b.lo), c.lo), Math.min(Math.max(a.hi, b.hi), c.hi));
    case 'neg':
      return type === 'i32' ? inRange(type, 0 - a.hi, 0 - a.lo) : anyOf(type);
    case 'and': {
      // Never more than the smaller of two operands that are not negative.
      if (!b) return anyOf(type);
      const masks = [a, b].filter((x) => x.lo >= 0).map((x) => x.hi);
      return masks.length > 0 ? { lo: 0, hi: Math.min(...masks), nan: false } : anyOf(type);
    }
    case 'or':
    case 'xor':
      // Bits above the highest of both stay 0.
      return b && a.lo >= 0 && b.lo >= 0
        ? { lo: 0, hi: allOnes(Math.max(a.hi, b.hi)), nan: false }
        : anyOf(type);
    case 'shl':
      return b && isExact(b) ? inRange(type, a.lo * 2 ** (b.lo & 31), a.hi * 2 ** (b.lo & 31)) : anyOf(type);
    case 'shr': {
      if (!b || !isExact(b)) return anyOf(type);
      const divisor = 2 ** (b.lo & 31);
      return { lo: Math.floor(a.lo / divisor), hi: Math.floor(a.hi / divisor), nan: false };
    }
    case 'abs':
      if (a.lo >= 0) return a;
      // The smallest int stays itself.
      return a.lo > -2147483648 ? { lo: 0, hi: Math.max(-a.lo, a.hi), nan: false } : anyOf(type);
    case 'popcount':
    case 'clz':
      return { lo: 0, hi: 32, nan: false };
    default:
      return anyOf(type);
  }
}

/** The smallest number of the form 2ⁿ − 1 that is not below `x`. */
function allOnes(x: number): number {
  return 2 ** (32 - Math.clz32(x)) - 1;
}

/** Keeps an interval that fits, else any value of the type: what keeping the low bits leaves. */
export function wrapped(
  x: Interval,
  type: 'i8' | 'u8' | 'i16' | 'u16' | 'i32' | 'u32',
  low: (value: number) => number,
): Interval {
  if (isExact(x)) return exactly(low(x.lo));
  const [least, most] = rangeOf(type) ?? [0, 0];
  return x.lo >= least && x.hi <= most ? x : { lo: least, hi: most, nan: false };
}
