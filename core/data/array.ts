// An array as it lies in memory and in files: its bytes, its element type, and its shape where one is known.
import type { ElementType } from '../ir/index.ts';

/** Elements in row order, little endian. `shape` lists the extents from the outermost (rows first); absent means a plain row. */
export interface ArrayData {
  readonly element: ElementType;
  readonly length: number;
  readonly bytes: Uint8Array;
  readonly shape?: readonly number[] | undefined;
}

/** Largest array that pxOS works on, in bytes: what one memory of 32-bit addresses holds. */
export const MAX_ARRAY_BYTES = 2 ** 32 - 2 ** 16;

/** Width and height of a two-dimensional shape, which is stored row by row. */
export function imageSize(
  shape: readonly number[] | undefined,
): { readonly width: number; readonly height: number } | undefined {
  if (shape?.length !== 2) return undefined;
  const [height, width] = shape as readonly [number, number];
  return { width, height };
}
