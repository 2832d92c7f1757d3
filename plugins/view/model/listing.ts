// Code as a listing: every instruction on a line, moved to the right inside of blocks.
import type { InspectedCode } from 'pxos/browser';

export interface ListingLine {
  readonly pixel: number;
  readonly operation: string;
  readonly operands: string;
  /** How many blocks it stands in. */
  readonly depth: number;
}

const OPENS = new Set(['IF', 'LOOP', 'FOR']);
const CLOSES = new Set(['END', 'NEXT']);

/** The lines of a kernel or a function. */
export function listingOf({ instructions }: Pick<InspectedCode, 'instructions'>): readonly ListingLine[] {
  let depth = 0;
  return instructions.map(({ pixel, text }) => {
    const [operation = '', ...rest] = text.split(' ');
    if (CLOSES.has(operation)) depth = Math.max(0, depth - 1);
    const line = {
      pixel,
      operation,
      operands: rest.join(' '),
      depth: operation === 'ELSE' ? Math.max(0, depth - 1) : depth,
    };
    if (OPENS.has(operation)) depth++;
    return line;
  });
}
