// The pixels of a program while they are read, with what every part of the reader asks of them.
import * as messages from '../../diagnostics/messages/pixel-structure.ts';
import { hexOf } from '../word-text.ts';
import { DIRECTORY } from './directory.ts';
import type { Problems } from './problems.ts';

/** The pixels while they are read. */
export interface Reading {
  readonly words: Uint32Array;
  readonly problems: Problems;
}

/** True when `count` pixels from `first` lie behind the directory and inside the image; says so at `pixel` when not. */
export function inImage(
  { words, problems }: Reading,
  { first, count, what, pixel }: { first: number; count: number; what: string; pixel: number },
): boolean {
  const end = first + count;
  if (first >= DIRECTORY && end <= words.length) return true;
  problems.add(messages.outsideImage, pixel, { what, first, end, pixels: words.length });
  return false;
}

/** Reports bits that must be 0. */
export function zero({ words, problems }: Reading, pixel: number, bits: number, what: string): void {
  const word = words[pixel]!;
  if ((word & bits) !== 0) problems.add(messages.strayBits, pixel, { found: hexOf(word), what });
}
