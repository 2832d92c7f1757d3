// PNG as the container of pixel programs: every pixel as it is stored, in both ways to decompress, compared with pngjs.
import { deflateRawSync, deflateSync } from 'node:zlib';
import { PNG } from 'pngjs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  decodePng,
  decodePngStream,
  encodePng,
  encodePngStream,
  limitsOf,
  type PixelImage,
} from '../../core/pxi/index.ts';
import { adler32, crc32 } from '../../core/pxi/png/checksums.ts';
import { chunk, filtered, idat, iend, ihdr, plainImage, png, randomImage } from '../png-parts.ts';
import { Random } from '../random/random.ts';

const ascii = (text: string): Uint8Array => Buffer.from(text, 'latin1');

/** Reads a file in both ways, which have to agree. */
async function decode(file: Uint8Array): Promise<PixelImage> {
  const { image } = decodePng(file);
  const streamed = await decodePngStream(file);
  assert.equal(streamed.image, image);
  return image;
}

test('checksums are those of zlib', () => {
  assert.is(crc32(ascii('123456789')), 0xcbf43926);
  assert.is(adler32(ascii('Wikipedia')), 0x11e60398);
  const random = new Random(1);
  for (let length = 0; length < 40; length++) {
    const bytes = Buffer.from(Array.from({ length: length * 401 }, () => random.bits() & 255));
    const file = png(ihdr(1, 1), chunk('tEXt', bytes), iend);
    assert.is(crc32(bytes.subarray(3), crc32(bytes.subarray(0, 3))), crc32(bytes));
    assert.is(crc32(file.subarray(8 + 25 + 4, -16)), file.readUInt32BE(file.length - 16));
    assert.is(adler32(bytes), deflateSync(bytes).readUInt32BE(deflateSync(bytes).length - 4));
  }
});

test('random images are written and read again, in both ways, at every level', async () => {
  const random = new Random(2);
  for (let i = 0; i < 60; i++) {
    const image = randomImage(random);
    assert.equal(await decode(encodePng(image, { level: i % 10 })), image);
    assert.equal(await decode(await encodePngStream(image)), image);
  }
});

test('pngjs reads what is written', async () => {
  const random = new Random(3);
  for (let i = 0; i < 40; i++) {
    const image = randomImage(random);
    for (const file of [encodePng(image), await encodePngStream(image, { names: ascii('1 x\n') })]) {
      const read = PNG.sync.read(Buffer.from(file));
      assert.is(read.width, image.width);
      assert.is(read.height, image.height);
      assert.equal(new Uint8Array(read.data), image.pixels);
    }
  }
});

test('rows without compression go on over blocks of whole rows', async () => {
  for (const [width, height] of [
    [200, 200],
    [8192, 3],
    [4096, 4],
  ] as const) {
    const image = plainImage(width, height);
    const file = encodePng(image, { level: 0 });
    assert.equal(await decode(file), image);
    assert.equal(new Uint8Array(PNG.sync.read(Buffer.from(file)).data), image.pixels);
  }
});

test('what pngjs writes is read, whatever filter it chooses', async () => {
  const random = new Random(4);
  for (let i = 0; i < 40; i++) {
    const { width, height, pixels } = randomImage(random);
    const other = new PNG({ width, height });
    other.data = Buffer.from(pixels);
    const file = PNG.sync.write(other, { filterType: i % 6 === 5 ? -1 : i % 6 });
    assert.equal((await decode(file)).pixels, pixels);
  }
});

for (const filter of [0, 1, 2, 3, 4])
  test(`filter ${filter} is undone`, async () => {
    for (const [width, height] of [
      [1, 1],
      [1, 5],
      [7, 1],
      [13, 9],
    ] as const) {
      const image = plainImage(width, height);
      const file = png(ihdr(width, height), idat(filtered(image, () => filter)), iend);
      assert.equal(await decode(file), image);
      assert.equal(new Uint8Array(PNG.sync.read(file).data), image.pixels);
    }
  });

