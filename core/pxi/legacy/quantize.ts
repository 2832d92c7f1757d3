// Floats as eight bits in the two historical layouts: Q1 forgets its scale, Q2 stores scale and offset in pixels 1 and 2.
//
// Every step is rounded to f32, as the tools did that wrote such files: the same numbers give the same bytes.
import { PxosError } from '../../diagnostics/index.ts';
import * as say from '../../diagnostics/messages/pixel-legacy.ts';
import type { PixelImage } from '../image.ts';
import {
  checkPlace,
  checkShape,
  gather,
  type MatrixShape,
  readMatrixHeader,
  scatter,
  writeMatrix,
  writeMatrixHeader,
} from './matrix.ts';

/** Floats row by row. */
export interface FloatMatrix extends MatrixShape {
  readonly values: Float32Array;
}

/** How bytes of a Q2 matrix stand for floats: `x = q / scale + offset`. */
export interface Quantization {
  readonly scale: number;
  readonly offset: number;
}

/** Columns of a Q2 row before the elements: header, scale, offset. */
const Q2_FRONT = 3;
const LEVELS = 255;
const { fround } = Math;

const refuse = (reason: string): PxosError => new PxosError(say.notQuantizable({ reason }));

/** Smallest number, and the distance to the largest, in f32. */
function rangeOf(values: Float32Array): { readonly low: number; readonly range: number } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    if (!Number.isFinite(value)) throw refuse(`element ${i} is ${value}`);
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (values.length === 0) return { low: 0, range: 0 };
  const range = fround(high - low);
  if (!Number.isFinite(range)) throw refuse(`its numbers reach from ${low} to ${high}`);
  return { low, range };
}

/** The nearest whole number; the even one of two that are equally near. */
function roundHalfEven(x: number): number {
  const below = Math.floor(x);
  const rest = x - below;
  if (rest !== 0.5) return rest < 0.5 ? below : below + 1;
  return below % 2 === 0 ? below : below + 1;
}

/**
 * Q1: `trunc((x - min) / (max - min) * 255)`; all 0 where all numbers are equal.
 *
 * @throws PxosError PX1134 for numbers that are not finite
 */
export function quantizeQ1(values: Float32Array): Uint8Array {
  const { low, range } = rangeOf(values);
  if (range === 0) return new Uint8Array(values.length);
  return Uint8Array.from(values, (value) => Math.trunc(fround(fround(fround(value - low) / range) * LEVELS)));
}

/** Writes floats in the layout Q1, which cannot be turned back into floats. */
export function writeQ1(image: PixelImage, row: number, { rows, columns, values }: FloatMatrix): void {
  writeMatrix(image, row, { rows, columns, elements: quantizeQ1(values) });
}

/**
 * Q2: `scale = 255 / (max - min)`, 1 where all numbers are equal; `offset = min`; `q = (x - offset) * scale`, rounded half to
 * even.
 *
 * @throws PxosError PX1134 for numbers that are not finite, or so near to one another that the scale is not
 */
export function quantizeQ2(values: Float32Array): Quantization & { readonly elements: Uint8Array } {
  const { low: offset, range } = rangeOf(values);
  const scale = range === 0 ? 1 : fround(LEVELS / range);
  if (!Number.isFinite(scale)) throw refuse(`its numbers lie within ${range}`);
  const level = (value: number): number => roundHalfEven(fround(fround(value - offset) * scale));
  const elements = Uint8Array.from(values, (value) => Math.min(LEVELS, Math.max(0, level(value))));
  return { scale, offset, elements };
}

/**
 * Writes floats in the layout Q2: pixel 1 is the scale, pixel 2 the offset (f32, little endian), elements from column 3.
 *
 * @throws PxosError PX1130, PX1131, PX1132, PX1134
 */
export function writeQ2(image: PixelImage, row: number, matrix: FloatMatrix): void {
  checkShape(matrix, matrix.values.length);
  checkPlace(image, row, matrix, Q2_FRONT);
  const { scale, offset, elements } = quantizeQ2(matrix.values);
  writeMatrixHeader(image, row, matrix);
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setFloat32(0, scale, true);
  bytes.setFloat32(4, offset, true);
  image.pixels.set(new Uint8Array(bytes.buffer), 4 * (image.width * row + 1));
  scatter(image, row, elements, Q2_FRONT);
}

/**
 * Reads a matrix of the layout Q2 back into floats: `q / scale + offset` in f32.
 *
 * @throws PxosError PX1130, PX1132; PX1134 when scale and offset are none
 */
export function readQ2(image: PixelImage, row: number): FloatMatrix & Quantization {
  const shape = row < image.height ? readMatrixHeader(image, row) : { rows: 0, columns: 0 };
  checkPlace(image, row, shape, Q2_FRONT);
  const at = 4 * (image.width * row + 1);
  const stored = new DataView(image.pixels.slice(at, at + 8).buffer);
  const [scale, offset] = [stored.getFloat32(0, true), stored.getFloat32(4, true)];
  if (!(scale > 0 && Number.isFinite(scale) && Number.isFinite(offset)))
    throw refuse(`the pixels behind its header give the scale ${scale} and the offset ${offset}`);
  const elements = gather(image, row, shape.rows * shape.columns, Q2_FRONT);
  const values = Float32Array.from(elements, (q) => fround(fround(q / scale) + offset));
  return { ...shape, values, scale, offset };
}
