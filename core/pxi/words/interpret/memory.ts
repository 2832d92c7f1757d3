// Arrays as instructions see them: elements by number, as registers hold them, over the pixels or over shared memory.
import { bitsOfF16, f16OfBits } from '../../../ops/index.ts';
import { type ArrayPlace, elementsOf, loadElement, storeElement } from '../arrays.ts';
import { MATRIX_R } from '../element-codes.ts';

/** One array; the caller has checked that indices are in range. */
export interface PixelArray {
  readonly type: number;
  readonly length: number;
  readonly load: (index: number) => number;
  readonly store: (index: number, value: number) => void;
}

type View = Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array | Float32Array;

function viewOf(type: number, memory: ArrayBufferLike, { at, length }: { at: number; length: number }): View {
  switch (type) {
    case 0x01:
    case 0x09:
      return new Uint16Array(memory, at, length);
    case 0x02:
    case 0x0e:
      return new Uint32Array(memory, at, length);
    case 0x04:
      return new Int8Array(memory, at, length);
    case 0x05:
      return new Int16Array(memory, at, length);
    case 0x06:
      return new Int32Array(memory, at, length);
    case 0x0a:
      return new Float32Array(memory, at, length);
    default:
      return new Uint8Array(memory, at, length);
  }
}

function packed(type: number, view: View): PixelArray {
  const { length } = view;
  switch (type) {
    case 0x0c:
      return {
        type,
        length,
        load: (index) => (view[index] === 0 ? 0 : 1),
        store: (index, value) => {
          view[index] = value === 0 ? 0 : 1;
        },
      };
    case 0x09:
      return {
        type,
        length,
        load: (index) => f16OfBits(view[index]!),
        store: (index, value) => {
          view[index] = bitsOfF16(value);
        },
      };
    default:
      // Typed arrays store as the language does: integers keep their low bits, floats round to even.
      return {
        type,
        length,
        load: (index) => view[index]!,
        store: (index, value) => {
          view[index] = value;
        },
      };
  }
}

/** The array of a record, over the pixels of its image. */
export function pixelArray(words: Uint32Array, array: ArrayPlace, width: number): PixelArray {
  const length = elementsOf(array);
  const { type } = array;
  if (type === MATRIX_R)
    return {
      type,
      length,
      load: (index) => loadElement(words, array, width, index),
      store: (index, value) => storeElement(words, array, width, { i: index, value }),
    };
  return packed(type, viewOf(type, words.buffer, { at: words.byteOffset + 4 * array.first, length }));
}

/** A shared array, and the way to make it zeros again. */
export function sharedArray(type: number, length: number): PixelArray & { readonly clear: () => void } {
  const memory = new ArrayBuffer(length << (type & 3));
  const bytes = new Uint8Array(memory);
  return { ...packed(type, viewOf(type, memory, { at: 0, length })), clear: () => bytes.fill(0) };
}
