// Float arithmetic that JavaScript lacks: single rounding steps, units in the last place, IEEE corner cases.

export const f32 = Math.fround;

/** Distance between f32 neighbours at `x` (the smallest normal's below it, since subnormals may be flushed). */
export function ulpF32(x: number): number {
  const magnitude = Math.abs(x);
  if (!Number.isFinite(magnitude)) return Number.POSITIVE_INFINITY;
  const exponent = Math.floor(Math.log2(Math.max(magnitude, 2 ** -126)));
  return 2 ** (Math.min(127, Math.max(-126, exponent)) - 23);
}

/** Rounds to the nearest integer, ties to even; the sign of zero is kept. */
export function roundHalfEven(x: number): number {
  if (!Number.isFinite(x) || Math.abs(x) >= 2 ** 52) return x;
  const floor = Math.floor(x);
  const rest = x - floor;
  const rounded = rest < 0.5 || (rest === 0.5 && floor % 2 === 0) ? floor : floor + 1;
  return rounded === 0 && (x < 0 || Object.is(x, -0)) ? -0 : rounded;
}

/** The smaller one; with one NaN the other (IEEE 754-2008 minNum). */
export function minNumber(a: number, b: number): number {
  return Number.isNaN(a) ? b : Number.isNaN(b) ? a : Math.min(a, b);
}

/** The larger one; with one NaN the other (IEEE 754-2008 maxNum). */
export function maxNumber(a: number, b: number): number {
  return Number.isNaN(a) ? b : Number.isNaN(b) ? a : Math.max(a, b);
}

/** C's pow: `pow(x, 0)` and `pow(1, y)` are 1 (JavaScript gives NaN for `pow(1, NaN)` and `pow(±1, ±Infinity)`). */
export function power(x: number, y: number): number {
  if (x === 1 || y === 0) return 1;
  if (x === -1 && (y === Number.POSITIVE_INFINITY || y === Number.NEGATIVE_INFINITY)) return 1;
  return x ** y;
}

const scratch = new DataView(new ArrayBuffer(8));

/** The bits of an f32 as u32. */
export function bitsOfF32(x: number): number {
  scratch.setFloat32(0, x);
  return scratch.getUint32(0);
}

/** The f32 with these bits (u32 or i32). */
export function f32OfBits(bits: number): number {
  scratch.setUint32(0, bits >>> 0);
  return scratch.getFloat32(0);
}

/** The f16 bits nearest to `x`, ties to even, overflow to infinity; NaN is 0x7e00. */
export function bitsOfF16(x: number): number {
  if (Number.isNaN(x)) return 0x7e00;
  const sign = x < 0 || Object.is(x, -0) ? 0x8000 : 0;
  const magnitude = Math.abs(x);
  if (magnitude >= 65520) return sign | 0x7c00;
  if (magnitude < 2 ** -14) return sign | roundHalfEven(magnitude * 2 ** 24);
  const exponent = Math.floor(Math.log2(magnitude));
  // log2 may round up just below a power of two; the quotient tells.
  const e = magnitude / 2 ** exponent < 1 ? exponent - 1 : exponent;
  const mantissa = roundHalfEven((magnitude / 2 ** e - 1) * 1024);
  return sign | (((e + 15) << 10) + mantissa);
}

/** The value of f16 bits, exactly. */
export function f16OfBits(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const mantissa = bits & 1023;
  if (exponent === 31) return mantissa ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return exponent === 0 ? sign * mantissa * 2 ** -24 : sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
}