test('every row has its own filter', async () => {
  const random = new Random(5);
  for (let i = 0; i < 40; i++) {
    const image = randomImage(random);
    const file = png(
      ihdr(image.width, image.height),
      idat(filtered(image, () => random.integer(0, 4))),
      iend,
    );
    assert.equal(await decode(file), image);
  }
});

test('image data may lie in any number of chunks, empty ones among them', async () => {
  const image = plainImage(9, 6);
  const compressed = deflateSync(filtered(image, (y) => y % 5));
  const pieces = [...compressed].map((byte) => chunk('IDAT', Buffer.of(byte)));
  assert.equal(await decode(png(ihdr(9, 6), chunk('IDAT'), ...pieces, chunk('IDAT'), iend)), image);
});

test('no pixel is changed by its alpha, and none by a gamma chunk', async () => {
  const image: PixelImage = { width: 2, height: 1, pixels: Uint8Array.of(200, 80, 88, 0, 255, 3, 1, 1) };
  const file = png(ihdr(2, 1), chunk('gAMA', Buffer.of(0, 0, 100, 0)), idat(filtered(image, () => 0)), iend);
  assert.equal(await decode(file), image);
});

test('what viewers would take into account is left aside with one warning each', () => {
  const image = plainImage(1, 1);
  const file = png(
    ihdr(1, 1),
    chunk('gAMA', Buffer.of(0, 0, 100, 0)),
    chunk('sRGB', Buffer.of(0)),
    chunk('iCCP', ascii('x')),
    chunk('PLTE', Buffer.alloc(6)),
    chunk('tRNS', Buffer.alloc(2)),
    chunk('tRNS', Buffer.alloc(2)),
    chunk('pHYs', Buffer.alloc(9)),
    chunk('prIV', Buffer.alloc(9)),
    idat(filtered(image, () => 0)),
    chunk('tEXt', ascii('Comment\0hello')),
    iend,
  );
  const { image: read, warnings } = decodePng(file, { file: 'a.pxi' });
  assert.equal(read, image);
  assert.equal(
    warnings.map(
      ({ code, severity, message, file }) => `${file} ${severity} ${code} ${message.slice(0, 14)}`,
    ),
    ['gAMA', 'sRGB', 'iCCP', 'PLTE', 'tRNS'].map((type) => `a.pxi warning PX1030 The chunk ${type}`),
  );
});

test('the names of a program come back, the first of several', () => {
  const image = plainImage(2, 2);
  const file = encodePng(image, { names: ascii('1 x\n') });
  assert.equal(decodePng(file).names, new Uint8Array(ascii('1 x\n')));
  const twice = Buffer.concat([file.subarray(0, -12), chunk('pxNM', ascii('2 y\n')), iend]);
  const { names, warnings } = decodePng(twice);
  assert.equal(names, new Uint8Array(ascii('1 x\n')));
  assert.equal(
    warnings.map(({ code }) => code),
    ['PX1031'],
  );
  assert.is(decodePng(encodePng(image)).names, undefined);
});

test('the limits are what the caller says', () => {
  const image = plainImage(8, 8);
  const file = encodePng(image);
  assert.equal(decodePng(file, { limits: limitsOf(64) }).image, image);
  assert.throws(() => decodePng(file, { limits: limitsOf(63) }), /PX1011/);
  assert.throws(() => decodePng(file, { limits: { maxPixels: 64, maxBytes: file.length - 1 } }), /PX1012/);
});

test('images do not share memory that Node lends to others', () => {
  const { pixels } = decodePng(encodePng(plainImage(3, 3))).image;
  assert.is(pixels.buffer.byteLength, 36);
  assert.is(pixels.byteOffset, 0);
});

test('a raw deflate stream is no image data', async () => {
  const raw = filtered(plainImage(2, 2), () => 0);
  const file = png(ihdr(2, 2), chunk('IDAT', deflateRawSync(raw)), iend);
  assert.throws(() => decodePng(file), /PX1020/);
  await decodePngStream(file).then(
    () => assert.unreachable(),
    (error) => assert.match(String(error), /PX1020/),
  );
});

test.run();
