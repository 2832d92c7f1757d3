// Arrays that only serve to be read may lie over one another: what they take together stays in proportion to their image.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Program } from '../../core/ir/index.ts';
import { createPipeline } from '../../core/pipeline/index.ts';
import {
  createImage,
  decodeProgram,
  encodePng,
  inspectImage,
  loadProgram,
  type PixelImage,
  wordsOf,
} from '../../core/pxi/index.ts';
import { openPixels, type PixelRunnable } from '../../core/run/index.ts';
import { builtins } from '../../plugins/builtins.ts';
import { matchPicture, pictureOf, thrownBy } from '../pictures.ts';

const TABLE = 8;
const U8 = 0x00;
const IN_RED = 0x10;

/** Records of arrays over the rows of an image from `row` on, which hold 1, 2, 3, …; the only step is HALT. */
function overlapping(
  count: number,
  {
    type = U8,
    flags = 1,
    side = 256,
    elements = 4 * side * side,
  }: {
    type?: number;
    flags?: number;
    side?: number;
    elements?: number;
  },
): PixelImage {
  const tableRows = Math.ceil((TABLE + 4 * (count + 1) + 1) / side);
  const image = createImage(side, tableRows + side);
  const words = wordsOf(image);
  const steps = TABLE + 4 * (count + 1);
  words.set([0x015850c0, 0, 1, TABLE, count + 1, steps, 1], 0);
  for (let k = 1; k <= count; k++)
    words.set([tableRows * side, 1 | (1 << 24), elements - k + 1, type | (flags << 8)], TABLE + 4 * k);
  for (let pixel = tableRows * side; pixel < words.length; pixel++) words[pixel] = pixel;
  return image;
}

/** The contents of the arrays of a program. */
const contentsOf = ({ buffers }: Program): readonly (Uint8Array | undefined)[] =>
  buffers.map((buffer) => (buffer.origin === 'image' ? buffer.data : undefined));

/** Bytes of all memory that contents of arrays keep alive. */
function bytesKept(image: PixelImage): number {
  const { program } = decodeProgram(loadProgram(image), image);
  const memory = new Set(contentsOf(program).flatMap((data) => (data ? [data.buffer] : [])));
  return [...memory].reduce((sum, { byteLength }) => sum + byteLength, 0);
}

test('a thousand arrays over the same pixels keep no more memory than their image', () => {
  const image = overlapping(1000, {});
  assert.is(bytesKept(image), image.pixels.length);
});

test('arrays over the same pixels have the elements that lie there', () => {
  const image = overlapping(3, { elements: 7 });
  const { program } = decodeProgram(loadProgram(image), image);
  const bytes = new Uint8Array(wordsOf(image).buffer, image.pixels.byteOffset + 4 * 256, 7);
  assert.equal(
    contentsOf(program).map((data) => data?.slice()),
    [7, 6, 5].map((length) => bytes.slice(0, length)),
  );
});

test('a program that is interpreted is decoded without contents', () => {
  const image = overlapping(5, {});
  const { program } = decodeProgram(loadProgram(image), image, { contents: false });
  assert.ok(contentsOf(program).every((data) => data === undefined));
});

test('matrices of version 1.0 at one place are copied once; too many at different places are refused', async () => {
  const some = overlapping(40, { type: IN_RED, elements: 1000 });
  assert.is(bytesKept(some), (1000 * 1001 - 960 * 961) / 2);
  const many = overlapping(400, { type: IN_RED, elements: 255 * 256 });
  const found = await thrownBy(() => decodeProgram(loadProgram(many), many));
  matchPicture('pixel-program-errors', 'PX1356-apart', pictureOf(found));
});

test('the figures of arrays are counted up to a few elements for each pixel', () => {
  const { arrays } = inspectImage(overlapping(100, {}));
  const counted = arrays.filter(({ nonZero }) => nonZero !== undefined);
  assert.is(counted.length, 6);
  assert.is(arrays.length, 100);
  for (const { first } of arrays) assert.equal(first, arrays[0]!.first);
});

/** Opens an image to be run. */
async function opened<T>(image: PixelImage, work: (runnable: PixelRunnable) => T): Promise<T> {
  const pipeline = await createPipeline({ builtins });
  try {
    return await work(
      openPixels(pipeline, { path: 'over.pxi', text: '', bytes: encodePng(image), hash: '' }),
    );
  } finally {
    await pipeline.close();
  }
}

test('a program whose arrays would take far more memory than its image is interpreted', async () => {
  await opened(overlapping(1000, {}), async (runnable) => {
    assert.match(runnable.notCompiled ?? '', /lie over one another/);
    const prepared = await runnable.prepare({}, '.');
    assert.equal(
      [...prepared.storages.values()].map(({ length }) => length),
      [256 * 272],
    );
  });
  await opened(overlapping(5, {}), (runnable) => assert.is(runnable.notCompiled, undefined));
});

test('outputs that would take far more memory than the image are refused before anything runs', async () => {
  const READABLE_OUTPUT = 9;
  await opened(overlapping(1000, { flags: READABLE_OUTPUT }), async (runnable) => {
    const [fault] = await thrownBy(() => runnable.prepare({}, '.'));
    assert.is(fault?.code, 'PX1356');
    const { outputs } = await runnable.prepare({ out: ['image', '#3'] }, '.');
    assert.equal(
      outputs.map(({ name }) => name),
      ['image', '#3'],
    );
  });
});

test.run();
