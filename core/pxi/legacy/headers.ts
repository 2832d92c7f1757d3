// The shapes that headers say before each instruction: from the image, and from the instructions before it.
import type { PixelImage } from '../image.ts';
import type { LegacyInstruction } from './instruction.ts';
import { type MatrixShape, readMatrixHeader } from './matrix.ts';

/** `0.0.2` is the older reading: DOT_RGB, ADD and RELU begin at column 0, and their vectors have no headers. */
export type LegacyDialect = '1.0' | '0.0.2';

/** The shape of the matrix at a row inside of the image; `undefined` where it depends on data. */
export type ShapeOf = (row: number) => MatrixShape | undefined;

/**
 * Follows a program without running it. A MATMUL writes the header of its result, which is known from those of its operands;
 * what a DOT_RGB writes over a header depends on data, and in dialect 0.0.2 so does what an ADD writes.
 */
export class LegacyHeaders {
  private readonly image: PixelImage;
  private readonly dialect: LegacyDialect;
  private readonly written = new Map<number, MatrixShape | undefined>();

  constructor(image: PixelImage, dialect: LegacyDialect) {
    this.image = image;
    this.dialect = dialect;
  }

  readonly shapeOf: ShapeOf = (row) =>
    this.written.has(row) ? this.written.get(row) : readMatrixHeader(this.image, row);

  /** What holds after an instruction; one that is skipped changes nothing. */
  follow({ operation, operands: [a, b, c] }: LegacyInstruction): void {
    const { height } = this.image;
    if (a >= height || b >= height || c >= height) return;
    if (operation === 'DOT_RGB' || (operation === 'ADD' && this.dialect === '0.0.2'))
      this.written.set(c, undefined);
    if (operation !== 'MATMUL') return;
    const [left, right] = [this.shapeOf(a), this.shapeOf(b)];
    if (!left || !right) this.written.set(c, undefined);
    else if (left.columns === right.rows) this.written.set(c, { rows: left.rows, columns: right.columns });
  }
}
