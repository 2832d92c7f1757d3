// The header of a PNG (IHDR): what it may say for a pixel program, checked before anything of its size is made.
import { PxosError } from '../../diagnostics/index.ts';
import * as say from '../../diagnostics/messages/pixel-file.ts';
import { MAX_HEIGHT, MAX_WIDTH, type PngLimits } from './limits.ts';

/** Width and height in pixels. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

export const HEADER_BYTES = 13;

/** Colour types with what people call them, and the bit depths that they have. */
const COLORS: ReadonlyMap<number, readonly [name: string, depths: readonly number[]]> = new Map([
  [0, ['grey', [1, 2, 4, 8, 16]]],
  [2, ['RGB without alpha', [8, 16]]],
  [3, ['a palette of colours', [1, 2, 4, 8]]],
  [4, ['grey with alpha', [8, 16]]],
  [6, ['RGBA', [8, 16]]],
]);
const RGBA = 6;

/** Bytes of the image data when they are not compressed: each row has a filter byte and four bytes a pixel. */
export const rawBytes = ({ width, height }: ImageSize): number => height * (4 * width + 1);

/**
 * Reads the 13 bytes of a header.
 *
 * @throws PxosError PX1006 for other colours, PX1007 interlaced, PX1008 not valid, PX1010 and PX1011 too large
 */
export function readHeader(bytes: Uint8Array, limits: PngLimits, file: string | undefined): ImageSize {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [depth, color, compression, filter, interlace] = bytes.subarray(8);
  const invalid = (reason: string): PxosError => new PxosError(say.pngHeader({ reason }, { file }));
  if (width === 0 || height === 0) throw invalid(`it says ${width} × ${height} pixels`);
  const known = COLORS.get(color ?? -1);
  if (!known) throw invalid(`there is no colour type ${color}`);
  const [name, depths] = known;
  if (!depths.some((each) => each === depth)) throw invalid(`${name} has no ${depth} bits a channel`);
  if (compression !== 0) throw invalid(`there is no compression method ${compression}`);
  if (filter !== 0) throw invalid(`there is no filter method ${filter}`);
  if (interlace !== 0 && interlace !== 1) throw invalid(`there is no interlace method ${interlace}`);
  if (color !== RGBA || depth !== 8) {
    const what = depth === 8 ? name : `${name} with ${depth} bit${depth === 1 ? '' : 's'} a channel`;
    throw new PxosError(say.pngColors({ what }, { file }));
  }
  if (interlace === 1) throw new PxosError(say.pngInterlaced({}, { file }));
  if (width > MAX_WIDTH || height > MAX_HEIGHT)
    throw new PxosError(
      say.pngTooLarge({ width, height, maxWidth: MAX_WIDTH, maxHeight: MAX_HEIGHT }, { file }),
    );
  if (width * height > limits.maxPixels)
    throw new PxosError(say.pngTooManyPixels({ width, height, limit: limits.maxPixels }, { file }));
  return { width, height };
}

/** The 13 bytes that say: RGBA, eight bits a channel, not interlaced. */
export function writeHeader({ width, height }: ImageSize): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  bytes[8] = 8;
  bytes[9] = RGBA;
  return bytes;
}
