// Arrays of intervals: what each element may hold, and how stores that may or may not happen change that.
import type { ElementType } from '../../ir/index.ts';
import type { ArrayMemory } from '../memory.ts';
import { sumError } from './float.ts';
import { anyElement, exactly, flushed, type Interval, isExact, join, sameInterval } from './interval.ts';

/** A range of elements wider than this is not walked: all elements may hold anything. */
const WIDEST = 4096;

/** f32 additions of one element that came by atomics, in an order that nobody knows. */
interface Sum {
  readonly lo: number;
  readonly hi: number;
  readonly magnitude: number;
  readonly count: number;
  readonly nan: boolean;
}

export class IntervalArray {
  readonly element: ElementType;
  readonly length: number;
  private readonly lo: Float64Array;
  private readonly hi: Float64Array;
  private readonly nan: Uint8Array;
  private readonly sums = new Map<number, Sum>();
  /** Grows whenever an element gets another interval. */
  changes = 0;

  constructor(element: ElementType, length: number, fill: Interval) {
    this.element = element;
    this.length = length;
    this.lo = new Float64Array(length);
    this.hi = new Float64Array(length);
    this.nan = new Uint8Array(length);
    this.fill(fill);
  }

  /** The intervals of concrete contents; a subnormal may be read as zero. */
  static of(memory: ArrayMemory): IntervalArray {
    const array = new IntervalArray(memory.element, memory.length, exactly(0));
    for (let i = 0; i < memory.length; i++) {
      const value = exactly(memory.load(i));
      array.set(i, memory.element === 'f32' ? flushed(value) : value);
    }
    return array;
  }

  fill({ lo, hi, nan }: Interval): void {
    this.lo.fill(lo);
    this.hi.fill(hi);
    this.nan.fill(nan ? 1 : 0);
    this.sums.clear();
    this.changes++;
  }

  /** Takes over the first elements of another array. */
  copyFrom(source: IntervalArray, count: number): void {
    for (let i = 0; i < Math.min(count, source.length, this.length); i++) {
      this.sums.delete(i);
      this.put(i, source.at(i));
    }
  }

  /** Anything may be anywhere. */
  forget(): void {
    this.fill(anyElement(this.element));
  }

  at(index: number): Interval {
    return { lo: this.lo[index]!, hi: this.hi[index]!, nan: this.nan[index] !== 0 };
  }

  private set(index: number, { lo, hi, nan }: Interval): void {
    this.lo[index] = lo;
    this.hi[index] = hi;
    this.nan[index] = nan ? 1 : 0;
  }

  private put(index: number, value: Interval): void {
    if (sameInterval(this.at(index), value)) return;
    this.set(index, value);
    this.changes++;
  }

  /** The elements that an index may name: the first, the one behind the last, and whether it may be outside. */
  private span(index: Interval): { first: number; end: number; outside: boolean } {
    // A negative index is a large one as u32.
    const first = Math.max(0, index.lo);
    const end = Math.min(this.length, index.hi + 1);
    return { first, end, outside: index.lo < 0 || index.hi >= this.length };
  }

  load(index: Interval): Interval {
    if (isExact(index)) {
      const i = index.lo >>> 0;
      return i < this.length ? this.at(i) : exactly(0);
    }
    const { first, end, outside } = this.span(index);
    if (end - first > WIDEST) return join(anyElement(this.element), exactly(0));
    let value: Interval | undefined = outside ? exactly(0) : undefined;
    for (let i = first; i < end; i++) value = value ? join(value, this.at(i)) : this.at(i);
    return value ?? exactly(0);
  }

  /** A store; a `weak` one may not happen. */
  store(index: Interval, value: Interval, weak: boolean): void {
    this.update(index, (old, exact) => (weak || !exact ? join(old, value) : value));
  }

  /** Replaces the elements that an index may name; `exact` says that it is this one and no other. */
  update(index: Interval, change: (old: Interval, exact: boolean) => Interval): void {
    if (isExact(index)) {
      const i = index.lo >>> 0;
      if (i >= this.length) return;
      this.sums.delete(i);
      this.put(i, change(this.at(i), true));
      return;
    }
    const { first, end } = this.span(index);
    if (end - first > WIDEST) {
      this.forget();
      return;
    }
    for (let i = first; i < end; i++) {
      this.sums.delete(i);
      this.put(i, change(this.at(i), false));
    }
  }

  /** An atomic addition of floats: the order of all of them is open, so their rounding errors add up. */
  addFloat(index: Interval, addend: Interval, weak: boolean): void {
    const value = weak ? join(addend, exactly(0)) : addend;
    if (!isExact(index)) {
      this.update(index, () => anyElement(this.element));
      return;
    }
    const i = index.lo >>> 0;
    if (i >= this.length) return;
    const before = this.sums.get(i) ?? { ...this.at(i), magnitude: this.largest(this.at(i)), count: 0 };
    const sum: Sum = {
      lo: before.lo + value.lo,
      hi: before.hi + value.hi,
      magnitude: before.magnitude + this.largest(value),
      count: before.count + 1,
      nan: before.nan || value.nan,
    };
    this.sums.set(i, sum);
    const error = sumError(sum.count, sum.magnitude);
    const unknown = sum.nan || !Number.isFinite(sum.lo) || !Number.isFinite(sum.hi);
    this.put(
      i,
      unknown ? anyElement(this.element) : flushed({ lo: sum.lo - error, hi: sum.hi + error, nan: false }),
    );
  }

  private largest({ lo, hi }: Interval): number {
    return Math.max(Math.abs(lo), Math.abs(hi));
  }
}
