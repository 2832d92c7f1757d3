// Version 1.0 programs put together by hand, for tests.
import {
  createImage,
  type LegacyOperation,
  type PixelImage,
  writeLegacyInstruction,
  writeMatrixHeader,
} from '../core/pxi/index.ts';

/** An instruction by its name or its opcode, and its operands. */
export type Written = readonly [operation: LegacyOperation | number, ...operands: readonly number[]];

/** Rows of R values behind a header; a plain list is one row of elements. */
export interface WrittenMatrix {
  readonly row: number;
  readonly rows: number;
  readonly columns: number;
  readonly elements?: readonly number[];
}

/** A vector at a row, with its header. */
export const vector = (row: number, ...elements: readonly number[]): WrittenMatrix => ({
  row,
  rows: 1,
  columns: elements.length,
  elements,
});

/** An image with a program in row 0 and matrices below, written pixel by pixel. */
export function legacyImage(
  width: number,
  height: number,
  program: readonly Written[],
  matrices: readonly WrittenMatrix[] = [],
): PixelImage {
  const image = createImage(width, height);
  program.forEach(([operation, ...operands], column) => {
    if (typeof operation === 'string') writeLegacyInstruction(image, column, operation, operands);
    else image.pixels.set([operation, ...operands], 4 * column);
  });
  for (const { row, rows, columns, elements = [] } of matrices) {
    if (row < height) writeMatrixHeader(image, row, { rows, columns });
    elements.forEach((element, i) => {
      const [x, y] = [1 + (i % (width - 1)), row + Math.floor(i / (width - 1))];
      if (y < height) image.pixels[4 * (y * width + x)] = element;
    });
  }
  return image;
}

/** The four bytes of a pixel. */
export const pixelAt = ({ width, pixels }: PixelImage, x: number, y: number): readonly number[] => [
  ...pixels.subarray(4 * (y * width + x), 4 * (y * width + x) + 4),
];

/** R of some columns of a row. */
export const redOf = (image: PixelImage, y: number, from: number, to: number): readonly number[] =>
  Array.from({ length: to - from }, (_, i) => pixelAt(image, from + i, y)[0]!);
