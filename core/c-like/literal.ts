// Literals of the C family: they read back as exactly the value they print, and negative ones stand in parentheses.
import type { ScalarType } from '../ir/index.ts';
import { type Printed, primary } from './precedence.ts';

const signed = (text: string): Printed => primary(text.startsWith('-') ? `(${text})` : text);

/** A short decimal that reads back as this f32, whether it is read as float or as double first. */
function shortestF32(value: number): string {
  // Whole numbers in full: 2147483648 is less surprising than 2147483600, which is the same f32.
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value);
  // What reads back as this very double, such as 20.2734375, reads back as the float whichever way.
  const exact = String(value);
  if (exact.length <= 12) return exact;
  for (let digits = 1; digits < 9; digits++) {
    const text = value.toPrecision(digits);
    const read = Number(text);
    // The margin keeps clear of the midpoint to the neighbour, where rounding twice could differ from rounding once.
    if (Math.fround(read) === value && Math.fround(read + (read - value) * 0.01) === value)
      return String(read);
  }
  return String(Number(value.toPrecision(9)));
}

/** `1.0`, `0.1`, `1e-30`: always with a point or an exponent, so that it is no integer. */
function withPoint(text: string): string {
  return /[.e]/.test(text) ? text.replace('e+', 'e') : `${text}.0`;
}

/**
 * A finite literal.
 *
 * @example
 * literal('f32', -0.1).text // '(-0.1f)'
 * literal('i32', -2147483648).text // '(-2147483647 - 1)'
 */
export function literal(type: ScalarType, value: number | boolean): Printed {
  switch (type) {
    case 'bool':
      return primary(value ? 'true' : 'false');
    case 'i32':
      return value === -2147483648 ? primary('(-2147483647 - 1)') : signed(String(Number(value)));
    case 'u32':
      return primary(`${Number(value)}u`);
    case 'f32':
      return Object.is(value, -0) ? primary('(-0.0f)') : signed(`${withPoint(shortestF32(Number(value)))}f`);
    case 'f64':
      return Object.is(value, -0) ? primary('(-0.0)') : signed(withPoint(String(Number(value))));
  }
}

/** The value that all variables start from. */
export const zero = (type: ScalarType): string => literal(type, type === 'bool' ? false : 0).text;
