// The historical executor of version 1.0 as literally as another language can say it: what compat mode has to equal.
import type { LegacyDialect, PixelImage } from '../core/pxi/index.ts';

/** Where the old one ends with an index error or a division by zero. */
export class Crash extends Error {}

/** Runs a program in place. */
export function runOld({ width, height, pixels }: PixelImage, dialect: LegacyDialect): void {
  const first = dialect === '0.0.2' ? 0 : 1;
  const at = (x: number, y: number, channel: number): number => 4 * (y * width + x) + channel;
  const get = (x: number, y: number, channel = 0): number => pixels[at(x, y, channel)]!;
  const isZero = (x: number, y: number): boolean => [0, 1, 2, 3].every((channel) => get(x, y, channel) === 0);
  const length = (a: number, b: number): number => {
    let count = 0;
    for (let x = 0; x < width; x++) {
      if (isZero(x, a) && isZero(x, b)) break;
      count++;
    }
    return count;
  };
  const element = (row: number, i: number): number => {
    if (width === 1) throw new Crash('division by zero');
    const [x, y] = [1 + (i % (width - 1)), row + Math.floor(i / (width - 1))];
    if (y >= height) throw new Crash('index');
    return at(x, y, 0);
  };
  const inside = (...rows: readonly number[]): boolean => rows.every((row) => row < height);
  for (let column = 0; column < width && column < 1024; column++) {
    const [op, a, b, c] = [0, 1, 2, 3].map((channel) => get(column, 0, channel)) as [
      number,
      number,
      number,
      number,
    ];
    if (op === 0) return;
    if (op === 1 && inside(a, b, c)) {
      let sum = 0;
      for (let x = first, end = length(a, b); x < end; x++) sum += get(x, a) * get(x, b);
      pixels[at(0, c, 0)] = sum & 0xff;
      pixels[at(0, c, 1)] = (sum >> 8) & 0xff;
    } else if (op === 2 && inside(a, b, c))
      for (let x = first, end = length(a, b); x < end; x++)
        pixels[at(x, c, 0)] = Math.min(255, get(x, a) + get(x, b));
    else if (op === 4 && inside(a, b, c)) {
      const [columns, inner, rows] = [
        get(0, b) + (get(0, b, 1) << 8),
        get(0, a) + (get(0, a, 1) << 8),
        get(0, a, 2) + (get(0, a, 3) << 8),
      ];
      if (get(0, b, 2) + (get(0, b, 3) << 8) !== inner) continue;
      pixels.set([columns & 255, columns >> 8, rows & 255, rows >> 8], at(0, c, 0));
      for (let m = 0; m < rows; m++)
        for (let n = 0; n < columns; n++) {
          let sum = 0;
          for (let k = 0; k < inner; k++)
            sum += pixels[element(a, m * inner + k)]! * pixels[element(b, k * columns + n)]!;
          pixels[element(c, m * columns + n)] = Math.min(255, sum);
        }
    }
  }
}
