// The instruction ribbon: the steps of a program in order, with names in place of numbers, ready to be shown.
import type { Inspection } from 'pxos/browser';
import { nameOf } from './describe-pixel.ts';
import { bytesText } from './numbers.ts';

/** A link of the ribbon. */
export interface RibbonLink {
  readonly index: number;
  /** Where the instruction stands. */
  readonly pixel: number;
  readonly operation: string;
  /** What it works on, with the names of arrays and kernels. */
  readonly operands: string;
  /** As `pxos dis` prints it. */
  readonly assembly: string;
  /** Shapes of its arrays. */
  readonly shapes: string;
  /** R, G, B and A of its first pixel. */
  readonly bytes: string;
}

/** What is known of a step, before or after it was executed. */
export interface StepText {
  readonly pixel: number;
  readonly text: string;
  readonly shapes: readonly string[];
}

/** Links for the first `most` steps. */
export function ribbonOf(
  steps: readonly StepText[],
  inspection: Inspection,
  words: Uint32Array,
  most: number,
): readonly RibbonLink[] {
  const names = new Map<string, string>();
  for (const record of [...inspection.arrays, ...inspection.code])
    if (record.name !== undefined) names.set(`@${record.number}`, nameOf(record));
  return steps.slice(0, most).map(({ pixel, text, shapes }, index) => {
    const [operation = '', ...rest] = text.split(' ');
    return {
      index,
      pixel,
      operation,
      operands: rest.map((word) => names.get(word) ?? word).join(' '),
      assembly: text,
      shapes: shapes.map((shape) => shape.replace('x', '×')).join(' · '),
      bytes: bytesText(words[pixel] ?? 0),
    };
  });
}
