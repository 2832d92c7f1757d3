// Compares what two runners made of one program: byte for byte, and where they first differ.
import { elementsOf, formatValue } from '../data/index.ts';
import { arrayOf, type ExecutedRun } from './execute.ts';
import type { PreparedRun } from './prepared.ts';

/** The first element in which two runs differ, and how many do. */
export interface Difference {
  readonly name: string;
  readonly index: number;
  readonly left: string;
  readonly right: string;
  readonly count: number;
}

/** `undefined` when all outputs are equal to the byte; NaNs of different bits differ. */
export function firstDifference(
  prepared: PreparedRun,
  a: ExecutedRun,
  b: ExecutedRun,
): Difference | undefined {
  for (const output of prepared.outputs) {
    const [left, right] = [arrayOf(output, a).bytes, arrayOf(output, b).bytes];
    if (Buffer.compare(left, right) === 0) continue;
    const { element, length, name } = output;
    const size = left.byteLength / length;
    const differs = (i: number): boolean =>
      Buffer.compare(left.subarray(i * size, (i + 1) * size), right.subarray(i * size, (i + 1) * size)) !== 0;
    const different = Array.from({ length }, (_, i) => i).filter(differs);
    const [index = 0] = different;
    const show = (bytes: Uint8Array): string => formatValue(element, elementsOf(element, bytes).get(index));
    return { name, index, left: show(left), right: show(right), count: different.length };
  }
  return undefined;
}
