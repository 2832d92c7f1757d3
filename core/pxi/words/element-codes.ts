// Element types as version 1.1 writes them: one byte whose low bits are the size, the next the kind.
import type { ElementType } from '../../ops/index.ts';

/** u8 in R of a 1.0 matrix: one element a pixel, beside the header's column. */
export const MATRIX_R = 0x10;

const CODES = {
  u8: 0x00,
  u16: 0x01,
  u32: 0x02,
  i8: 0x04,
  i16: 0x05,
  i32: 0x06,
  f16: 0x09,
  f32: 0x0a,
  bool: 0x0c,
  pixel: 0x0e,
} as const satisfies Partial<Record<ElementType, number>>;

const ELEMENTS = new Map<number, ElementType>([
  ...Object.entries(CODES).map(([name, code]) => [code, name as keyof typeof CODES] as const),
  [MATRIX_R, 'u8'],
]);

/** The code of an element type; none for `f64`. */
export const codeOfElement = (element: ElementType): number | undefined =>
  element === 'f64' ? undefined : CODES[element];

/** The element type of a code. */
export const elementOfCode = (code: number): ElementType | undefined => ELEMENTS.get(code);

/** Pixels that `count` elements of a type take; those of a 1.0 matrix depend on the width, see `arrayPixels`. */
export const packedPixels = (code: number, count: number): number => Math.ceil(count / (4 >> (code & 3)));
