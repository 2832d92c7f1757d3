// What people bring along from other languages and encodings, and what it is called here.
import type { TokenType } from 'chevrotain';
import { TOKEN } from './token-types.ts';

/** `→` whose UTF-8 bytes were read as Windows-1252, and as ISO 8859-1. */
export const DOUBLE_DECODED: readonly string[] = ['\u00e2\u2020\u2019', '\u00e2\u0086\u0092'];

/** Operators of other languages, longest first, each with the token type that it stands for. */
export const FOREIGN_OPERATORS: readonly {
  readonly text: string;
  readonly type: TokenType;
  readonly fix: string;
}[] = [
  { text: '===', type: TOKEN.comparison, fix: '`==`' },
  { text: '!==', type: TOKEN.comparison, fix: '`!=`' },
  { text: '&&', type: TOKEN.operator, fix: '`AND`' },
  { text: '||', type: TOKEN.operator, fix: '`OR`' },
  { text: '**', type: TOKEN.operator, fix: '`pow(a, b)`' },
  { text: '//', type: TOKEN.bad, fix: '`/` to divide, or `#` for a comment behind a statement' },
  { text: '=>', type: TOKEN.arrow, fix: '`->` or `→`' },
  { text: '+=', type: TOKEN.bad, fix: '`ADD a b → a` or `SET a + b → a`' },
  { text: '*=', type: TOKEN.bad, fix: '`MUL a b → a` or `SET a * b → a`' },
  { text: '/=', type: TOKEN.bad, fix: '`DIV a b → a` or `SET a / b → a`' },
];

/** Characters of other languages and of typesetting, with the way out. */
export const FOREIGN_CHARACTERS: ReadonlyMap<string, string> = new Map([
  [';', 'One statement stands on one line; there is no `;`.'],
  ['{', 'Blocks are opened by `:` and closed by indentation or by `ENDIF`, `ENDFOR`, `ENDWHILE`.'],
  ['}', 'Blocks are opened by `:` and closed by indentation or by `ENDIF`, `ENDFOR`, `ENDWHILE`.'],
  ['!', 'Write `NOT`.'],
  ['~', 'Write `NOT a → r`, or `not(a)` in an expression.'],
  ['?', 'Write `SELECT c a b → r`, or `select(c, a, b)` in an expression.'],
  ["'", 'Strings stand between `"`.'],
  ['“', 'Strings stand between `"`.'],
  ['”', 'Strings stand between `"`.'],
  ['\u00a0', 'This is a no-break space; replace it by a blank.'],
  ['−', 'This is a typographic minus; write `-`.'],
  ['–', 'This is a dash; write `-`.'],
  ['×', 'Write `*`, or `MUL a b → r`.'],
  ['≤', 'Write `<=`.'],
  ['≥', 'Write `>=`.'],
  ['≠', 'Write `!=`.'],
  ['⇒', 'Write `->` or `→`.'],
  ['⟶', 'Write `->` or `→`.'],
  ['➔', 'Write `->` or `→`.'],
  ['➜', 'Write `->` or `→`.'],
]);

/** Words of other languages that start a line, with the statement that they mean here. */
export const FOREIGN_WORDS: ReadonlyMap<string, string> = new Map([
  ['ELSEIF', 'ELSE IF'],
  ['ELIF', 'ELSE IF'],
  ['ELSIF', 'ELSE IF'],
  ['LET', 'SET'],
  ['VAR', 'SET'],
  ['LOOP', 'FOR'],
]);
