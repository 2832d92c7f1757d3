// Operations, comparisons and conversions on intervals, by the operation table.

import type { ConvertTarget, ElementType, ScalarType } from '../../ir/index.ts';
import { type BinaryCompare, bitcastValue, convertValue, type OpName, operation } from '../../ops/index.ts';
import { floatOperation } from './float.ts';
import { integerOperation, wrapped } from './integer.ts';
import {
  anyOf,
  EITHER,
  exactly,
  FALSE,
  flushed,
  type Interval,
  isEmpty,
  isExact,
  join,
  TRUE,
} from './interval.ts';

const isFloat = (type: ScalarType): type is 'f32' | 'f64' => type === 'f32' || type === 'f64';

/** An operation; `type` is the result type. */
export function operate(name: OpName, type: ScalarType, args: readonly Interval[]): Interval {
  if (name === 'select') {
    const [condition = EITHER, yes = anyOf(type), no = anyOf(type)] = args;
    return isExact(condition) ? (condition.lo !== 0 ? yes : no) : join(yes, no);
  }
  if (isFloat(type)) return floatOperation(name, type, args) ?? anyOf(type);
  if (operation(name).signature === 'pack' && !args.every(isExact)) return anyOf(type);
  return integerOperation(name, type, args);
}

const truth = (certain: boolean, impossible: boolean): Interval =>
  certain ? TRUE : impossible ? FALSE : EITHER;

/** A comparison: certain, impossible, or either. */
export function compare(op: BinaryCompare, a: Interval, b: Interval): Interval {
  if (op === 'eq' || op === 'ne') {
    const nan = a.nan || b.nan;
    const apart = isEmpty(a) || isEmpty(b) || a.hi < b.lo || b.hi < a.lo;
    const same = !nan && a.lo === a.hi && b.lo === b.hi && a.lo === b.lo;
    return op === 'eq' ? truth(same, apart) : truth(apart, same);
  }
  const [left, right] = op === 'gt' || op === 'ge' ? [b, a] : [a, b];
  const orEqual = op === 'le' || op === 'ge';
  if (isEmpty(left) || isEmpty(right)) return FALSE;
  const certain = orEqual ? left.hi <= right.lo : left.hi < right.lo;
  const impossible = orEqual ? left.lo > right.hi : left.lo >= right.hi;
  return truth(certain && !left.nan && !right.nan, impossible);
}

/** CONVERT of a value of type `from`. */
export function convert(from: ScalarType, to: ConvertTarget, x: Interval): Interval {
  const at = (value: number): number => Number(convertValue(from, to, value));
  if (to === 'bool') return compare('ne', x, exactly(0));
  if (to === 'f32' || to === 'f64' || to === 'f16') {
    if (isEmpty(x)) return x;
    const result = { lo: at(x.lo), hi: at(x.hi), nan: x.nan };
    return to === 'f32' && from === 'f64' ? flushed(result) : result;
  }
  // Truncation and saturation never fall; NaN gives 0.
  if (isFloat(from)) {
    if (isEmpty(x)) return exactly(0);
    const result = { lo: at(x.lo), hi: at(x.hi), nan: false };
    return x.nan ? join(result, exactly(0)) : result;
  }
  return wrapped(x, to, at);
}

/** BITCAST: only a single value that is no NaN has known bits. */
export function bitcast(from: ScalarType, to: ScalarType, x: Interval): Interval {
  if (from === to) return x;
  if (!isExact(x)) return anyOf(to);
  const value = exactly(Number(bitcastValue(from, to, x.lo)));
  return to === 'f32' ? flushed(value) : value;
}

/** What a store of a value leaves in an element of memory. */
export function stored(element: ElementType, x: Interval): Interval {
  switch (element) {
    case 'i8':
    case 'u8':
    case 'i16':
    case 'u16':
      return convert('i32', element, x);
    case 'f16':
      return convert('f32', 'f16', x);
    default:
      return x;
  }
}
