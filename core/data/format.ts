// Chooses the format of an array's file by its extension: `.npy`, `.json`, `.png`, and raw bytes for all others.
import { extname } from 'node:path';
import { PxosError } from '../diagnostics/index.ts';
import * as say from '../diagnostics/messages/data.ts';
import type { ElementType } from '../ir/index.ts';
import { type ArrayData, imageSize } from './array.ts';
import { decodeJson, encodeJson } from './json.ts';
import { decodeNpy, encodeNpy } from './npy.ts';
import { decodePng, encodePng } from './png.ts';
import { decodeRaw } from './raw.ts';

export type ArrayFormat = 'npy' | 'json' | 'png' | 'raw';

/** The format that an extension stands for; letter case does not matter. */
export function formatOf(path: string): ArrayFormat {
  switch (extname(path).toLowerCase()) {
    case '.npy':
      return 'npy';
    case '.json':
      return 'json';
    case '.png':
      return 'png';
    default:
      return 'raw';
  }
}

/**
 * An array from the bytes of a file; `path` is named in messages.
 *
 * @throws PxosError the codes of the format, and PX0736 for a picture where the elements are no pixels
 */
export async function decodeArray(
  path: string,
  bytes: Uint8Array,
  element: ElementType,
  format: ArrayFormat = formatOf(path),
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

/**
 * The bytes of the file that holds an array.
 *
 * @throws PxosError PX0729 for what JSON cannot hold · PX0736, PX0737 for what is no picture
 */
export async function encodeArray(
  path: string,
  array: ArrayData,
  format: ArrayFormat = formatOf(path),
): Promise<Uint8Array> {
  switch (format) {
    case 'npy':
      return encodeNpy(array);
    case 'json':
      return encodeJson(path, array);
    case 'png': {
      if (array.element !== 'pixel') throw new PxosError(say.pngElement({ path, element: array.element }));
      const size = imageSize(array.shape);
      if (!size) throw new PxosError(say.pngShape({ path, length: array.length }));
      return encodePng(path, array, size);
    }
    case 'raw':
      return array.bytes;
  }
}
