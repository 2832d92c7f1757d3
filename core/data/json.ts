// JSON arrays of numbers and booleans: an own reader, so that a wrong number is shown with its line and column.
import { constants } from 'node:buffer';
import type { Position } from 'unist';
import { type Diagnostic, PxosError } from '../diagnostics/index.ts';
import * as say from '../diagnostics/messages/data.ts';
import { bytesOf, type ElementType, valueTypeOf } from '../ir/index.ts';
import type { ArrayData } from './array.ts';
import { elementsOf } from './elements.ts';
import { misfit } from './misfit.ts';

/** One value, or the start of what is none: NaN, Infinity, words, strings. */
const TOKEN = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|[-+]?(?:NaN|nan|Infinity|inf)\b|"|[A-Za-z_]\w*/y;
class JsonReader {
  readonly #path: string;
  readonly #text: string;
  #at = 0;

  constructor(path: string, text: string) {
    this.#path = path;
    this.#text = text;
  }

  fail(
    make: (placement: { place: Position; file: string }) => Diagnostic,
    start: number,
    end: number,
  ): never {
    const point = (offset: number) => {
      const before = this.#text.slice(0, offset);
      const lineStart = before.lastIndexOf('\n') + 1;
      return { line: before.split('\n').length, column: offset - lineStart + 1, offset };
    };
    throw new PxosError(make({ file: this.#path, place: { start: point(start), end: point(end) } }));
  }

  unexpected(expected: string): never {
    const path = this.#path;
    const character = this.#text[this.#at];
    const found = character === undefined ? 'its end' : `\`${character === '`' ? "'" : character}\``;
    const end = Math.min(this.#at + 1, this.#text.length);
    return this.fail((placement) => say.jsonSyntax({ path, found, expected }, placement), this.#at, end);
  }

  skip(): string | undefined {
    while (/[ \t\r\n]/.test(this.#text[this.#at] ?? '')) this.#at++;
    return this.#text[this.#at];
  }

  take(character: string): boolean {
    if (this.skip() !== character) return false;
    this.#at++;
    return true;
  }

  value(element: ElementType): number | boolean {
    const path = this.#path;
    if (this.skip() === '[') this.fail((p) => say.jsonNested({ path }, p), this.#at, this.#at + 1);
    TOKEN.lastIndex = this.#at;
    const token = TOKEN.exec(this.#text)?.[0];
    const wanted = element === 'bool' ? 'true or false' : 'a number';
    if (token === undefined || token === '"') return this.unexpected(wanted);
    const [start, end] = [this.#at, this.#at + token.length];
    if (/^[-+]?(NaN|nan|Infinity|inf)$/.test(token))
      this.fail((p) => say.jsonNotFinite({ path, token }, p), start, end);
    if (/^[A-Za-z_]/.test(token) && token !== 'true' && token !== 'false')
      this.fail((p) => say.jsonSyntax({ path, found: `\`${token}\``, expected: wanted }, p), start, end);
    const value = token === 'true' ? true : token === 'false' ? false : Number(token);
    const range = misfit(element, value);
    if (range !== undefined)
      this.fail((p) => say.jsonValue({ path, text: token, element, range }, p), start, end);
    this.#at = end;
    return value;
  }

  /** Gives each element to `set`, in order, and how many there are. */
  array(element: ElementType, set: (index: number, value: number | boolean) => void): number {
    let length = 0;
    if (!this.take('[')) this.unexpected('`[`');
    if (!this.take(']')) {
      do set(length++, this.value(element));
      while (this.take(','));
      if (!this.take(']')) this.unexpected('`,` or `]`');
    }
    if (this.skip() !== undefined) this.unexpected('the end');
    return length;
  }
}

/** Most elements that the text can have: one more than it has commas. */
function mostElements(bytes: Uint8Array): number {
  const comma = 0x2c;
  let most = 1;
  for (let at = bytes.indexOf(comma); at >= 0; at = bytes.indexOf(comma, at + 1)) most++;
  return most;
}

/**
 * Reads `[1, 2, 3]`; every number must fit the type.
 *
 * @throws PxosError PX0707 too long for a text · PX0725 no array · PX0726 NaN, Infinity · PX0727 nested · PX0728 does not
 * fit; the latter with line and column
 */
export function decodeJson(path: string, bytes: Uint8Array, element: ElementType): ArrayData {
  if (bytes.byteLength > constants.MAX_STRING_LENGTH)
    throw new PxosError(
      say.jsonTooLarge({ path, bytes: bytes.byteLength, limit: constants.MAX_STRING_LENGTH }),
    );
  const size = bytesOf(element);
  // A list of numbers would take many times the memory of the array.
  const out = new Uint8Array(mostElements(bytes) * size);
  const { set } = elementsOf(element, out);
  const length = new JsonReader(path, new TextDecoder().decode(bytes)).array(element, set);
  return { element, length, bytes: out.subarray(0, length * size) };
}

/** Elements that are made text at once: no text holds a large array. */
const PART = 65536;

/**
 * Writes all elements on one line; f32 values with as many digits as read back the same.
 *
 * @throws PxosError PX0729 for NaN and infinities
 */
export function encodeJson(path: string, array: ArrayData): Uint8Array {
  const view = elementsOf(array.element, array.bytes);
  const parts: Uint8Array[] = [];
  for (let start = 0; start < array.length; start += PART) {
    const texts: string[] = [];
    for (let i = start; i < Math.min(start + PART, array.length); i++) {
      const value = view.get(i);
      if (typeof value === 'number' && !Number.isFinite(value))
        throw new PxosError(say.jsonCannotHold({ path, value: String(value), index: i }));
      texts.push(formatValue(array.element, value));
    }
    parts.push(Buffer.from(`${start > 0 ? ', ' : ''}${texts.join(', ')}`));
  }
  return Buffer.concat([Buffer.from('['), ...parts, Buffer.from(']\n')]);
}

/** The shortest decimal that reads back as the same element. */
export function formatValue(element: ElementType, value: number | boolean): string {
  if (typeof value === 'boolean') return String(value);
  if (Object.is(value, -0)) return '-0';
  if (valueTypeOf(element) !== 'f32' || !Number.isFinite(value)) return String(value);
  for (let digits = 1; digits <= 9; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return String(Number(text));
  }
  return String(value);
}
