// The rows of an image as zlib data without compression, written straight to where they belong: for images that fill memory.
import type { PixelImage } from '../image.ts';
import { adler32 } from './checksums.ts';

/** Rows of a PNG that are yet to be written. */
export interface RowData {
  readonly length: number;
  /** Fills `target`, which has exactly this length. */
  readonly writeTo: (target: Uint8Array) => void;
}

/** zlib: deflate with a window of 32 KiB, no effort. */
const ZLIB_HEADER = [0x78, 0x01];
const BLOCK_HEADER = 5;
const LARGEST_BLOCK = 0xffff;
const TRAILER = 4;

/** Rows as stored blocks of whole rows, each row behind a 0 that says "no filter". */
export function storedRows({ width, height, pixels }: PixelImage): RowData {
  const rowBytes = 4 * width + 1;
  const rowsOfBlock = Math.floor(LARGEST_BLOCK / rowBytes);
  const blocks = Math.ceil(height / rowsOfBlock);
  const length = ZLIB_HEADER.length + BLOCK_HEADER * blocks + rowBytes * height + TRAILER;
  const writeTo = (target: Uint8Array): void => {
    const view = new DataView(target.buffer, target.byteOffset, target.byteLength);
    target.set(ZLIB_HEADER);
    let at = ZLIB_HEADER.length;
    let sum = 1;
    for (let first = 0; first < height; first += rowsOfBlock) {
      const last = Math.min(height, first + rowsOfBlock);
      const size = (last - first) * rowBytes;
      target[at] = last === height ? 1 : 0;
      view.setUint16(at + 1, size, true);
      view.setUint16(at + 3, ~size & LARGEST_BLOCK, true);
      const start = at + BLOCK_HEADER;
      for (let y = first; y < last; y++)
        target.set(
          pixels.subarray(y * (rowBytes - 1), (y + 1) * (rowBytes - 1)),
          start + (y - first) * rowBytes + 1,
        );
      at = start + size;
      sum = adler32(target.subarray(start, at), sum);
    }
    view.setUint32(at, sum);
  };
  return { length, writeTo };
}
