// Looks ahead for the line that starts or ends a kernel or function: a host statement in thread code is misplaced, or GPU_END is missing.
import type { Token } from './token-types.ts';

const UNIT_WORDS: ReadonlySet<string> = new Set(['GPU_KERNEL', 'GPU_FUNCTION', 'GPU_END']);

/** The boundaries of the kernels and functions of a file; asked from its start to its end, it reads each token once. */
export class UnitBoundaries {
  readonly #tokens: readonly Token[];
  #next = -1;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** Whether behind token `index` GPU_END comes before another kernel or function. */
  endFollows(index: number): boolean {
    const tokens = this.#tokens;
    if (this.#next < index)
      for (this.#next = index; this.#next < tokens.length; this.#next++) {
        const { indent, image } = tokens[this.#next]!;
        if (indent > 0 && UNIT_WORDS.has(image)) break;
      }
    return tokens[this.#next]?.image === 'GPU_END';
  }
}
