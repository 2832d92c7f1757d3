// Draws an image so that single pixels can be seen: each as a square with a frame; a large image with some pixels left out.
import { createImage, type PixelImage, wordsOf } from '../image.ts';

/** Columns that a picture should have at least, the largest square, and the most columns and rows of a picture. */
const WANTED_WIDTH = 960;
const LARGEST = 24;
const MAX_SIDE = 4096;
/** From this size on squares have frames. */
const FRAMED = 4;

/** Colours of a pixel's square, as words. */
export interface Square {
  readonly inside: number;
  readonly frame: number;
  /** The one colour of a square that is too small for a frame. */
  readonly flat: number;
}

/** An opaque colour as the word of a pixel. */
export const colorWord = ([red, green, blue]: readonly [number, number, number]): number =>
  (red | (green << 8) | (blue << 16) | 0xff000000) >>> 0;

/**
 * Draws every pixel as a square, as large as is useful; of an image with a side above 4096 every second pixel, or every
 * third, and so on.
 *
 * @param squareOf the look of a pixel, counted row by row
 */
export function drawSquares(
  { width, height }: Pick<PixelImage, 'width' | 'height'>,
  squareOf: (pixel: number) => Square,
): PixelImage {
  const longest = Math.max(width, height);
  const step = Math.ceil(longest / MAX_SIDE);
  const scale = Math.max(
    1,
    Math.min(LARGEST, Math.ceil(WANTED_WIDTH / width), Math.floor(MAX_SIDE / longest)),
  );
  const picture = createImage(Math.ceil(width / step) * scale, Math.ceil(height / step) * scale);
  const words = wordsOf(picture);
  const border = scale < FRAMED ? 0 : Math.max(1, scale >> 3);
  for (let y = 0; y < height; y += step)
    for (let x = 0; x < width; x += step) {
      const { inside, frame, flat } = squareOf(y * width + x);
      const corner = (y / step) * scale * picture.width + (x / step) * scale;
      for (let row = 0; row < scale; row++) {
        const from = corner + row * picture.width;
        words.fill(border === 0 ? flat : frame, from, from + scale);
        if (border > 0 && row >= border && row < scale - border)
          words.fill(inside, from + border, from + scale - border);
      }
    }
  return picture;
}
