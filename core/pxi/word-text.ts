// A pixel as text: eight hexadecimal digits in the order of the file, R first, as messages and assembly write it.

/** The bytes of a word in the order of the file: R, G, B, A. */
export const bytesOfWord = (word: number): readonly number[] =>
  [0, 8, 16, 24].map((shift) => (word >>> shift) & 255);

/** A word as its four bytes: `c0505801`. */
export const hexOf = (word: number): string =>
  bytesOfWord(word)
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');

/** The word of eight hexadecimal digits; `undefined` for other text. */
export function wordOfHex(text: string): number | undefined {
  if (!/^[0-9a-f]{8}$/i.test(text)) return undefined;
  const [r = 0, g = 0, b = 0, a = 0] = [0, 2, 4, 6].map((at) => Number.parseInt(text.slice(at, at + 2), 16));
  return (r | (g << 8) | (b << 16) | (a << 24)) >>> 0;
}
