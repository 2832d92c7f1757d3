// What can be wrong with the compressed data of a PNG, as errors; those of rows name the first pixel that is lost.
import { PxosError } from '../../diagnostics/index.ts';
import * as say from '../../diagnostics/messages/pixel-file.ts';
import { type ImageSize, rawBytes } from './header.ts';

/** The data end after so many bytes; with `isBound` after so many at most. */
export function dataShort(
  size: ImageSize,
  {
    bytes,
    isBound,
    file,
  }: { readonly bytes: number; readonly isBound: boolean; readonly file: string | undefined },
): PxosError {
  // Of what is there in whole nothing is lost but what says that it is right.
  if (bytes >= rawBytes(size)) return dataDamaged('the checksum at their end is cut off', file);
  const row = 4 * size.width + 1;
  const pixel = { x: Math.max(0, Math.floor(((bytes % row) - 1) / 4)), y: Math.floor(bytes / row) };
  return new PxosError(say.pngDataShort({ bytes, wanted: rawBytes(size), isBound }, { file, pixel }));
}

/** The data go on behind the last pixel. */
export const dataLong = (size: ImageSize, file: string | undefined): PxosError =>
  new PxosError(say.pngDataLong({ wanted: rawBytes(size) }, { file }));

/** The data cannot be decompressed, or their checksum is another. */
export const dataDamaged = (reason: string, file: string | undefined): PxosError =>
  new PxosError(say.pngData({ reason }, { file }));
