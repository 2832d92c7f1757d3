// Changes to the words of a version 1.1 program that hit what has a meaning: directory, records, steps, instructions, pixels.
import { createImage, type PixelImage, wordsOf } from '../../core/pxi/index.ts';
import { OPCODES } from '../../core/pxi/words/opcodes.ts';
import type { Random } from '../random/random.ts';

/** Numbers on which checks of ranges turn. */
const CORNERS = [
  0,
  1,
  2,
  3,
  4,
  7,
  8,
  15,
  16,
  127,
  128,
  255,
  256,
  257,
  4096,
  65535,
  65536,
  2 ** 28,
  2 ** 31,
  2 ** 32 - 1,
];

const DIRECTORY = 8;
const BYTES = [0, 1, 2, 3] as const;

const withByte = (word: number, k: number, byte: number): number =>
  ((word & ~(255 << (8 * k))) | ((byte & 255) << (8 * k))) >>> 0;

/** First pixel and number of pixels of something in the image, as far as the image reaches. */
interface Range {
  readonly first: number;
  readonly count: number;
}

/** Where the parts of the program lie by what its own words say, right or wrong. */
function parts(words: Uint32Array): { table: Range; steps: Range; code: Range[] } {
  const at = (k: number): number => words[k] ?? 0;
  const inside = (first: number, count: number): Range => ({
    first: Math.min(first, words.length - 1),
    count: Math.max(1, Math.min(count, words.length - first)),
  });
  const code: Range[] = [];
  for (let k = 1; k < Math.min(at(4), 64); k++) {
    const record = at(3) + 4 * k;
    const kind = at(record + 1) >>> 24;
    if (kind === 2 || kind === 3) code.push(inside(at(record), at(record + 1) & 0xffffff));
  }
  return { table: inside(at(3), 4 * at(4)), steps: inside(at(5), at(6)), code };
}

const someIn = (random: Random, { first, count }: Range): number => first + random.integer(0, count - 1);

function instruction(random: Random): number {
  const { code } = random.pick(OPCODES);
  const small = (): number => random.integer(0, random.chance(0.8) ? 6 : 255);
  return (code | (small() << 8) | (small() << 16) | (small() << 24)) >>> 0;
}

type Change = (words: Uint32Array, random: Random, where: number) => void;

const CHANGES: readonly Change[] = [
  (words, random, at) => {
    words[at] = (words[at]! ^ (1 << random.integer(0, 31))) >>> 0;
  },
  (words, random, at) => {
    words[at] = withByte(words[at]!, random.pick(BYTES), random.integer(0, random.chance(0.7) ? 8 : 255));
  },
  (words, random, at) => {
    words[at] = random.pick(CORNERS);
  },
  (words, random, at) => {
    words[at] = (words[at]! + random.pick([1, -1, 256, 65536, 8, -8])) >>> 0;
  },
  (words, random, at) => {
    words[at] = words[random.integer(0, words.length - 1)]!;
  },
  (words, random, at) => {
    words[at] = instruction(random);
  },
  (words, random, at) => {
    words[at] = random.bits();
  },
];

/** Shifts the words of a range by one, so that a pixel is missing or doubled. */
function shift(words: Uint32Array, { first, count }: Range, random: Random): void {
  const at = first + random.integer(0, count - 1);
  if (random.chance(0.5)) words.copyWithin(at, at + 1, first + count);
  else words.copyWithin(at + 1, at, first + count - 1);
}

/** Two pixels of a range change places. */
function swap(words: Uint32Array, range: Range, random: Random): void {
  const [a, b] = [someIn(random, range), someIn(random, range)];
  [words[a], words[b]] = [words[b]!, words[a]!];
}

/** Gas that lets no program run long; a stored 0 would stand for 2^24. */
function limitGas(words: Uint32Array, random: Random): void {
  if (words[2]! >>> 16 < 32) words[2] = withByte(words[2]!, 2, random.integer(1, 7));
}

/** The program with one to three changes; sometimes the same words in an image of another width. */
export function mutateWords(image: PixelImage, random: Random): PixelImage {
  const width = random.chance(0.04) ? random.integer(1, 2 * image.width) : image.width;
  const height = Math.ceil(image.pixels.length / 4 / width);
  const result = createImage(width, height);
  result.pixels.set(image.pixels);
  const words = wordsOf(result);
  const { table, steps, code } = parts(words);
  for (let n = random.pick([1, 1, 1, 2, 3]); n > 0; n--) {
    const whole = { first: 0, count: words.length };
    const range = random.pick([
      { first: 0, count: DIRECTORY },
      table,
      table,
      steps,
      steps,
      whole,
      ...code,
      ...code,
      ...code,
    ]);
    const change = random.integer(0, 9);
    if (change === 0) shift(words, range, random);
    else if (change === 1) swap(words, range, random);
    else random.pick(CHANGES)(words, random, someIn(random, range));
  }
  limitGas(words, random);
  return result;
}

/** A version 1.0 program with a few changes, most of them in its instructions and headers. */
export function mutateLegacy(image: PixelImage, random: Random): PixelImage {
  const width = random.chance(0.05) ? random.integer(1, image.width + 2) : image.width;
  const result = createImage(width, Math.ceil(image.pixels.length / 4 / width));
  result.pixels.set(image.pixels);
  const words = wordsOf(result);
  for (let n = random.integer(1, 3); n > 0; n--) {
    const row = random.integer(0, result.height - 1);
    const at = random.chance(0.5)
      ? random.integer(0, width - 1)
      : random.chance(0.6)
        ? row * width
        : random.integer(0, words.length - 1);
    words[at] = withByte(words[at]!, random.pick(BYTES), random.integer(0, random.chance(0.6) ? 9 : 255));
  }
  return result;
}
