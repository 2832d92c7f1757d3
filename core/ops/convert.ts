// CONVERT, BITCAST, loads and stores of narrow elements: what a value becomes in another type.

import { bitsOfF16, bitsOfF32, f16OfBits, f32, f32OfBits } from './float.ts';
import type { Value } from './operation.ts';
import type { ConvertTarget, ElementType, ScalarType } from './value-types.ts';

const RANGE = {
  i8: [-128, 127],
  u8: [0, 255],
  i16: [-32768, 32767],
  u16: [0, 65535],
  i32: [-2147483648, 2147483647],
  u32: [0, 4294967295],
} as const satisfies Partial<Record<ConvertTarget, readonly [number, number]>>;

/** Smallest and largest value of an integer type; `undefined` for the others. */
export function rangeOf(type: ConvertTarget | ElementType): readonly [number, number] | undefined {
  return type in RANGE ? RANGE[type as keyof typeof RANGE] : undefined;
}

/** Keeps the low bits of an integer: what a narrow store and CONVERT between integers do. */
function lowBits(value: number, to: keyof typeof RANGE): number {
  switch (to) {
    case 'i8':
      return (value << 24) >> 24;
    case 'u8':
      return value & 255;
    case 'i16':
      return (value << 16) >> 16;
    case 'u16':
      return value & 65535;
    case 'i32':
      return value | 0;
    case 'u32':
      return value >>> 0;
  }
}

/** The meaning of CONVERT from a register of type `from` to `to`. */
export function convertValue(from: ScalarType, to: ConvertTarget, value: Value): Value {
  if (to === 'bool') return typeof value === 'boolean' ? value : value !== 0;
  const number = Number(value);
  switch (to) {
    case 'f64':
      return number;
    case 'f32':
      return f32(number);
    case 'f16':
      return f16OfBits(bitsOfF16(number));
    default: {
      if (from !== 'f32' && from !== 'f64') return lowBits(number, to);
      if (Number.isNaN(number)) return 0;
      const [low, high] = RANGE[to];
      return Math.min(high, Math.max(low, Math.trunc(number))) + 0;
    }
  }
}

/** The meaning of BITCAST between i32, u32 and f32. */
export function bitcastValue(from: ScalarType, to: ScalarType, value: Value): Value {
  const bits = from === 'f32' ? bitsOfF32(value as number) : (value as number) >>> 0;
  return to === 'f32' ? f32OfBits(bits) : to === 'i32' ? bits | 0 : bits;
}

/** What a store of `value` into an element of this type leaves there, as the next load sees it. */
export function storedValue(element: ElementType, value: Value): Value {
  switch (element) {
    case 'bool':
      return Boolean(value);
    case 'pixel':
      return (value as number) >>> 0;
    case 'f16':
      return f16OfBits(bitsOfF16(value as number));
    case 'f32':
      return f32(value as number);
    case 'f64':
      return value;
    default:
      return lowBits(value as number, element);
  }
}
