// A cursor over the tokens of the text form: looks, takes, demands, and fails with a coded error at the right place.
import type { Position } from 'unist';
import { PxosError } from '../../diagnostics/index.ts';
import { textTooDeep, unexpectedText, unknownType } from '../../diagnostics/messages/ir.ts';
import { placeOf, type Token, tokensOf } from './tokens.ts';

const MAX_DEPTH = 1000;

export class Reader {
  private readonly tokens: readonly Token[];
  private index = 0;
  private depth = 0;

  constructor(text: string) {
    this.tokens = tokensOf(text);
  }

  get token(): Token {
    return this.tokens[this.index]!;
  }

  get next(): Token {
    return this.tokens[Math.min(this.index + 1, this.tokens.length - 1)]!;
  }

  advance(): Token {
    const token = this.token;
    if (token.kind !== 'end') this.index++;
    return token;
  }

  /** Where the cursor stands, to come back to with `back`. */
  mark(): number {
    return this.index;
  }

  back(mark: number): void {
    this.index = mark;
  }

  fail(expected: string, token = this.token): never {
    const found =
      token.kind === 'end'
        ? 'the end of the text'
        : token.kind === 'newline'
          ? 'the end of the line'
          : `\`${token.text.slice(0, 40)}\``;
    throw new PxosError(unexpectedText({ expected, found }, { place: placeOf(token) }));
  }

  /** True when the cursor stands on this word or symbol. */
  is(text: string): boolean {
    const { kind } = this.token;
    return (kind === 'word' || kind === 'symbol') && this.token.text === text;
  }

  /** Steps over this word or symbol if it is there. */
  take(text: string): boolean {
    if (!this.is(text)) return false;
    this.index++;
    return true;
  }

  expect(text: string): void {
    if (!this.take(text)) this.fail(`\`${text}\``);
  }

  /** One of these words. */
  oneOf<T extends string>(words: readonly T[], what: string): T {
    const word = words.find((candidate) => this.is(candidate));
    if (word === undefined) this.fail(`${what} (${words.join(', ')})`);
    this.index++;
    return word;
  }

  /** A name, bare or in quotes. */
  name(what = 'a name'): string {
    const { kind, text } = this.token;
    if (kind === 'string') return this.text();
    if (kind !== 'word') this.fail(what);
    this.index++;
    return text;
  }

  /** A host name: words with dots between them. */
  dottedName(): string {
    if (this.token.kind === 'string') return this.text();
    let name = this.name();
    while (this.is('.') && this.next.kind === 'word') {
      this.index++;
      name += `.${this.name()}`;
    }
    return name;
  }

  /** A string in quotes. */
  text(): string {
    const token = this.token;
    if (token.kind !== 'string') this.fail('a text in quotes');
    this.index++;
    try {
      return JSON.parse(token.text) as string;
    } catch {
      return this.fail('a text with JSON escapes', token);
    }
  }

  /** A whole number, possibly negative. */
  integer(): number {
    const sign = this.take('-') ? -1 : 1;
    const { kind, text } = this.token;
    if (kind !== 'number' || !/^\d+$/.test(text)) this.fail('a whole number');
    this.index++;
    return sign * Number(text) || 0;
  }

  /** The position that a node may carry. */
  position(): Position | undefined {
    if (this.token.kind !== 'position') return undefined;
    const numbers = /^~(\d+):(\d+)(?:\/(\d+))?-(\d+):(\d+)(?:\/(\d+))?$/.exec(this.advance().text)!;
    const point = (first: number): Position['start'] => ({
      line: Number(numbers[first]),
      column: Number(numbers[first + 1]),
      ...(numbers[first + 2] !== undefined && { offset: Number(numbers[first + 2]) }),
    });
    return { start: point(1), end: point(4) };
  }

  endOfLine(): void {
    if (this.token.kind === 'end' || this.is('}')) return;
    if (this.token.kind !== 'newline') this.fail('the end of the line');
    this.blankLines();
  }

  blankLines(): void {
    while (this.token.kind === 'newline') this.index++;
  }

  /** Items with commas between them. */
  list<T>(item: () => T): T[] {
    const items = [item()];
    while (this.take(',')) items.push(item());
    return items;
  }

  /** Reads something nested, and refuses to nest without bound. */
  nested<T>(read: () => T): T {
    if (++this.depth > MAX_DEPTH)
      throw new PxosError(textTooDeep({ limit: MAX_DEPTH }, { place: placeOf(this.token) }));
    const result = read();
    this.depth--;
    return result;
  }

  /** The type of something, which has to be known. */
  known<T>(type: T | undefined, what: string, token: Token): T {
    if (type === undefined) throw new PxosError(unknownType({ what }, { place: placeOf(token) }));
    return type;
  }
}
