// Literals of WGSL: shortest text that reads back as the same value.
import type { ScalarType } from 'pxos/core';

const LARGEST_F32 = 3.4028234663852886e38;

/** The shortest decimal that an f32 parser reads as `value`; never one above the largest f32, which WGSL refuses. */
function shortestF32(value: number): string {
  for (let digits = 1; digits <= 9; digits++) {
    const decimal = Number(value.toPrecision(digits));
    if (Math.fround(decimal) === value && Math.abs(decimal) <= LARGEST_F32) return String(decimal);
  }
  return String(value);
}

/** A finite constant of a register type; u32 has its suffix, i32 and f32 are told apart by their point or exponent. */
export function literal(type: ScalarType, value: number | boolean): string {
  switch (type) {
    case 'bool':
      return value ? 'true' : 'false';
    case 'i32':
      return String(value);
    case 'u32':
      return `${value}u`;
    case 'f32':
    case 'f64': {
      const text = Object.is(value, -0) ? '-0' : shortestF32(Number(value));
      return /[.e]/.test(text) ? text : `${text}.0`;
    }
  }
}

/** The value that arrays give outside their range and variables have before their first assignment. */
export function zero(type: ScalarType): string {
  return literal(type, type === 'bool' ? false : 0);
}
