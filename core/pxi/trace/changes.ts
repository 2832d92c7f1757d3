// Which pixels a step has changed: the image before it and the one behind it, compared word by word.
import { type PixelImage, wordsOf } from '../image.ts';

/** Pixels whose bits changed. */
export interface PixelChanges {
  readonly count: number;
  readonly first: number | undefined;
  readonly last: number | undefined;
}

/** Compares two images of one size. */
export function changesOf(before: PixelImage, after: PixelImage): PixelChanges {
  const [a, b] = [wordsOf(before), wordsOf(after)];
  let count = 0;
  let first: number | undefined;
  let last: number | undefined;
  for (let pixel = 0; pixel < a.length; pixel++) {
    if (a[pixel] === b[pixel]) continue;
    count++;
    first ??= pixel;
    last = pixel;
  }
  return { count, first, last };
}

/** Makes the first image equal to the second one, from which it differs as the changes say. */
export function takeOver(image: PixelImage, from: PixelImage, { first, last }: PixelChanges): void {
  if (first === undefined || last === undefined) return;
  image.pixels.set(from.pixels.subarray(4 * first, 4 * last + 4), 4 * first);
}

/** The pixels in which two images of one size differ, ascending. */
export function differingPixels(one: PixelImage, other: PixelImage): Uint32Array {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  const pixels = new Uint32Array(changesOf(one, other).count);
  let found = 0;
  for (let pixel = 0; pixel < a.length; pixel++) if (a[pixel] !== b[pixel]) pixels[found++] = pixel;
  return pixels;
}
