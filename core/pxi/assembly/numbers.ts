// Elements and literals as text and back, bit for bit: what no decimal number says exactly is written by its bits.
import { bitsOfF16, bitsOfF32, f16OfBits, f32OfBits } from '../../ops/index.ts';
import { elementOfCode } from '../words/element-codes.ts';

const hex = (bits: number, digits: number): string => `0x${(bits >>> 0).toString(16).padStart(digits, '0')}`;

/** A float by its shortest decimal, or by its bits where that would lose something: NaNs, and -0. */
function floatText(bits: number, digits: number, of: (bits: number) => number): string {
  const value = of(bits);
  const exact = Number.isFinite(value) && !Object.is(value, -0);
  if (!exact) return hex(bits, digits);
  // A decimal point tells floats from the bits of one.
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** The bits of an element type's value as text. `type` is an element code; `bits` are its low bits. */
export function textOfBits(type: number, bits: number): string {
  switch (elementOfCode(type)) {
    case 'i8':
      return String((bits << 24) >> 24);
    case 'i16':
      return String((bits << 16) >> 16);
    case 'i32':
      return String(bits | 0);
    case 'f16':
      return floatText(bits, 4, f16OfBits);
    case 'f32':
      return floatText(bits, 8, f32OfBits);
    case 'pixel':
      return hex(bits, 8);
    default:
      return String(bits >>> 0);
  }
}

const INTEGER = /^-?(?:0x[0-9a-f]+|\d+)$/i;

/** The bits that a text says for an element type, or `undefined` when it is no such value. */
export function bitsOfText(type: number, text: string): number | undefined {
  const size = 8 << (type & 3);
  const element = elementOfCode(type);
  const isFloat = element === 'f16' || element === 'f32';
  if (isFloat && !/^0x/i.test(text)) {
    const value = text === '' ? Number.NaN : Number(text);
    if (Number.isNaN(value)) return undefined;
    return element === 'f16' ? bitsOfF16(value) : bitsOfF32(value);
  }
  if (!INTEGER.test(text)) return undefined;
  const value = text.startsWith('-') ? -Number(text.slice(1)) : Number(text);
  if (value >= 2 ** size || value < -(2 ** (size - 1))) return undefined;
  return size === 32 ? value >>> 0 : value & (2 ** size - 1);
}
