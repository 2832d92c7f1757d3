// Which words start a statement where: read from the operation table and the statement table, never listed again.
import type { TokenType } from 'chevrotain';
import {
  OPERATIONS,
  RESERVED_WORDS,
  STATEMENTS,
  type Statement,
  type StatementPlace,
} from '../../ops/index.ts';
import { START, TOKEN } from './token-types.ts';

/** A word that starts a statement: the kind that the layout looks at, and the token type for the grammar. */
export interface Keyword {
  readonly word: string;
  readonly kind: string;
  /** Absent for words that only the layout sees, such as `ENDIF`. */
  readonly type?: TokenType | undefined;
}

function typeOf(kind: string): TokenType | undefined {
  return kind in START ? START[kind as keyof typeof START] : undefined;
}

function keywords(place: StatementPlace): [string, Keyword][] {
  return STATEMENTS.filter((entry) => entry.place === place).map(({ keyword, kind }: Statement) => [
    keyword,
    { word: keyword, kind, type: typeOf(kind) },
  ]);
}

/** Words that start a line, by place. */
export const KEYWORDS: Readonly<Record<StatementPlace, ReadonlyMap<string, Keyword>>> = {
  thread: new Map<string, Keyword>([
    ...OPERATIONS.map(({ keyword }): [string, Keyword] => [
      keyword,
      { word: keyword, kind: 'operation', type: START.operation },
    ]),
    ...keywords('thread'),
  ]),
  declaration: new Map(keywords('declaration')),
  host: new Map(keywords('host')),
};

/** How many tokens stand before the bare path of a statement that has one. */
export const PATH_AFTER: ReadonlyMap<string, number> = new Map(
  STATEMENTS.flatMap(({ keyword, kind }): [string, number][] =>
    kind === 'read-file' || kind === 'read-image'
      ? [[keyword, 1]]
      : kind === 'write-file' || kind === 'write-image'
        ? [[keyword, 3]]
        : [],
  ),
);
/** Statements whose operands have no grammar yet: the rest of their line is skipped. */
export const WITHOUT_GRAMMAR: ReadonlySet<string> = new Set(
  STATEMENTS.filter(({ kind }) => kind === 'reserved').map(({ keyword }) => keyword),
);

/** What a call of a function of the file is to the grammar. */
export const CALL: Keyword = { word: '', kind: 'call', type: START.call };

const RESERVED = new Set(RESERVED_WORDS);

/** True for words that are never names. */
export function isReserved(word: string): boolean {
  return RESERVED.has(word) || word.startsWith('GPU_');
}

const WITHIN_LINE: ReadonlyMap<string, TokenType> = new Map<string, TokenType>([
  ...RESERVED_WORDS.map((word): [string, TokenType] => [word, TOKEN.reserved]),
  ['AND', TOKEN.operator],
  ['OR', TOKEN.operator],
  ['NOT', TOKEN.not],
  ['BLOCKS', TOKEN.blocks],
  ['THREADS', TOKEN.threads],
  ['WITH', TOKEN.with],
]);

/** The token type of a word that does not start its line. */
export function typeWithinLine(word: string): TokenType {
  // Reserved words are upper-case and short: most names are told apart by their first letter.
  const first = word.charCodeAt(0);
  if (first > 90 || first < 65) return TOKEN.name;
  return WITHIN_LINE.get(word) ?? (word.startsWith('GPU_') ? TOKEN.reserved : TOKEN.name);
}
