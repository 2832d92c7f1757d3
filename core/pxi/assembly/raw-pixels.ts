// Pixels that nothing else of an assembly says: runs of them by position, as hexadecimal words in the order R, G, B, A.
import { type PixelImage, wordsOf } from '../image.ts';

const PER_LINE = 8;
/** Equal pixels in between that are cheaper to repeat than to start again. */
const GAP = 2;

const hexOf = (word: number): string =>
  [0, 8, 16, 24].map((shift) => ((word >>> shift) & 255).toString(16).padStart(2, '0')).join('');

/** The word of eight hexadecimal digits. */
export function wordOfHex(text: string): number | undefined {
  if (!/^[0-9a-f]{8}$/i.test(text)) return undefined;
  const [r = 0, g = 0, b = 0, a = 0] = [0, 2, 4, 6].map((at) => Number.parseInt(text.slice(at, at + 2), 16));
  return (r | (g << 8) | (b << 16) | (a << 24)) >>> 0;
}

/** Lines for all pixels in which `image` is not what `said` is; both have one size. */
export function pixelLines(image: PixelImage, said: PixelImage): string[] {
  const [wanted, have] = [wordsOf(image), wordsOf(said)];
  const lines: string[] = [];
  for (let p = 0; p < wanted.length; ) {
    if (wanted[p] === have[p]) {
      p++;
      continue;
    }
    let end = p + 1;
    for (let q = end; q < wanted.length && q - end <= GAP; q++) if (wanted[q] !== have[q]) end = q + 1;
    for (let at = p; at < end; at += PER_LINE) {
      const run = wanted.subarray(at, Math.min(at + PER_LINE, end));
      lines.push(`pixels ${at}: ${[...run].map(hexOf).join(' ')}`);
    }
    p = end;
  }
  return lines;
}
