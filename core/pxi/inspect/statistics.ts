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

/** Figures of an array that may not have been counted: then only its first elements are known. */
export interface ArrayFigures extends Omit<ArrayStatistics, 'nonZero'> {
  readonly nonZero: number | undefined;
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

/** Elements for each pixel of an image, and some in any case, that are looked at to describe its arrays. */
const TIMES = 8;
const ALWAYS = 2 ** 20;

/** Figures of the arrays of one image: those at one place once, and no more than it takes to read the image some times over. */
export class ImageStatistics {
  private readonly image: PixelImage;
  private readonly known = new Map<string, ArrayFigures>();
  private left: number;

  constructor(image: PixelImage) {
    this.image = image;
    this.left = TIMES * image.width * image.height + ALWAYS;
  }

  /** Figures of an array inside the image; only its first elements when too many others lie over it. */
  of(array: ArrayPlace): ArrayFigures {
    const key = [array.first, array.type, elementsOf(array)].join();
    const known = this.known.get(key);
    if (known) return known;
    const count = elementsOf(array);
    const isCounted = count <= this.left;
    if (isCounted) this.left -= count;
    const statistics = isCounted ? statisticsOf(this.image, array) : notCounted(this.image, array);
    this.known.set(key, statistics);
    return statistics;
  }
}

function notCounted(image: PixelImage, array: ArrayPlace): ArrayFigures {
  const words = wordsOf(image);
  const shown = Math.min(SHOWN, elementsOf(array));
  const first = Array.from({ length: shown }, (_, i) => loadElement(words, array, image.width, i));
  return { min: undefined, max: undefined, mean: undefined, nonZero: undefined, first };
}
