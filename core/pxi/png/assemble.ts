// Chunks put together to a PNG: signature, IHDR, IDAT, names if there are some, IEND.
import { PxosError } from '../../diagnostics/index.ts';
import * as say from '../../diagnostics/messages/pixel-file.ts';
import type { PixelImage } from '../image.ts';
import type { Checksum } from './checksums.ts';
import { writeHeader } from './header.ts';
import { SIGNATURE } from './sniff.ts';
import type { RowData } from './stored-rows.ts';

const FRAME = 12;

/** How an image is written. */
export interface EncodeOptions {
  /** How hard zlib tries, 0 (stored) to 9; 1 by default: higher ones take longer and save little on weights. */
  readonly level?: number;
  /** Contents of the chunk `pxNM`: the names of a version 1.1 program. */
  readonly names?: Uint8Array;
}

/** Refuses an image whose bytes do not fit its size. */
export function checkImage({ width, height, pixels }: PixelImage): void {
  const isSize = Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0;
  if (!isSize || pixels.length !== 4 * width * height)
    throw new PxosError(say.pngNotWritable({ width, height, bytes: pixels.length }));
}

/** Bytes that are there already, as data to be written. */
export const given = (bytes: Uint8Array): RowData => ({
  length: bytes.length,
  writeTo: (target) => target.set(bytes),
});

/** The file, from the rows of the image as zlib data. */
export function assemble(
  image: PixelImage,
  data: RowData,
  { names, crc32 }: { readonly names: Uint8Array | undefined; readonly crc32: Checksum },
): Uint8Array {
  const chunks: (readonly [type: string, contents: RowData])[] = [
    ['IHDR', given(writeHeader(image))],
    ['IDAT', data],
    ...(names ? [['pxNM', given(names)] as const] : []),
    ['IEND', given(new Uint8Array(0))],
  ];
  const total = chunks.reduce((sum, [, contents]) => sum + FRAME + contents.length, SIGNATURE.length);
  const file = new Uint8Array(total);
  file.set(SIGNATURE);
  const view = new DataView(file.buffer);
  let offset = SIGNATURE.length;
  for (const [type, contents] of chunks) {
    view.setUint32(offset, contents.length);
    file.set(
      [...type].map((letter) => letter.charCodeAt(0)),
      offset + 4,
    );
    const end = offset + 8 + contents.length;
    contents.writeTo(file.subarray(offset + 8, end));
    view.setUint32(end, crc32(file.subarray(offset + 4, end)));
    offset = end + 4;
  }
  return file;
}
