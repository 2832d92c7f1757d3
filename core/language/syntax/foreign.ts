// What people bring along from other languages and encodings, and what it is called here.
import type { TokenType } from 'chevrotain';
import { isOpName } from '../../ops/index.ts';
import { TOKEN } from './token-types.ts';

/** `→` whose UTF-8 bytes were read as Windows-1252, and as ISO 8859-1. */
export const DOUBLE_DECODED: readonly string[] = ['\u00e2\u2020\u2019', '\u00e2\u0086\u0092'];

/** An operator of another language: the token type that it stands for, the own operator that it means, the way out. */
export interface ForeignOperator {
  readonly text: string;
  readonly type: TokenType;
  readonly means?: string;
  readonly fix: string;
}

/** Operators of other languages, longest first. */
export const FOREIGN_OPERATORS: readonly ForeignOperator[] = [
  { text: '===', type: TOKEN.comparison, means: '==', fix: '`==`' },
  { text: '!==', type: TOKEN.comparison, means: '!=', fix: '`!=`' },
  { text: '&&', type: TOKEN.operator, means: 'AND', fix: '`AND`' },
  { text: '||', type: TOKEN.operator, means: 'OR', fix: '`OR`' },
  { text: '**', type: TOKEN.operator, means: '*', fix: '`pow(a, b)`' },
  { text: '//', type: TOKEN.bad, fix: '`/` to divide, or `#` for a comment behind a statement' },
  { text: '=>', type: TOKEN.arrow, fix: '`->` or `→`' },
  { text: '+=', type: TOKEN.bad, fix: '`ADD a b → a` or `SET a + b → a`' },
  { text: '*=', type: TOKEN.bad, fix: '`MUL a b → a` or `SET a * b → a`' },
  { text: '/=', type: TOKEN.bad, fix: '`DIV a b → a` or `SET a / b → a`' },
];

const MEANS: ReadonlyMap<string, string> = new Map(
  FOREIGN_OPERATORS.flatMap(({ text, means }): [string, string][] => (means ? [[text, means]] : [])),
);

/** The own operator that a text means; a foreign one has been reported, and reading goes on as if it were right. */
export function ownOperator(text: string): string {
  return MEANS.get(text) ?? text;
}

/** Characters of other languages and of typesetting, with the way out. */
export const FOREIGN_CHARACTERS: ReadonlyMap<string, string> = new Map<string, string>([
  [';', 'One statement stands on one line; there is no `;`.'],
  ['{', 'Blocks are opened by `:` and closed by indentation or by `ENDIF`, `ENDFOR`, `ENDWHILE`.'],
  ['}', 'Blocks are opened by `:` and closed by indentation or by `ENDIF`, `ENDFOR`, `ENDWHILE`.'],
  ['!', 'Write `NOT`.'],
  ['~', 'Write `NOT a → r`, or `not(a)` in an expression.'],
  ['?', 'Write `SELECT c a b → r`, or `select(c, a, b)` in an expression.'],
  ["'", 'Strings stand between `"`.'],
  ['“', 'Strings stand between `"`.'],
  ['”', 'Strings stand between `"`.'],
  ['\r', 'This is a carriage return alone; save the file with LF or CRLF at the ends of its lines.'],
  ['\u00a0', 'This is a no-break space; replace it by a blank.'],
  ['−', 'This is a typographic minus; write `-`.'],
  ['–', 'This is a dash; write `-`.'],
  ['—', 'This is a dash; write `-`.'],
  ['÷', 'Write `/`, or `DIV a b → r`.'],
  ['×', 'Write `*`, or `MUL a b → r`.'],
  ['≤', 'Write `<=`.'],
  ['≥', 'Write `>=`.'],
  ['≠', 'Write `!=`.'],
  ['←', 'Data flows to the right: `LOAD a[e] → v`, `SET e → v`.'],
  ...[...'⇒⟶⟹➔➙➜➝➞➡⮕▶►'].map((arrow) => [arrow, 'Write `->` or `→`.'] as const),
]);

/** Words of other languages between two values or before one, with the operator that they mean here. */
export const FOREIGN_OPERATOR_WORDS: ReadonlyMap<string, string> = new Map([
  ['and', '`AND`'],
  ['or', '`OR`'],
  ['not', '`NOT`'],
  ['is', '`==`'],
  ['IS', '`==`'],
  ['mod', '`%`'],
  ['MOD', '`%`'],
  ['div', '`/`'],
  ['DIV', '`/`'],
  ['xor', '`^`, or `xor(a, b)`'],
  ['XOR', '`^`, or `xor(a, b)`'],
]);

/** First characters of comments in other languages. */
export const COMMENT_MARKS: ReadonlySet<string> = new Set(['/', '-', '%', '*']);

/** Words of other languages that start a line, with the statement that they mean here. */
export const FOREIGN_WORDS: ReadonlyMap<string, string> = new Map<string, string>([
  ['ELSEIF', 'ELSE IF'],
  ['ELIF', 'ELSE IF'],
  ['ELSIF', 'ELSE IF'],
  ['ENDDO', 'ENDFOR'],
  ['FI', 'ENDIF'],
  ['NEXT', 'ENDFOR'],
  ['WEND', 'ENDWHILE'],
  ...['LET', 'VAR', 'CONST', 'AUTO', 'MOV', 'ASSIGN'].map((word) => [word, 'SET'] as const),
  ['LOOP', 'FOR'],
  ['REPEAT', 'FOR'],
  ['DO', 'WHILE'],
  ...['EXIT', 'STOP', 'HALT'].map((word) => [word, 'RETURN'] as const),
  ['CMP', 'COMPARE'],
  ['SUBTRACT', 'SUB'],
  ['MULTIPLY', 'MUL'],
  ['DIVIDE', 'DIV'],
  ['POWER', 'POW'],
  ['MODULO', 'MOD'],
  ['REM', 'MOD'],
  ['CAST', 'CONVERT'],
  ['GLOBAL_ID', 'THREAD_ID'],
  ['ATOMIC_INC', 'ATOMIC_ADD'],
  ['ATOMIC_DEC', 'ATOMIC_SUB'],
  ...['BARRIER', 'SYNC', '__SYNCTHREADS'].map((word) => [word, 'SYNC_THREADS'] as const),
  ['__GLOBAL__', 'GPU_KERNEL'],
  ['__DEVICE__', 'GPU_FUNCTION'],
  ['DEF', 'GPU_FUNCTION'],
  ['FUNC', 'GPU_FUNCTION'],
  ['MALLOC', 'GPU_ALLOC'],
]);

/** Index statements of other languages' members. */
const FOREIGN_INDICES: ReadonlyMap<string, string> = new Map([
  ['threadIdx', 'LOCAL_ID'],
  ['blockIdx', 'BLOCK_ID'],
  ['blockDim', 'BLOCK_SIZE'],
  ['gridDim', 'GRID_SIZE'],
]);

/** What a name with a point means here, if another language has it: an index, a function of a library. */
export function foreignMember(object: string, member: string): string | undefined {
  const index = FOREIGN_INDICES.get(object);
  if (index !== undefined && /^[xyz]$/.test(member))
    return `Write \`${index} ${member.toUpperCase()} → v\` before, and use \`v\`.`;
  return isOpName(member) ? `Operations have no library before them: \`${member}(…)\`.` : undefined;
}
