// An annotated picture: every pixel of a program as a square, in the colour of what lies there.
import { type PixelImage, wordsOf } from '../image.ts';
import type { Inspection } from './inspect.ts';
import { REGION_COLORS, REGION_KINDS, regionsOf } from './regions.ts';
import { colorWord, drawSquares } from './squares.ts';

/** Where nothing lies. */
const NOTHING = colorWord([235, 235, 235]);

/** The colour of each kind, by its number from 1; 0 is where nothing lies. */
const FRAMES = [NOTHING, ...REGION_KINDS.map((kind) => colorWord(REGION_COLORS[kind]))];

/** What lies at each pixel: the number of its kind, 0 where nothing does. */
function kindsOf(inspection: Inspection, pixels: number): Uint8Array {
  const kinds = new Uint8Array(pixels);
  for (const { kind, first, end } of regionsOf(inspection))
    kinds.fill(REGION_KINDS.indexOf(kind) + 1, first, end);
  return kinds;
}

/** The colour between two, channel by channel. */
const between = (one: number, other: number): number =>
  (((one >>> 1) & 0x7f7f7f) + ((other >>> 1) & 0x7f7f7f)) | 0xff000000;

/**
 * Draws an image scaled so that single pixels can be seen: inside a square is its own colour, made opaque, around it the
 * colour of what it is, as `REGION_COLORS` has them.
 */
export function regionPicture(image: PixelImage, inspection: Inspection): PixelImage {
  const words = wordsOf(image);
  const kinds = kindsOf(inspection, words.length);
  return drawSquares(image, (pixel) => {
    const inside = ((words[pixel] ?? 0) | 0xff000000) >>> 0;
    const frame = FRAMES[kinds[pixel] ?? 0] ?? NOTHING;
    return { inside, frame, flat: between(inside, frame) >>> 0 };
  });
}
