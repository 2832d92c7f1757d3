// Which rows matrices take in the layouts of old tools, which keep one row more for each matrix than its data need.
import { PxosError } from '../../diagnostics/index.ts';
import * as say from '../../diagnostics/messages/pixel-legacy.ts';
import type { ImageSize } from '../png/header.ts';
import type { MatrixShape } from './matrix.ts';

/** The highest row that an instruction can name. */
const LAST_NAMEABLE = 255;

/**
 * Rows that old tools keep for a matrix: `1 + ceil(n / (W - 1))`, as if the header had a row of its own.
 *
 * @throws PxosError PX1132 when the image has one column
 * @example
 * rowsNeeded({ rows: 128, columns: 128 }, 256) // 66
 */
export function rowsNeeded({ rows, columns }: MatrixShape, width: number): number {
  if (width < 2) throw new PxosError(say.tooNarrow({ width, needed: 2 }));
  return 1 + Math.ceil((rows * columns) / (width - 1));
}

/**
 * The size of an image with these matrices below row 0.
 *
 * @throws PxosError PX1132
 * @example
 * imageSize([{ rows: 2, columns: 3 }], 16) // { width: 16, height: 3 }
 */
export function imageSize(matrices: Iterable<MatrixShape>, width: number): ImageSize {
  let height = 1;
  for (const matrix of matrices) height += rowsNeeded(matrix, width);
  return { width, height };
}

/**
 * The row where each matrix begins, in the order of their names from row 1 on.
 *
 * @throws PxosError PX1132; PX1133 when one would begin where no instruction can name it
 * @example
 * allocateRows({ a: { rows: 1, columns: 4 }, b: { rows: 4, columns: 2 } }, 16) // { a: 1, b: 3 }
 */
export function allocateRows<Name extends string>(
  matrices: Readonly<Record<Name, MatrixShape>>,
  width: number,
): Readonly<Record<Name, number>> {
  const rows = new Map<string, number>();
  let row = 1;
  for (const [name, matrix] of Object.entries<MatrixShape>(matrices)) {
    if (row > LAST_NAMEABLE) throw new PxosError(say.rowNotNameable({ name, row }));
    rows.set(name, row);
    row += rowsNeeded(matrix, width);
  }
  return Object.fromEntries(rows) as Record<Name, number>;
}
