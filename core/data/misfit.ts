// Says what an element of a type may be, for values that are none.
import type { ElementType } from '../ir/index.ts';
import { rangeOf } from '../ops/index.ts';

/** Of each float type the first value that rounds to infinity, and the largest that it has. */
const LIMITS = {
  f16: { infinite: 65520, largest: '65504' },
  f32: { infinite: 2 ** 128 - 2 ** 103, largest: '3.4028235e+38' },
  f64: { infinite: Number.POSITIVE_INFINITY, largest: '1.7976931348623157e+308' },
};

/** What an element may be, in words; `undefined` when the value fits. */
export function misfit(element: ElementType, value: number | boolean): string | undefined {
  if (element === 'bool') return typeof value === 'boolean' ? undefined : 'true or false';
  if (typeof value === 'boolean') return 'a number';
  const range = element === 'pixel' ? rangeOf('u32') : rangeOf(element);
  if (range) {
    const fits = Number.isInteger(value) && value >= range[0] && value <= range[1];
    return fits ? undefined : `a whole number from ${range[0]} to ${range[1]}`;
  }
  const { infinite, largest } = LIMITS[element === 'f16' || element === 'f32' ? element : 'f64'];
  return Math.abs(value) < infinite ? undefined : `at most ${largest} in size`;
}
