// Chooses the format of an array's file by its extension: `.npy`, `.json`, `.png`, or raw elements.
import { PxosError } from '../diagnostics/index.ts';
import * as say from '../diagnostics/messages/data.ts';
import type { ElementType } from '../ir/index.ts';
import { type ArrayData, imageSize } from './array.ts';
import { type ArrayFormat, extensionOf, formatOf } from './extension.ts';
import { decodeJson, encodeJson } from './json.ts';
import { decodeNpy, encodeNpy } from './npy.ts';
import { decodePng, encodePng } from './png.ts';
import { decodeRaw } from './raw.ts';

/** Extensions of raw elements, beside the name of their type: `.bin`, and `.f32` for f32. */
const RAW = ['.bin', '.raw', '.dat'];

/**
 * The format of a file that the caller names for an array: what its extension stands for. Of u8 any other file is the
 * bytes themselves; of wider elements it would be taken for numbers that nobody wrote.
 *
 * @throws PxosError PX0705 for an extension that stands for no format of such arrays
 */
export function givenFormat(path: string, element: ElementType): ArrayFormat {
  const format = formatOf(path);
  if (format) return format;
  const extension = extensionOf(path);
  if (element === 'u8' || RAW.includes(extension) || extension === `.${element}`) return 'raw';
  throw new PxosError(say.unknownFormat({ path, extension, element }));
}

/**
 * An array from the bytes of a file; `path` is named in messages.
 *
 * @throws PxosError the codes of the format, PX0705 where none is known, and PX0736 for a picture where the elements are
 * no pixels
 */
export async function decodeArray(
  path: string,
  bytes: Uint8Array,
  element: ElementType,
  format: ArrayFormat = givenFormat(path, element),
): Promise<ArrayData> {
  switch (format) {
    case 'npy':
      return decodeNpy(path, bytes, element);
    case 'json':
      return decodeJson(path, bytes, element);
    case 'png':
      if (element !== 'pixel') throw new PxosError(say.pngElement({ path, element }));
      return decodePng(path, bytes);
    case 'raw':
      return decodeRaw(path, bytes, element);
  }
}

/** What decides whether a format can hold an array, whatever its elements are. */
export type ArrayOutline = Omit<ArrayData, 'bytes'>;

/**
 * The format of the file that is to hold an array.
 *
 * @throws PxosError PX0705 where none is known · PX0736, PX0737 for what is no picture
 */
export function outputFormat(path: string, { element, length, shape }: ArrayOutline): ArrayFormat {
  const format = givenFormat(path, element);
  if (format === 'png' && element !== 'pixel') throw new PxosError(say.pngElement({ path, element }));
  if (format === 'png' && !imageSize(shape)) throw new PxosError(say.pngShape({ path, length }));
  return format;
}

/**
 * The bytes of the file that holds an array.
 *
 * @throws PxosError PX0729 for what JSON cannot hold, and the codes of `outputFormat`
 */
export async function encodeArray(
  path: string,
  array: ArrayData,
  format: ArrayFormat = outputFormat(path, array),
): Promise<Uint8Array> {
  switch (format) {
    case 'npy':
      return encodeNpy(array);
    case 'json':
      return encodeJson(path, array);
    case 'png': {
      const size = imageSize(array.shape);
      if (!size) throw new PxosError(say.pngShape({ path, length: array.length }));
      return encodePng(path, array, size);
    }
    case 'raw':
      return array.bytes;
  }
}
