// How much a file may ask for: checked on what it says of itself, before anything of that size is made.

/** Limits of a PNG that is read. */
export interface PngLimits {
  /** Most pixels. */
  readonly maxPixels: number;
  /** Most bytes of the file; the pixels of an image without any compression, and some more for everything beside them. */
  readonly maxBytes: number;
}

/** Most columns of a pixel program. */
export const MAX_WIDTH = 8192;
/** Most rows of a pixel program. */
export const MAX_HEIGHT = 65_536;
/** Most pixels, unless the caller says otherwise: 64 Mi. */
export const MAX_PIXELS = 2 ** 26;
/** Most bytes of all text chunks of a file together. */
export const MAX_TEXT_BYTES = 2 ** 20;
/** Most bytes of the names of a program. */
export const MAX_NAME_BYTES = 2 ** 24;
/** Most chunks of a file: with the largest image they hold 2 KiB each. */
export const MAX_CHUNKS = 2 ** 17;

/**
 * The limits for images of so many pixels.
 *
 * @example
 * limitsOf(1000).maxBytes // 4 bytes a pixel, and room for rows, names, text and chunks
 */
export function limitsOf(maxPixels: number = MAX_PIXELS): PngLimits {
  return { maxPixels, maxBytes: 5 * maxPixels + MAX_NAME_BYTES + 4 * MAX_TEXT_BYTES };
}
