// What can be said of an array in a few numbers: its range, its mean, how much of it is not zero, its first elements.
import { type PixelImage, wordsOf } from '../image.ts';
import { type ArrayPlace, elementsOf, loadElement } from '../words/arrays.ts';

/** Figures of an array's elements as registers hold them; NaN counts as an element and in nothing else. */
export interface ArrayStatistics {
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly mean: number | undefined;
  /** Share of elements that are not 0, from 0 to 1. */
  readonly nonZero: number;
  readonly first: readonly number[];
}

const SHOWN = 8;

/** Reads every element once. */
export function statisticsOf(image: PixelImage, array: ArrayPlace): ArrayStatistics {
  const words = wordsOf(image);
  const count = elementsOf(array);
  let [min, max, sum, numbers, nonZero] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0, 0];
  const first: number[] = [];
  for (let i = 0; i < count; i++) {
    const value = loadElement(words, array, image.width, i);
    if (i < SHOWN) first.push(value);
    if (value !== 0) nonZero++;
    if (Number.isNaN(value)) continue;
    numbers++;
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const known = numbers > 0;
  return {
    min: known ? min : undefined,
    max: known ? max : undefined,
    mean: known ? sum / numbers : undefined,
    nonZero: count === 0 ? 0 : nonZero / count,
    first,
  };
}
