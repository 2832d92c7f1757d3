// An image in memory as every tool of this room sees it: its size and its pixels, nothing hidden.

/** An RGBA image. `pixels` holds 4 bytes a pixel, rows from the top, without padding: `4 * width * height` bytes. */
export interface PixelImage {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/**
 * An image of zeros.
 *
 * @example
 * createImage(8, 2).pixels.length // 64
 */
export function createImage(width: number, height: number): PixelImage {
  return { width, height, pixels: new Uint8Array(4 * width * height) };
}

/** The pixels as 32-bit words, R lowest: `R | G<<8 | B<<16 | A<<24`. Shares the memory where it is aligned, as images made here are. */
export function wordsOf({ pixels }: PixelImage): Uint32Array {
  const aligned = pixels.byteOffset % 4 === 0 ? pixels : pixels.slice();
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >> 2);
}
