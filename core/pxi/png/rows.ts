// Rows of a PNG: the five filters undone, in place, and rows written without any.
import { PxosError } from '../../diagnostics/index.ts';
import * as say from '../../diagnostics/messages/pixel-file.ts';
import type { PixelImage } from '../image.ts';
import { type ImageSize, rawBytes } from './header.ts';

/** Bytes of a pixel: how far a filter looks to the left. */
const LEFT = 4;

/**
 * Undoes the filters and takes the filter bytes out. Works within `raw`, whose first bytes are the pixels afterwards: row y
 * moves down by y + 1 bytes, so that nothing is overwritten before it is read, and no second copy of a large image is made.
 *
 * @param raw `height` rows of a filter byte and `4 * width` bytes
 * @throws PxosError PX1023 for a filter that the format does not have, at the first pixel of its row
 */
export function undoFilters(
  raw: Uint8Array,
  { width, height }: ImageSize,
  file: string | undefined,
): Uint8Array {
  const bytes = 4 * width;
  for (let y = 0; y < height; y++) {
    const from = y * (bytes + 1) + 1;
    const to = y * bytes;
    const filter = raw[from - 1] ?? 0;
    switch (filter) {
      case 0:
        raw.copyWithin(to, from, from + bytes);
        break;
      case 1:
        undoSub(raw, from, to, bytes);
        break;
      case 2:
        undoUp(raw, from, to, bytes);
        break;
      case 3:
        undoAverage(raw, from, to, bytes);
        break;
      case 4:
        undoPaeth(raw, from, to, bytes);
        break;
      default:
        throw new PxosError(say.pngFilter({ row: y, filter }, { file, pixel: { x: 0, y } }));
    }
  }
  return raw.subarray(0, bytes * height);
}

// In what follows `to - bytes` is the row above, which is finished; above the first row all is zero.

function undoSub(raw: Uint8Array, from: number, to: number, bytes: number): void {
  for (let i = 0; i < bytes; i++) raw[to + i] = raw[from + i]! + (i < LEFT ? 0 : raw[to + i - LEFT]!);
}

function undoUp(raw: Uint8Array, from: number, to: number, bytes: number): void {
  const above = to - bytes;
  for (let i = 0; i < bytes; i++) raw[to + i] = raw[from + i]! + (above < 0 ? 0 : raw[above + i]!);
}

function undoAverage(raw: Uint8Array, from: number, to: number, bytes: number): void {
  const above = to - bytes;
  for (let i = 0; i < bytes; i++) {
    const left = i < LEFT ? 0 : raw[to + i - LEFT]!;
    raw[to + i] = raw[from + i]! + ((left + (above < 0 ? 0 : raw[above + i]!)) >> 1);
  }
}

function undoPaeth(raw: Uint8Array, from: number, to: number, bytes: number): void {
  const above = to - bytes;
  for (let i = 0; i < bytes; i++) {
    const left = i < LEFT ? 0 : raw[to + i - LEFT]!;
    const up = above < 0 ? 0 : raw[above + i]!;
    const corner = above < 0 || i < LEFT ? 0 : raw[above + i - LEFT]!;
    raw[to + i] = raw[from + i]! + nearest(left, up, corner);
  }
}

/** Of left, up and corner the one that is nearest to left + up - corner; the earlier of equals. */
function nearest(left: number, up: number, corner: number): number {
  const toLeft = Math.abs(up - corner);
  const toUp = Math.abs(left - corner);
  const toCorner = Math.abs(left + up - 2 * corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

/** The rows of an image, each behind a 0 that says "no filter". */
export function rowsOf({ width, height, pixels }: PixelImage): Uint8Array {
  const bytes = 4 * width;
  const raw = new Uint8Array(rawBytes({ width, height }));
  for (let y = 0; y < height; y++) raw.set(pixels.subarray(y * bytes, (y + 1) * bytes), y * (bytes + 1) + 1);
  return raw;
}
