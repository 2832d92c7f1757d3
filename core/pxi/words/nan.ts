// The bits of a NaN, which a number in JavaScript does not keep: of an element, and as a float has them.

const F16 = 0x09;
const F32 = 0x0a;

/** The bits of the float that an element is, if it is a NaN; a half has its sign and its bits at the upper end of a float's. */
export function nanOfElement(type: number, bits: number): number | undefined {
  if (type === F32) return (bits & 0x7fffffff) > 0x7f800000 ? bits >>> 0 : undefined;
  if (type !== F16 || (bits & 0x7fff) <= 0x7c00) return undefined;
  return (((bits & 0x8000) << 16) | 0x7f800000 | ((bits & 0x03ff) << 13)) >>> 0;
}

/** The bits of the element that a NaN of these bits is stored as; a half that would lose all of them is a quiet NaN. */
export function elementOfNan(type: number, bits: number): number {
  if (type !== F16) return bits >>> 0;
  return ((bits >>> 16) & 0x8000) | 0x7c00 | ((bits >>> 13) & 0x03ff || 0x0200);
}
