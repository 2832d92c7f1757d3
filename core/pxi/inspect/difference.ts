// Where two images differ: how many pixels, the first one, and what of the program lies there.
import { type PixelImage, wordsOf } from '../image.ts';
import { DIRECTORY } from '../words/directory.ts';
import type { PixelNames } from '../words/program.ts';
import { type Inspection, inspectImage } from './inspect.ts';
import { colorWord, drawSquares } from './squares.ts';

/** A pixel in which two images differ. */
export interface PixelDifference {
  readonly x: number;
  readonly y: number;
  /** R, G, B, A in each of the two. */
  readonly first: readonly [number, number, number, number];
  readonly second: readonly [number, number, number, number];
  /** What the first image has there: `element 12 of x (u8 1x128)`, `step MATMUL @1 @2 @3`; nothing where nothing lies. */
  readonly what: string | undefined;
}

export interface ImageDifference {
  /** Pixels that both images have and that differ. */
  readonly count: number;
  readonly sameSize: boolean;
  readonly first: PixelDifference | undefined;
}

const channels = (word: number): readonly [number, number, number, number] => [
  word & 255,
  (word >>> 8) & 255,
  (word >>> 16) & 255,
  word >>> 24,
];

/** What lies at a pixel of a program. */
export function whatLiesAt(
  { version, steps, arrays, code, headers }: Inspection,
  pixel: number,
): string | undefined {
  const inside = ([first, end]: readonly [number, number]): boolean => pixel >= first && pixel < end;
  if (version === '1.1' && pixel < DIRECTORY) return 'directory';
  const step = steps.find((entry) => inside([entry.pixel, entry.end]));
  if (step) return `step ${step.text}`;
  const header = headers.find(({ pixels }) => inside(pixels));
  if (header) return header.what;
  for (const { number, name, kind, pixels, instructions } of code) {
    if (!inside(pixels)) continue;
    const instruction = instructions.findLast((entry) => entry.pixel <= pixel);
    return `${instruction?.text ?? 'code'} in ${kind} ${name ?? `#${number}`}`;
  }
  const array = arrays.find(({ pixels }) => inside(pixels));
  return array && `${array.name ?? `#${array.number}`} (${array.type} ${array.rows}x${array.columns})`;
}

/**
 * Compares two images pixel by pixel, rows first. Images of different sizes are compared where both have pixels.
 *
 * @param names of the first image's records
 * @example
 * differenceOf(before, after).first // { x: 3, y: 1, first: [1, 0, 0, 255], second: [2, 0, 0, 255], what: '#1 (u8 1x5)' }
 */
export function differenceOf(first: PixelImage, second: PixelImage, names?: PixelNames): ImageDifference {
  const [a, b] = [wordsOf(first), wordsOf(second)];
  const width = Math.min(first.width, second.width);
  const height = Math.min(first.height, second.height);
  let count = 0;
  let found: PixelDifference | undefined;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [one, other] = [a[y * first.width + x]!, b[y * second.width + x]!];
      if (one === other) continue;
      count++;
      found ??= {
        x,
        y,
        first: channels(one),
        second: channels(other),
        what: whatLiesAt(inspectImage(first, { names }), y * first.width + x),
      };
    }
  return { count, sameSize: first.width === second.width && first.height === second.height, first: found };
}

const DIFFERENT = colorWord([220, 0, 0]);

/** A picture of the difference: pixels that differ in red, the others of the first image faded. Both images are of one size. */
export function differencePicture(first: PixelImage, second: PixelImage): PixelImage {
  const [a, b] = [wordsOf(first), wordsOf(second)];
  return drawSquares(first, (pixel) => {
    const [one = 0, other = 0] = [a[pixel], b[pixel]];
    const faded = (((one >>> 2) & 0x3f3f3f) + 0xffa0a0a0) >>> 0;
    const color = one === other ? faded : DIFFERENT;
    return { inside: color, frame: color, flat: color };
  });
}
