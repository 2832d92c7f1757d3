// Pixels that nothing else of an assembly says: runs of them by position, as hexadecimal words in the order R, G, B, A.
import { type PixelImage, wordsOf } from '../image.ts';
import { hexOf } from '../word-text.ts';
import { TextLength } from './text-length.ts';

const PER_LINE = 8;
/** Equal pixels in between that are cheaper to repeat than to start again. */
const GAP = 2;

/** Lines for all pixels in which `image` is not what `said` is; both have one size. */
export function pixelLines(image: PixelImage, said: PixelImage): string[] {
  const [wanted, have] = [wordsOf(image), wordsOf(said)];
  const lines: string[] = [];
  const length = new TextLength();
  for (let p = 0; p < wanted.length; ) {
    if (wanted[p] === have[p]) {
      p++;
      continue;
    }
    let end = p + 1;
    for (let q = end; q < wanted.length && q - end <= GAP; q++) if (wanted[q] !== have[q]) end = q + 1;
    length.add(end - p);
    for (let at = p; at < end; at += PER_LINE) {
      const run = wanted.subarray(at, Math.min(at + PER_LINE, end));
      lines.push(`pixels ${at}: ${[...run].map(hexOf).join(' ')}`);
    }
    p = end;
  }
  return lines;
}
