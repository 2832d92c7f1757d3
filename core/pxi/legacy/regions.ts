// Rectangles of an image: what an instruction wrote, for traces, pictures and pages.
import type { PixelImage } from '../image.ts';
import type { LegacyDialect } from './headers.ts';
import type { LegacyInstruction } from './instruction.ts';
import { lastRow, type MatrixShape, readMatrixHeader } from './matrix.ts';
import { vectorLength } from './vectors.ts';

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

/** What an instruction is about to write to an image; nothing when it is skipped, and when it cannot be executed. */
export function regionsWritten(
  { operation, operands: [a, b, c] }: LegacyInstruction,
  image: PixelImage,
  dialect: LegacyDialect,
): readonly PixelRegion[] {
  const { width, height } = image;
  if (a >= height || b >= height || c >= height) return [];
  switch (operation) {
    case 'DOT_RGB':
      return [{ x: 0, y: c, width: 1, height: 1 }];
    case 'ADD': {
      const x = dialect === '0.0.2' ? 0 : 1;
      const length = vectorLength(image, a, b);
      return length > x ? [{ x, y: c, width: length - x, height: 1 }] : [];
    }
    case 'MATMUL': {
      const [left, right] = [readMatrixHeader(image, a), readMatrixHeader(image, b)];
      const result = { rows: left.rows, columns: right.columns };
      const fits = lastRow(width, c, result) < height;
      return fits && left.columns === right.rows ? regionsOfMatrix(width, c, result) : [];
    }
    default:
      return [];
  }
}
