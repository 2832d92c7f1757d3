// Matrices of version 1.0 on a plain pixel array: the header in column 0, elements behind it and in the rows below, in R.
import { PxosError } from '../../diagnostics/index.ts';
import * as say from '../../diagnostics/messages/pixel-legacy.ts';
import type { PixelImage } from '../image.ts';

/** What a header says: `cols = R | G<<8`, `rows = B | A<<8`. */
export interface MatrixShape {
  readonly rows: number;
  readonly columns: number;
}

/** A matrix with its elements, row by row. */
export interface LegacyMatrix extends MatrixShape {
  readonly elements: Uint8Array;
}

/** Pixels of a row before the elements: the header; Q2 matrices have scale and offset there, too. */
const PLAIN_FRONT = 1;
const MAX_SIDE = 0xffff;

/** The header at a row. */
export function readMatrixHeader({ width, pixels }: PixelImage, row: number): MatrixShape {
  const at = 4 * width * row;
  const [r = 0, g = 0, b = 0, a = 0] = pixels.subarray(at, at + 4);
  return { columns: r | (g << 8), rows: b | (a << 8) };
}

/** Writes the header at a row: all four channels of the pixel in column 0. */
export function writeMatrixHeader(
  { width, pixels }: PixelImage,
  row: number,
  { rows, columns }: MatrixShape,
): void {
  pixels.set([columns & 255, columns >> 8, rows & 255, rows >> 8], 4 * width * row);
}

/** Column and row of element i of a matrix that begins at `row`, in an image of two columns or more. */
export function elementPlace(
  width: number,
  row: number,
  i: number,
  front = PLAIN_FRONT,
): { readonly x: number; readonly y: number } {
  const stride = width - front;
  return { x: front + (i % stride), y: row + Math.floor(i / stride) };
}

/** The last image row of a matrix; an empty one has its header's. Infinity where a row has no place for an element. */
export function lastRow(
  width: number,
  row: number,
  { rows, columns }: MatrixShape,
  front = PLAIN_FRONT,
): number {
  if (width <= front) return Number.POSITIVE_INFINITY;
  return row + Math.max(0, Math.ceil((rows * columns) / (width - front)) - 1);
}

/** Calls `take` with each run of elements that lie side by side: first element, byte of its R, elements. */
function eachRun(
  width: number,
  { row, count, front }: { readonly row: number; readonly count: number; readonly front: number },
  take: (first: number, at: number, length: number) => void,
): void {
  const stride = width - front;
  for (let first = 0, y = row; first < count; first += stride, y++)
    take(first, 4 * (y * width + front), Math.min(stride, count - first));
}

/** Elements from the R channel, without any check of where they lie. */
export function gather(image: PixelImage, row: number, count: number, front = PLAIN_FRONT): Uint8Array {
  const elements = new Uint8Array(count);
  const { pixels } = image;
  eachRun(image.width, { row, count, front }, (first, at, length) => {
    for (let i = 0; i < length; i++) elements[first + i] = pixels[at + 4 * i] ?? 0;
  });
  return elements;
}

/** Elements into the R channel, without any check of where they lie; G, B and A stay. */
export function scatter(image: PixelImage, row: number, elements: Uint8Array, front = PLAIN_FRONT): void {
  const { pixels } = image;
  eachRun(image.width, { row, count: elements.length, front }, (first, at, length) => {
    for (let i = 0; i < length; i++) pixels[at + 4 * i] = elements[first + i] ?? 0;
  });
}

/**
 * Refuses a matrix that does not lie within rows 1 to height - 1.
 *
 * @throws PxosError PX1130 and PX1132
 */
export function checkPlace(image: PixelImage, row: number, shape: MatrixShape, front = PLAIN_FRONT): void {
  const { width, height } = image;
  if (width <= front) throw new PxosError(say.tooNarrow({ width, needed: front + 1 }));
  const last = lastRow(width, row, shape, front);
  if (row < 1 || last >= height) throw new PxosError(say.matrixOutside({ ...shape, row, last, height }));
}

/**
 * Reads the matrix at a row.
 *
 * @throws PxosError PX1130 when it goes on below the image, PX1132 when the image has one column
 */
export function readMatrix(image: PixelImage, row: number): LegacyMatrix {
  const shape = row < image.height ? readMatrixHeader(image, row) : { rows: 0, columns: 0 };
  checkPlace(image, row, shape);
  return { ...shape, elements: gather(image, row, shape.rows * shape.columns) };
}

/**
 * Refuses a shape that a header cannot say, or that does not fit the elements.
 *
 * @throws PxosError PX1131
 */
export function checkShape({ rows, columns }: MatrixShape, elements: number): void {
  const isSide = (side: number): boolean => Number.isInteger(side) && side >= 0 && side <= MAX_SIDE;
  if (!isSide(rows) || !isSide(columns) || rows * columns !== elements)
    throw new PxosError(say.matrixShape({ rows, columns, elements }));
}

/**
 * Writes a matrix at a row: the header's pixel, and R of the elements' pixels.
 *
 * @throws PxosError PX1130, PX1131, PX1132
 * @example
 * writeMatrix(image, 1, { rows: 1, columns: 3, elements: Uint8Array.of(1, 2, 3) })
 */
export function writeMatrix(image: PixelImage, row: number, matrix: LegacyMatrix): void {
  checkShape(matrix, matrix.elements.length);
  checkPlace(image, row, matrix);
  writeMatrixHeader(image, row, matrix);
  scatter(image, row, matrix.elements);
}
