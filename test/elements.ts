// Numbers as the bytes of an array's elements, and back.
import { bytesOf, type ElementType } from 'pxos/core';
import { elementsOf } from '../core/data/index.ts';

/** A view of the bytes. Of bools every bit counts: `true` is 1 and nothing else. */
const viewOf = (element: ElementType, bytes: Uint8Array) =>
  elementsOf(element === 'bool' ? 'u8' : element, bytes);

/** Bytes of an array of the element type. */
export function encode(element: ElementType, values: readonly (number | boolean)[]): Uint8Array {
  const bytes = new Uint8Array(values.length * bytesOf(element));
  const view = viewOf(element, bytes);
  values.forEach((value, i) => {
    view.set(i, value);
  });
  return bytes;
}

/** Values of an array of the element type. */
export function decode(element: ElementType, bytes: Uint8Array): number[] {
  const view = viewOf(element, bytes);
  return Array.from({ length: view.length }, (_, i) => Number(view.get(i)));
}
