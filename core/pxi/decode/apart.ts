// What arrays that lie over one another take once each has memory of its own, and how much of that is allowed.
import type { Diagnostic, Placement } from '../../diagnostics/index.ts';
import { arraysApart } from '../../diagnostics/messages/pixel-run.ts';
import type { PixelImage } from '../image.ts';
import { type ArrayPlace, elementsOf } from '../words/arrays.ts';

/** Bytes of an array in memory of its own. */
export const bytesApart = (array: Pick<ArrayPlace, 'rows' | 'columns' | 'type'>): number =>
  elementsOf(array) * 2 ** (array.type & 3);

/** Of the image's own bytes, and some in any case: arrays beside each other never take more than the image. */
const TIMES = 4;
const ALWAYS = 2 ** 24;

/** Says when so many bytes of arrays are so much more than the image that the arrays must stay there. */
export function apartFault(
  bytes: number,
  { pixels }: Pick<PixelImage, 'pixels'>,
  placement: Placement = {},
): Diagnostic | undefined {
  const limit = TIMES * pixels.length + ALWAYS;
  return bytes > limit ? arraysApart({ bytes, limit }, placement) : undefined;
}
