// The tokens that the layout hands to the grammar: lines as they are, and marks where bodies open and close.
import type { TokenType } from 'chevrotain';
import { endOffset, makeToken, retype, START, TOKEN, type Token } from './token-types.ts';

/** The line at hand: its tokens from `start` up to `end`, where its newline stands. */
export interface Line {
  readonly first: Token;
  readonly start: number;
  readonly end: number;
}

/** Collects tokens line by line. */
export class LayoutOutput {
  readonly tokens: Token[] = [];
  readonly #source: readonly Token[];

  /** @param source the lexer's tokens, which lines point into */
  constructor(source: readonly Token[]) {
    this.#source = source;
  }

  /** The last token so far; a line always comes before the first mark. */
  get last(): Token {
    return this.tokens[this.tokens.length - 1]!;
  }

  /** A line with its newline; its first word becomes `type`. */
  line({ first, start, end }: Line, type: TokenType): void {
    retype(first, type);
    for (let i = start; i <= end; i++) this.tokens.push(this.#source[i]!);
  }

  /** A header up to its colon, without its newline, and the mark that opens its body. Words up to `from` are left out. */
  header(line: Line, type: TokenType, from = line.start + 1): void {
    retype(line.first, type);
    this.tokens.push(line.first);
    const colon = this.colonOf(line);
    for (let i = from; i <= colon; i++) this.tokens.push(this.#source[i]!);
    this.#mark(TOKEN.bodyOpen);
  }

  /** `GPU_THREAD_CODE:` where it is missing, before the line that starts with `next`. */
  missingCode(next: Token): void {
    const { startOffset, startLine, startColumn } = next;
    this.tokens.push(makeToken(START.code, '', startOffset, startLine, startColumn, 0));
    this.tokens.push(makeToken(TOKEN.colon, '', startOffset, startLine, startColumn, 0));
    this.#mark(TOKEN.bodyOpen);
  }

  /** The end of a body: its closer, or a mark behind the last token. */
  closeBody(closer: Token | undefined): void {
    if (closer) {
      retype(closer, TOKEN.bodyClose);
      this.tokens.push(closer);
    } else this.#mark(TOKEN.bodyClose);
  }

  /** Index of the colon of a header; of the last token of the line where there is none. */
  colonOf({ start, end }: Line): number {
    for (let i = start; i < end; i++) if (this.#source[i]!.tokenType === TOKEN.colon) return i;
    return end - 1;
  }

  #mark(type: TokenType): void {
    const { last } = this;
    const { length } = last.image;
    this.tokens.push(makeToken(type, '', endOffset(last), last.startLine, last.startColumn + length, 0));
  }
}
