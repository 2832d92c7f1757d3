// Reading and writing a PNG of 31 megapixels, the size of a model of 124 MB, against zlib alone on the same bytes.
// Run with `node --import tsx bench/png.ts`.
import zlib from 'node:zlib';
import { PNG } from 'pngjs';
import { decodePng, encodePng } from '../core/pxi/png/index.ts';
import { rowsOf } from '../core/pxi/png/rows.ts';
import { type Figure, tell } from './figures.ts';
import { inTurn, median, timed } from './statistics.ts';

const size = { width: 8192, height: 3798 };

/** Weights: bytes around zero, as a trained model has them, that compress to about four fifths. */
function weights(): Uint8Array {
  const pixels = new Uint8Array(4 * size.width * size.height);
  let state = 1;
  for (let i = 0; i < pixels.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const [a, b, c] = [state >>> 27, (state >>> 17) & 31, (state >>> 7) & 31];
    pixels[i] = a + b + c - 46;
  }
  return pixels;
}

const image = { ...size, pixels: weights() };
const raw = rowsOf(image);
const figures: Figure[] = [];
for (const level of [0, 1]) {
  const file = encodePng(image, { level });
  const compressed = zlib.deflateSync(raw, { level });
  const medians = await inTurn(
    {
      inflate: () => zlib.inflateSync(compressed),
      decode: () => decodePng(file),
      deflate: () => zlib.deflateSync(raw, { level }),
      encode: () => encodePng(image, { level }),
    },
    { runs: 7, warmUp: 1 },
  );
  const ratio = (name: string, own: number, alone: number): Figure => ({
    name: `${name}, level ${level}`,
    value: own / alone,
    unit: '× zlib',
    goal: { atMost: 1.5 },
    note: `${own.toFixed(0)} ms against ${alone.toFixed(0)} ms; ${(file.length / 2 ** 20).toFixed(0)} MiB`,
  });
  figures.push(
    ratio('read', medians.decode, medians.inflate),
    ratio('written', medians.encode, medians.deflate),
  );
}
const file = Buffer.from(encodePng(image));
const times: number[] = [];
for (let run = 0; run < 3; run++) times.push(await timed(() => PNG.sync.read(file)));
figures.push({ name: 'read by pngjs, level 1', value: median(times), unit: 'ms' });
tell('A PNG of 8192 × 3798 pixels', figures);
