// MATMUL of version 1.0: exact sums, clamped to 0…255; and the historical order where the result lies over an operand.
import type { Clock } from '../clock.ts';
import type { PixelImage } from '../image.ts';
import { elementPlace, gather, lastRow, type MatrixShape, scatter, writeMatrixHeader } from './matrix.ts';

/** The operands' and the result's rows, and the shapes that the operands' headers say. */
export interface Product {
  readonly rows: readonly [a: number, b: number, c: number];
  readonly left: MatrixShape;
  readonly right: MatrixShape;
  /** Looked at for each row of the result: the rest of a row is short. */
  readonly clock: Clock;
}

/**
 * Writes the header of C, then C = A·B. Sums are exact: 65535 products of 255 · 255 stay below 2^32.
 *
 * The three matrices have to lie inside of the image.
 */
export function multiply(image: PixelImage, { rows: [a, b, c], left, right, clock }: Product): void {
  const shape = { rows: left.rows, columns: right.columns };
  const last = lastRow(image.width, c, shape);
  const isOver = (row: number, other: MatrixShape): boolean =>
    row <= last && c <= lastRow(image.width, row, other);
  writeMatrixHeader(image, c, shape);
  if (isOver(a, left) || isOver(b, right))
    multiplyInOrder(image, [a, b, c], { ...shape, inner: left.columns, clock });
  else {
    const elements = productOf(
      gather(image, a, left.rows * left.columns),
      gather(image, b, right.rows * right.columns),
      { ...shape, inner: left.columns, clock },
    );
    scatter(image, c, elements);
  }
}

/** The shape of the result, the products of one sum, and what ends it when it takes too long. */
interface Extent extends MatrixShape {
  readonly inner: number;
  readonly clock: Clock;
}

/** Sums row by row of B, so that memory is read in its order. */
function productOf(a: Uint8Array, b: Uint8Array, { rows, columns, inner, clock }: Extent): Uint8Array {
  const elements = new Uint8Array(rows * columns);
  const sums = new Uint32Array(columns);
  for (let m = 0; m < rows; m++) {
    clock.look();
    sums.fill(0);
    for (let k = 0; k < inner; k++) {
      const factor = a[m * inner + k] ?? 0;
      if (factor === 0) continue;
      for (let n = 0, at = k * columns; n < columns; n++, at++) sums[n]! += factor * b[at]!;
    }
    for (let n = 0; n < columns; n++) elements[m * columns + n] = Math.min(255, sums[n]!);
  }
  return elements;
}

/** One element after the other, each written before the next is computed: what is overwritten is read as it then is. */
function multiplyInOrder(
  { width, pixels }: PixelImage,
  [a, b, c]: readonly [number, number, number],
  { rows, columns, inner, clock }: Extent,
): void {
  const byteOf = (row: number, i: number): number => {
    const { x, y } = elementPlace(width, row, i);
    return 4 * (y * width + x);
  };
  for (let m = 0; m < rows; m++)
    for (let n = 0; n < columns; n++) {
      let sum = 0;
      clock.look();
      for (let k = 0; k < inner; k++)
        sum += (pixels[byteOf(a, m * inner + k)] ?? 0) * (pixels[byteOf(b, k * columns + n)] ?? 0);
      pixels[byteOf(c, m * columns + n)] = Math.min(255, sum);
    }
}
