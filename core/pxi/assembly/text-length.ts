// Bounds how long the assembly of an image may get: a small file can hold many arrays over the same millions of pixels.
import { PxosError } from '../../diagnostics/index.ts';
import * as say from '../../diagnostics/messages/pixel-tools.ts';

/** Words of elements and of pixels that a text has at most. */
const MOST_WORDS = 2 ** 23;
/** Elements that are read as fast as one is written. */
const PER_READ = 32;

/** Counts the words of one text. */
export class TextLength {
  private words = 0;

  /**
   * Counts words that are about to be written.
   *
   * @throws PxosError PX1404 when they are too many
   */
  add(words: number): void {
    this.words += words;
    if (this.words > MOST_WORDS) throw new PxosError(say.assemblyTooLong({ limit: MOST_WORDS }));
  }

  /** Counts elements that are read and perhaps not written, since all are 0. */
  addRead(elements: number): void {
    this.add(Math.ceil(elements / PER_READ));
  }
}
