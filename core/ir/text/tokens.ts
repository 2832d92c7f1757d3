// Cuts the IR's text form into tokens with one sticky regular expression.

import { PxosError } from '../../diagnostics/index.ts';
import { unreadableText } from '../../diagnostics/messages/ir.ts';

export type TokenKind = 'word' | 'string' | 'number' | 'symbol' | 'position' | 'newline' | 'end';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

const PATTERN =
  /(?<blank>[ \t\r]+|#[^\n]*)|(?<newline>\n)|(?<word>[A-Za-z_]\w*)|(?<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?[ud]?)|(?<string>"(?:[^"\\\n]|\\.)*")|(?<position>~\d+:\d+(?:\/\d+)?-\d+:\d+(?:\/\d+)?)|(?<symbol>->|\.\.|<<|>>|<=|>=|==|!=|[-+*/%&|^<>()[\]{}:,.=$@!])/y;
const KINDS = ['newline', 'word', 'number', 'string', 'position', 'symbol'] as const;

/** The place of a token, for diagnostics. */
export function placeOf(token: Token) {
  const { line, column, offset } = token;
  const length = token.kind === 'newline' || token.kind === 'end' ? 0 : token.text.length;
  return {
    start: { line, column, offset },
    end: { line, column: column + length, offset: offset + length },
  };
}

/**
 * The tokens of a text, an `end` token last; comments (`# …`) and blanks are left out.
 * @throws PxosError PX0901 at a character that starts no token.
 */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let lineStart = 0;
  PATTERN.lastIndex = 0;
  for (let offset = 0; offset < text.length; ) {
    const groups = PATTERN.exec(text)?.groups;
    const column = offset - lineStart + 1;
    const kind =
      groups && (groups.blank !== undefined ? 'blank' : KINDS.find((k) => groups[k] !== undefined));
    if (!groups || !kind) {
      const token: Token = { kind: 'symbol', text: text[offset]!, line, column, offset };
      const found = JSON.stringify(String.fromCodePoint(text.codePointAt(offset)!));
      throw new PxosError(unreadableText({ found }, { place: placeOf(token) }));
    }
    if (kind !== 'blank') tokens.push({ kind, text: groups[kind]!, line, column, offset });
    offset = PATTERN.lastIndex;
    if (kind === 'newline') {
      line++;
      lineStart = offset;
    }
  }
  tokens.push({ kind: 'end', text: '', line, column: text.length - lineStart + 1, offset: text.length });
  return tokens;
}
