// Arrays that a program gives as JavaScript has them: typed arrays whose type is that of the elements, and lists of values.
import { describe, PxosError } from '../diagnostics/index.ts';
import * as say from '../diagnostics/messages/data.ts';
import { bytesOf, type ElementType } from '../ir/index.ts';
import type { ArrayData } from './array.ts';
import { elementsOf } from './elements.ts';
import { misfit } from './misfit.ts';
import { decodeRaw } from './raw.ts';

/** Values in memory. */
export type GivenValues = ArrayBufferView | readonly (number | boolean)[];

/** The typed arrays of each element type; the first is what messages name. Pixels may be bytes as a canvas has them. */
const TYPED: { readonly [E in ElementType]: readonly string[] } = {
  bool: ['Uint8Array'],
  i8: ['Int8Array'],
  u8: ['Uint8Array', 'Uint8ClampedArray'],
  i16: ['Int16Array'],
  u16: ['Uint16Array'],
  i32: ['Int32Array'],
  u32: ['Uint32Array'],
  pixel: ['Uint32Array', 'Uint8ClampedArray', 'Uint8Array'],
  f16: ['Float16Array'],
  f32: ['Float32Array'],
  f64: ['Float64Array'],
};

/** `Float32Array`, also of another realm; a Buffer is a `Uint8Array`. */
const typeOf = (view: ArrayBufferView): string => Object.prototype.toString.call(view).slice(8, -1);

export const isGivenValues = (value: object): value is GivenValues =>
  Array.isArray(value) || ArrayBuffer.isView(value);

const FLOATS: ReadonlySet<ElementType> = new Set(['f16', 'f32', 'f64']);

/** A list is no text: NaN and infinities are values of it. */
function misfitOfList(element: ElementType, value: number | boolean): string | undefined {
  const isSpecial = typeof value === 'number' && !Number.isFinite(value) && FLOATS.has(element);
  return isSpecial ? undefined : misfit(element, value);
}

/**
 * The array that is given for `name`.
 *
 * @throws PxosError PX0711 for a typed array of another type · PX0712 for a value that does not fit · PX0710
 */
export function givenValues(name: string, given: GivenValues, element: ElementType): ArrayData {
  if (ArrayBuffer.isView(given)) {
    const actual = typeOf(given);
    if (!TYPED[element].includes(actual))
      throw new PxosError(say.typedArray({ name, actual, element, fitting: TYPED[element][0] ?? '' }));
    const bytes = new Uint8Array(given.buffer, given.byteOffset, given.byteLength);
    return decodeRaw(name, element === 'bool' ? bytes.map((byte) => (byte === 0 ? 0 : 1)) : bytes, element);
  }
  const bytes = new Uint8Array(given.length * bytesOf(element));
  const { set } = elementsOf(element, bytes);
  // A loop over the entries would leave out holes.
  for (let index = 0; index < given.length; index++) {
    const value: unknown = given[index];
    const isValue = typeof value === 'number' || typeof value === 'boolean';
    const range = isValue ? misfitOfList(element, value) : element === 'bool' ? 'true or false' : 'a number';
    if (!isValue || range !== undefined)
      throw new PxosError(
        say.listValue({ name, index, element, actual: describe(value), range: range ?? 'a number' }),
      );
    set(index, value);
  }
  return { element, length: given.length, bytes };
}
