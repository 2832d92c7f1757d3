// An annotated picture: every pixel of a program as a square, in the colour of what lies there.
import { createImage, type PixelImage } from '../image.ts';
import type { Inspection } from './inspect.ts';
import { REGION_COLORS, type RegionKind, regionsOf } from './regions.ts';

type Color = (typeof REGION_COLORS)[RegionKind];

/** Columns of pixels that the picture should have at least, and the largest square. */
const WANTED_WIDTH = 960;
const LARGEST = 24;
const MAX_SIDE = 8192;

/** The colour of each pixel, none where nothing lies. */
function colorsOf(inspection: Inspection, pixels: number): (Color | undefined)[] {
  const colors: (Color | undefined)[] = new Array(pixels).fill(undefined);
  for (const { kind, first, end } of regionsOf(inspection))
    colors.fill(REGION_COLORS[kind], Math.min(first, pixels), Math.min(end, pixels));
  return colors;
}

/**
 * Draws an image scaled so that single pixels can be seen: half of each square is its own colour, made opaque, the rest and
 * its frame the colour of what it is: steps red, kernels orange, inputs blue, outputs green, other arrays violet.
 */
export function regionPicture(image: PixelImage, inspection: Inspection): PixelImage {
  const { width, height } = image;
  const scale = Math.max(
    1,
    Math.min(LARGEST, Math.ceil(WANTED_WIDTH / width), Math.floor(MAX_SIDE / Math.max(width, height))),
  );
  const colors = colorsOf(inspection, width * height);
  const picture = createImage(width * scale, height * scale);
  const border = scale >= 4 ? Math.max(1, scale >> 3) : 0;
  for (let y = 0; y < picture.height; y++)
    for (let x = 0; x < picture.width; x++) {
      const p = Math.floor(y / scale) * width + Math.floor(x / scale);
      const [dx, dy] = [x % scale, y % scale];
      const isFrame = dx < border || dy < border || dx >= scale - border || dy >= scale - border;
      const own = image.pixels.subarray(4 * p, 4 * p + 3);
      const region = colors[p] ?? [235, 235, 235];
      const mixed =
        scale < 4 ? [0, 1, 2].map((k) => ((own[k] ?? 0) + (region[k] ?? 0)) >> 1) : isFrame ? region : own;
      picture.pixels.set([...mixed, 255], 4 * (y * picture.width + x));
    }
  return picture;
}
