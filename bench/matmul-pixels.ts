// Matrices in the red channel of a version 1.0 image: where their elements are, gathered and scattered.

/** Columns of the image: the first one of a matrix's first row holds its header, the others elements. */
export const WIDTH = 1024;
const STRIDE = WIDTH - 1;
const CHANNELS = 4;

export interface PixelMatrix {
  readonly pixels: Uint8Array;
  /** The image row that it begins in. */
  readonly start: number;
  readonly rows: number;
  readonly columns: number;
}

/** Image rows that a matrix takes. */
export const rowsTaken = (elements: number): number => Math.ceil(elements / STRIDE);

/** Index of the byte of element i. */
export const placeOf = (start: number, i: number): number =>
  CHANNELS * ((start + Math.floor(i / STRIDE)) * WIDTH + 1 + (i % STRIDE));

/** Calls `visit` for each run of elements that lie side by side: the first element, the byte where it is, how many. */
function forEachRun(
  { start, rows, columns }: PixelMatrix,
  visit: (element: number, byte: number, count: number) => void,
): void {
  const elements = rows * columns;
  for (let i = 0; i < elements; i += STRIDE) visit(i, placeOf(start, i), Math.min(STRIDE, elements - i));
}

/** Copies the elements of a matrix into an array. */
export function gather(matrix: PixelMatrix, into: Uint8Array): void {
  const { pixels } = matrix;
  forEachRun(matrix, (element, byte, count) => {
    for (let k = 0; k < count; k++) into[element + k] = pixels[byte + CHANNELS * k]!;
  });
}

/** Copies the elements of an array into a matrix; the other channels stay. */
export function scatter(from: Uint8Array, matrix: PixelMatrix): void {
  const { pixels } = matrix;
  forEachRun(matrix, (element, byte, count) => {
    for (let k = 0; k < count; k++) pixels[byte + CHANNELS * k] = from[element + k]!;
  });
}

/** The baseline: three loops, each product read from its two pixels; sums are clamped to 8 bits. */
export function multiplyPixels(left: PixelMatrix, right: PixelMatrix, product: PixelMatrix): void {
  const [a, b, inner, columns] = [left.pixels, right.pixels, left.columns, right.columns];
  const [leftStart, rightStart] = [left.start, right.start];
  for (let row = 0; row < left.rows; row++)
    for (let column = 0; column < columns; column++) {
      let sum = 0;
      for (let k = 0; k < inner; k++)
        sum += a[placeOf(leftStart, row * inner + k)]! * b[placeOf(rightStart, k * columns + column)]!;
      product.pixels[placeOf(product.start, row * columns + column)] = Math.min(255, sum);
    }
}
