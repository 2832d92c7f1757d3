// What a word that starts a line and is no statement probably means.
import { didYouMean } from '../../diagnostics/index.ts';
import type { StatementPlace } from '../../ops/index.ts';
import { FOREIGN_WORDS } from './foreign.ts';
import { KEYWORDS, type Keyword } from './keywords.ts';

const PLACES: readonly StatementPlace[] = ['thread', 'declaration', 'host'];

/** Suggests statements and functions; each word is looked up once, as a wrong file may repeat it on every line. */
export class Suggestions {
  readonly #functions: ReadonlySet<string>;
  readonly #known = new Map<string, string | undefined>();

  /** @param functions names of the functions of the file */
  constructor(functions: ReadonlySet<string>) {
    this.#functions = functions;
  }

  /** The word that was probably meant, one of `place` before others. */
  suggest(word: string, place: StatementPlace): string | undefined {
    const key = `${place} ${word}`;
    if (!this.#known.has(key)) this.#known.set(key, this.#search(word, place));
    return this.#known.get(key);
  }

  #search(word: string, place: StatementPlace): string | undefined {
    const places = [place, ...PLACES.filter((other) => other !== place)];
    const candidates = places.flatMap((other) => [...KEYWORDS[other].keys()]);
    const upper = word.toUpperCase();
    const foreign = FOREIGN_WORDS.get(upper);
    if (foreign !== undefined) return foreign;
    if (candidates.includes(upper)) return upper;
    // A single letter is close to everything.
    if (word.length === 1) return undefined;
    return didYouMean(word, [...candidates, ...(place === 'thread' ? this.#functions : [])]);
  }
}

/** The keyword of a suggestion, if it is no function. */
export function suggestedKeyword(suggestion: string | undefined): Keyword | undefined {
  if (suggestion === undefined) return undefined;
  const word = suggestion === 'ELSE IF' ? 'ELSE' : suggestion;
  return KEYWORDS.thread.get(word) ?? KEYWORDS.declaration.get(word) ?? KEYWORDS.host.get(word);
}
