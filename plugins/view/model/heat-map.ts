// An array as a picture: one pixel an element, coloured by its value, or its own colour; vectors are folded into lines.
import {
  type ArrayPlace,
  type ArrayStatistics,
  codeOfElement,
  elementsOf,
  loadElement,
  type PixelImage,
  statisticsOf,
} from 'pxos/browser';
import { type ColorScale, colorOf, scaleFor } from './color-map.ts';
import type { Picture } from './draw.ts';

export interface HeatMap extends Picture {
  readonly place: ArrayPlace;
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly mean: number | undefined;
  readonly nonZero: number;
  /** Nothing for colours, which are shown as they are. */
  readonly scale: ColorScale | undefined;
  /** Elements of a line of the picture: the array's columns, unless it is a vector that is folded. */
  readonly width: number;
  readonly isFolded: boolean;
}

const PIXEL = codeOfElement('pixel');
/** A vector longer than this is folded; in lines of a power of two, so that places can be counted. */
const LONGEST_LINE = 32;

function lineOf({ rows, columns }: ArrayPlace): number {
  const count = rows * columns;
  const isVector = rows === 1 || columns === 1;
  if (!isVector) return columns;
  if (count <= LONGEST_LINE) return count;
  return 2 ** Math.ceil(Math.log2(Math.sqrt(count)));
}

/** Draws an array as it is in an image now. */
export function heatMapOf(
  image: PixelImage,
  words: Uint32Array,
  place: ArrayPlace,
  figures: ArrayStatistics = statisticsOf(image, place),
): HeatMap {
  const count = elementsOf(place);
  const width = Math.max(1, lineOf(place));
  const height = Math.max(1, Math.ceil(count / width));
  const { min, max, mean, nonZero } = figures;
  const scale = place.type === PIXEL ? undefined : scaleFor(min ?? 0, max ?? 0);
  const colors = new Uint32Array(width * height);
  for (let i = 0; i < count; i++) {
    const value = loadElement(words, place, image.width, i);
    colors[i] = scale ? colorOf(scale, value) : value;
  }
  const isFolded = width !== place.columns;
  return { place, min, max, mean, nonZero, scale, width, height, isFolded, words: colors, end: count };
}

/** The element that a pixel of the heat map stands for, by row and column of the array. */
export function elementOf(
  { place, width }: HeatMap,
  x: number,
  y: number,
): { readonly i: number; readonly row: number; readonly column: number } | undefined {
  const i = y * width + x;
  if (x < 0 || x >= width || i < 0 || i >= elementsOf(place)) return undefined;
  return { i, row: Math.floor(i / place.columns), column: i % place.columns };
}
