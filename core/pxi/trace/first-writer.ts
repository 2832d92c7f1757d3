// Which instruction two executors began to differ at, as far as their final images tell.
import type { PixelRange, StepOutline } from './outline.ts';

/** The first place of a pixel in an ascending list, or where it would be. */
function placeOf(pixels: Uint32Array, pixel: number): number {
  let [low, high] = [0, pixels.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (pixels[middle]! < pixel) low = middle + 1;
    else high = middle;
  }
  return low;
}

const NOBODY = -1;

/**
 * The earliest step that is the last one to write a pixel in which images differ. What that step wrote is still there, so
 * one of the executors went wrong in it or before it; later differences may only follow from this one. No step when none
 * wrote such a pixel.
 *
 * @param trace steps in the order in which they ran
 * @param differing pixels in which the images differ, ascending: `differingPixels`
 * @example
 * firstWriterOf(traceImage(image), differingPixels(wanted, got))?.text // 'MATMUL 1 3 21'
 */
export function firstWriterOf<S extends Pick<StepOutline, 'written'>>(
  trace: Iterable<S>,
  differing: Uint32Array,
): S | undefined {
  const writers = new Int32Array(differing.length).fill(NOBODY);
  const steps: S[] = [];
  const touch = ([first, end]: PixelRange): boolean => {
    const [from, to] = [placeOf(differing, first), placeOf(differing, end)];
    writers.fill(steps.length, from, to);
    return from < to;
  };
  for (const step of trace) {
    const touched = step.written.map(touch);
    if (touched.includes(true)) steps.push(step);
  }
  const earliest = writers.reduce((least, k) => (k === NOBODY ? least : Math.min(least, k)), steps.length);
  return steps[earliest];
}
