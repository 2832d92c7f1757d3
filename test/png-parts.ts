// PNG files put together by hand, right or wrong in any part: what the reader of pixel programs is tried with.
import { crc32, deflateSync } from 'node:zlib';
import type { PixelImage } from '../core/pxi/index.ts';
import { Random } from './random/random.ts';

export const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

const number = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

/** A chunk with its length and its CRC. */
export function chunk(type: string, contents: Uint8Array = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), contents]);
  return Buffer.concat([number(contents.length), body, number(crc32(body))]);
}

/** IHDR; RGBA with eight bits, unless told otherwise. */
export function ihdr(
  width: number,
  height: number,
  { depth = 8, color = 6, compression = 0, filter = 0, interlace = 0 } = {},
): Buffer {
  const rest = Buffer.from([depth, color, compression, filter, interlace]);
  return chunk('IHDR', Buffer.concat([number(width), number(height), rest]));
}

export const png = (...chunks: readonly Uint8Array[]): Buffer => Buffer.concat([PNG_SIGNATURE, ...chunks]);

export const iend = chunk('IEND');

/** Compressed rows as IDAT. */
export const idat = (raw: Uint8Array): Buffer => chunk('IDAT', deflateSync(raw));

function paeth(a: number, b: number, c: number): number {
  const p = a + b - c;
  const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

/** The rows of an image with the filter that `filterOf` names for each. */
export function filtered({ width, height, pixels }: PixelImage, filterOf: (row: number) => number): Buffer {
  const bytes = 4 * width;
  const raw = Buffer.alloc(height * (bytes + 1));
  const at = (y: number, i: number): number => (y < 0 || i < 0 ? 0 : pixels[y * bytes + i]!);
  for (let y = 0; y < height; y++) {
    const filter = filterOf(y);
    raw[y * (bytes + 1)] = filter;
    for (let i = 0; i < bytes; i++) {
      const [left, up, corner] = [at(y, i - 4), at(y - 1, i), at(y - 1, i - 4)];
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]!;
      raw[y * (bytes + 1) + 1 + i] = at(y, i) - predicted;
    }
  }
  return raw;
}

/** An image of random pixels, some runs of them equal, alpha 0 among them. */
export function randomImage(random: Random, most = 40): PixelImage {
  const [width, height] = [random.integer(1, most), random.integer(1, most)];
  const isFlat = random.chance(0.3);
  const pixels = Uint8Array.from({ length: 4 * width * height }, () => (isFlat ? 7 : random.bits() & 255));
  return { width, height, pixels };
}

/** A small image that is always the same. */
export const plainImage = (width: number, height: number): PixelImage => {
  const random = new Random(width * 1000 + height);
  return {
    width,
    height,
    pixels: Uint8Array.from({ length: 4 * width * height }, () => random.bits() & 255),
  };
};
