// DOT_RGB and ADD of version 1.0: two image rows, side by side, as far as their data go.
import type { PixelImage } from '../image.ts';

/** A column of zeros within data. */
export interface ZeroColumn {
  readonly column: number;
  /** The last column that holds data. */
  readonly behind: number;
}

const isZero = ({ width, pixels }: PixelImage, row: number, x: number): boolean => {
  const at = 4 * (width * row + x);
  return pixels[at] === 0 && pixels[at + 1] === 0 && pixels[at + 2] === 0 && pixels[at + 3] === 0;
};

/** Number of leading columns where the two rows are not both all-zero. */
export function vectorLength(image: PixelImage, a: number, b: number): number {
  let x = 0;
  while (x < image.width && !(isZero(image, a, x) && isZero(image, b, x))) x++;
  return x;
}

/** The all-zero pair of columns that ends the vectors although a later column holds data. */
export function zeroColumn(image: PixelImage, a: number, b: number): ZeroColumn | undefined {
  const column = vectorLength(image, a, b);
  for (let behind = image.width - 1; behind > column; behind--)
    if (!(isZero(image, a, behind) && isZero(image, b, behind))) return { column, behind };
  return undefined;
}

/** The sum of products of R, from column `start` on. */
export function dotProduct(image: PixelImage, a: number, b: number, start: number): number {
  const { width, pixels } = image;
  const length = vectorLength(image, a, b);
  let sum = 0;
  for (let x = start; x < length; x++)
    sum += (pixels[4 * (width * a + x)] ?? 0) * (pixels[4 * (width * b + x)] ?? 0);
  return sum;
}

/** Adds R of two rows into a third, at most 255, from column `start` on. */
export function addVectors(
  { width, height, pixels }: PixelImage,
  [a, b, out]: readonly [number, number, number],
  start: number,
): void {
  const length = vectorLength({ width, height, pixels }, a, b);
  for (let x = start; x < length; x++) {
    const sum = (pixels[4 * (width * a + x)] ?? 0) + (pixels[4 * (width * b + x)] ?? 0);
    pixels[4 * (width * out + x)] = Math.min(255, sum);
  }
}
