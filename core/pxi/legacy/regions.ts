// Rectangles of an image: what an instruction wrote, for traces, pictures and pages.
import { lastRow, type MatrixShape } from './matrix.ts';

/** A rectangle of pixels; columns and rows from 0. */
export interface PixelRegion {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The pixels of a matrix: its header, its full rows, and the row that its last elements take in part. */
export function regionsOfMatrix(
  width: number,
  row: number,
  { rows, columns }: MatrixShape,
): readonly PixelRegion[] {
  const stride = width - 1;
  const count = rows * columns;
  const full = Math.floor(count / stride);
  const rest = count % stride;
  return [
    { x: 0, y: row, width: 1, height: 1 },
    ...(full > 0 ? [{ x: 1, y: row, width: stride, height: full }] : []),
    ...(rest > 0 ? [{ x: 1, y: lastRow(width, row, { rows, columns }), width: rest, height: 1 }] : []),
  ];
}
