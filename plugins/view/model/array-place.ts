// From an array as an inspection shows it to the pixels of its elements, and back from a pixel to its elements.
import {
  type ArrayPlace,
  codeOfElement,
  elementsOf,
  type InspectedArray,
  type Inspection,
  MATRIX_R,
} from 'pxos/browser';

/** Types that an inspection names; `u8 in R` is a matrix of version 1.0 inside of version 1.1. */
const TYPES = ['u8', 'u16', 'u32', 'i8', 'i16', 'i32', 'f16', 'f32', 'bool', 'pixel'] as const;

/** Where an array lies; nothing for one whose type is not known. */
export function placeOf(
  { type, rows, columns, pixels }: InspectedArray,
  { version }: Pick<Inspection, 'version'>,
): ArrayPlace | undefined {
  const element = TYPES.find((name) => name === type);
  const code = version === '1.0' || type === 'u8 in R' ? MATRIX_R : element && codeOfElement(element);
  return code === undefined ? undefined : { first: pixels[0], rows, columns, type: code };
}

/** The elements of an array at a pixel. */
export interface PixelElements {
  readonly first: number;
  readonly count: number;
}

/** Which elements a pixel of an array holds; none for the header of a matrix and what lies between its rows. */
export function elementsAt(place: ArrayPlace, width: number, pixel: number): PixelElements | undefined {
  const total = elementsOf(place);
  if (place.type === MATRIX_R) {
    const column = pixel % width;
    const first = Math.floor((pixel - place.first) / width) * (width - 1) + column - 1;
    return column === 0 || first >= total ? undefined : { first, count: 1 };
  }
  const each = 4 >> (place.type & 3);
  const first = (pixel - place.first) * each;
  return first >= total ? undefined : { first, count: Math.min(each, total - first) };
}

/** The pixel of an element. */
export function pixelOf(place: ArrayPlace, width: number, i: number): number {
  if (place.type !== MATRIX_R) return place.first + (i >>> (2 - (place.type & 3)));
  return place.first + Math.floor(i / (width - 1)) * width + 1 + (i % (width - 1));
}
