// Raw files: nothing but the elements, little endian, in order.

import { PxosError } from '../diagnostics/index.ts';
import * as say from '../diagnostics/messages/data.ts';
import { bytesOf, type ElementType } from '../ir/index.ts';
import type { ArrayData } from './array.ts';

/**
 * Takes bytes as elements.
 *
 * @throws PxosError PX0710 when the bytes are no whole number of elements
 */
export function decodeRaw(path: string, bytes: Uint8Array, element: ElementType): ArrayData {
  const size = bytesOf(element);
  if (bytes.byteLength % size !== 0)
    throw new PxosError(say.rawLength({ path, bytes: bytes.byteLength, element, size }));
  return { element, length: bytes.byteLength / size, bytes };
}
