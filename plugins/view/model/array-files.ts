// An array as a file: JSON for everybody, `.npy` for NumPy.
import type { InspectedArray } from 'pxos/browser';

/** NumPy's names of the types. */
const NUMPY: Readonly<Record<string, string>> = {
  u8: '|u1',
  'u8 in R': '|u1',
  i8: '|i1',
  bool: '|b1',
  u16: '<u2',
  i16: '<i2',
  f16: '<f2',
  u32: '<u4',
  i32: '<i4',
  f32: '<f4',
  pixel: '<u4',
};
const MAGIC = '\x93NUMPY\x01\x00';
/** Data begin at a multiple of this. */
const ALIGNED = 64;

/** Rows of numbers; a single row without the outer list. What JSON cannot say is text: `"NaN"`. */
export function arrayJson(
  { rows, columns }: Pick<InspectedArray, 'rows' | 'columns'>,
  valueAt: (i: number) => number,
): string {
  const value = (i: number): number | string => {
    const found = valueAt(i);
    return Number.isFinite(found) ? found : String(found);
  };
  const row = (y: number): (number | string)[] =>
    Array.from({ length: columns }, (_, x) => value(y * columns + x));
  if (rows === 1) return `${JSON.stringify(row(0))}\n`;
  return `[\n${Array.from({ length: rows }, (_, y) => JSON.stringify(row(y))).join(',\n')}\n]\n`;
}

/** Version 1 of the format. @param bytes of the elements, little endian, row by row */
export function arrayNpy(
  { type, rows, columns }: Pick<InspectedArray, 'type' | 'rows' | 'columns'>,
  bytes: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const header = `{'descr': '${NUMPY[type] ?? '|u1'}', 'fortran_order': False, 'shape': (${rows}, ${columns}), }`;
  const before = MAGIC.length + 2;
  const length = Math.ceil((before + header.length + 1) / ALIGNED) * ALIGNED - before;
  const text = `${header.padEnd(length - 1)}\n`;
  const file = new Uint8Array(before + length + bytes.length);
  file.set(Array.from(MAGIC, (character) => character.charCodeAt(0)));
  file.set([length & 255, length >> 8], MAGIC.length);
  file.set(new TextEncoder().encode(text), before);
  file.set(bytes, before + length);
  return file;
}
