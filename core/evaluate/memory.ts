// The memory of the evaluator: arrays of elements as bytes, read and written as the language says.
import type { BufferState } from '../contract/index.ts';
import { PxosError } from '../diagnostics/index.ts';
import * as messages from '../diagnostics/messages/reference.ts';
import type { ElementType } from '../ir/index.ts';
import { bytesOf } from '../ir/index.ts';
import { bitsOfF16, f16OfBits } from '../ops/index.ts';
import { wrongLength } from './unfit.ts';

/** One array. Values are numbers, `false` and `true` are 0 and 1; indices are in range, the caller has checked them. */
export interface ArrayMemory {
  readonly element: ElementType;
  readonly length: number;
  readonly bytes: Uint8Array;
  readonly load: (index: number) => number;
  readonly store: (index: number, value: number) => void;
}

type View =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

function viewOf(element: ElementType, memory: ArrayBuffer): View {
  switch (element) {
    case 'bool':
    case 'u8':
      return new Uint8Array(memory);
    case 'i8':
      return new Int8Array(memory);
    case 'i16':
      return new Int16Array(memory);
    case 'u16':
    case 'f16':
      return new Uint16Array(memory);
    case 'i32':
      return new Int32Array(memory);
    case 'u32':
    case 'pixel':
      return new Uint32Array(memory);
    case 'f32':
      return new Float32Array(memory);
    case 'f64':
      return new Float64Array(memory);
  }
}

/** An array of zeros. */
export function makeArray(element: ElementType, length: number): ArrayMemory {
  const memory = new ArrayBuffer(length * bytesOf(element));
  const view = viewOf(element, memory);
  const bytes = new Uint8Array(memory);
  switch (element) {
    case 'bool':
      return {
        element,
        length,
        bytes,
        load: (index) => (bytes[index] === 0 ? 0 : 1),
        store: (index, value) => {
          bytes[index] = value === 0 ? 0 : 1;
        },
      };
    case 'f16':
      return {
        element,
        length,
        bytes,
        load: (index) => f16OfBits(view[index]!),
        store: (index, value) => {
          view[index] = bitsOfF16(value);
        },
      };
    default:
      // Typed arrays store as the language does: integers keep their low bits, f32 rounds.
      return {
        element,
        length,
        bytes,
        load: (index) => view[index]!,
        store: (index, value) => {
          view[index] = value;
        },
      };
  }
}

/** All buffers of a run, by name. */
export type Memory = ReadonlyMap<string, ArrayMemory>;

/**
 * Buffers with copies of their data; the caller's bytes stay as they are.
 * @throws PxosError PX0792 when they take more than `limit` bytes, PX0799 when data has another length than its buffer.
 */
export function makeMemory(buffers: readonly BufferState[], limit: number): Map<string, ArrayMemory> {
  const memory = new Map<string, ArrayMemory>();
  let total = 0;
  for (const { name, element, length, data } of buffers) {
    const bytes = length * bytesOf(element);
    total += bytes;
    if (total > limit) throw new PxosError(messages.tooMuchMemory({ name, bytes: total, limit }));
    if (data && data.length !== bytes) wrongLength(name, bytes, data.length);
    const array = makeArray(element, length);
    if (data) array.bytes.set(data);
    memory.set(name, array);
  }
  return memory;
}
