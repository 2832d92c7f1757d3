// Arrays on the plain words of an image: which pixels they take, and how an element is read and written there.
import { bitsOfF16, bitsOfF32, f16OfBits, f32OfBits } from '../../ops/index.ts';
import { MATRIX_R, packedPixels } from './element-codes.ts';
import type { ArrayRecord } from './program.ts';

/** What the functions of this file need of an array. */
export type ArrayPlace = Pick<ArrayRecord, 'first' | 'rows' | 'columns' | 'type'>;

export const elementsOf = ({ rows, columns }: Pick<ArrayRecord, 'rows' | 'columns'>): number =>
  rows * columns;

/** Pixels from the first one to the last one that an array has, gaps included: a 1.0 matrix has its header column. */
export function arrayPixels(array: Omit<ArrayPlace, 'first'>, width: number): number {
  const count = elementsOf(array);
  if (array.type !== MATRIX_R) return packedPixels(array.type, count);
  const last = count - 1;
  return Math.floor(last / (width - 1)) * width + 2 + (last % (width - 1));
}

/** The pixel of an element, and how far its bits are from bit 0. */
function placeOf({ first, type }: ArrayPlace, width: number, i: number): { pixel: number; shift: number } {
  if (type === MATRIX_R) {
    const column = width - 1;
    return { pixel: first + Math.floor(i / column) * width + 1 + (i % column), shift: 0 };
  }
  const size = type & 3;
  return { pixel: first + (i >>> (2 - size)), shift: (i & ((4 >> size) - 1)) << (3 + size) };
}

const maskOf = (type: number): number => ((type & 3) === 2 ? 0xffffffff : (1 << (8 << (type & 3))) - 1);

/** The bits of an element, not extended. */
export function elementBits(words: Uint32Array, array: ArrayPlace, width: number, i: number): number {
  const { pixel, shift } = placeOf(array, width, i);
  return ((words[pixel]! >>> shift) & maskOf(array.type)) >>> 0;
}

/**
 * An element as a register holds it: narrow integers as int, `pixel` as uint, `f16` as float, `bool` as 0 or 1.
 *
 * @param width of the image
 * @param i the element, inside the array
 */
export function loadElement(words: Uint32Array, array: ArrayPlace, width: number, i: number): number {
  const bits = elementBits(words, array, width, i);
  switch (array.type) {
    case 0x04:
      return (bits << 24) >> 24;
    case 0x05:
      return (bits << 16) >> 16;
    case 0x06:
      return bits | 0;
    case 0x09:
      return f16OfBits(bits);
    case 0x0a:
      return f32OfBits(bits);
    case 0x0c:
      return bits === 0 ? 0 : 1;
    default:
      return bits;
  }
}

/** Writes an element from a register's value: low bits, `f16` and `f32` rounded to even. Changes its own bits only. */
export function storeElement(
  words: Uint32Array,
  array: ArrayPlace,
  width: number,
  { i, value }: { readonly i: number; readonly value: number },
): void {
  const { pixel, shift } = placeOf(array, width, i);
  const mask = maskOf(array.type);
  const bits = bitsOfElement(array.type, value) & mask;
  words[pixel] = (words[pixel]! & ~(mask << shift)) | (bits << shift);
}

function bitsOfElement(type: number, value: number): number {
  switch (type) {
    case 0x09:
      return bitsOfF16(value);
    case 0x0a:
      return bitsOfF32(value);
    case 0x0c:
      return value === 0 ? 0 : 1;
    default:
      return value;
  }
}

/**
 * Bytes of all elements in row-major order, little endian, without gaps: what files of data and other runners hold.
 *
 * @example
 * readElements(wordsOf(image), record, image.width) // Uint8Array of elements · bytes
 */
export function readElements(words: Uint32Array, array: ArrayPlace, width: number): Uint8Array {
  const count = elementsOf(array);
  const size = 1 << (array.type & 3);
  if (array.type === MATRIX_R) {
    const bytes = new Uint8Array(count);
    for (let i = 0; i < count; i++) bytes[i] = words[placeOf(array, width, i).pixel]! & 255;
    return bytes;
  }
  const start = words.byteOffset + 4 * array.first;
  return new Uint8Array(words.buffer, start, count * size).slice();
}

/** Puts the bytes of all elements into the pixels; other bits stay. */
export function writeElements(words: Uint32Array, array: ArrayPlace, width: number, bytes: Uint8Array): void {
  const wanted = elementsOf(array) << (array.type & 3);
  if (bytes.length !== wanted) throw new RangeError(`an array of ${wanted} bytes gets ${bytes.length}`);
  if (array.type === MATRIX_R)
    for (let i = 0; i < bytes.length; i++) {
      const { pixel } = placeOf(array, width, i);
      words[pixel] = (words[pixel]! & ~255) | bytes[i]!;
    }
  else new Uint8Array(words.buffer, words.byteOffset + 4 * array.first, wanted).set(bytes);
}
