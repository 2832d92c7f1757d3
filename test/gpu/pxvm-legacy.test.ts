// Version 1.0 on the device: the same pixels and the same complaints as the executor of the core, strict and compatible.
import { createImage, executeLegacy, isPxosError, type LegacyDialect, type PixelImage } from 'pxos/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { runLegacy } from '../../plugins/run-webgpu/pixels/legacy.ts';
import { randomLegacyImage } from '../random/legacy-image.ts';
import { Random } from '../random/random.ts';
import { gpuTest } from './device.ts';
import { onDevice } from './pixel-machine.ts';

const test = suite('pxvm, version 1.0');

interface Mode {
  readonly compat: boolean;
  readonly dialect: LegacyDialect;
}

/** What a run says and leaves, in a form that can be compared. */
interface Outcome {
  readonly said: readonly string[];
  readonly pixels: string | undefined;
}

const hexOf = ({ pixels }: PixelImage): string => Buffer.from(pixels).toString('hex');
const said = (diagnostics: readonly { code: string; message: string; pixel?: unknown }[]): string[] =>
  diagnostics.map(({ code, message, pixel }) => `${code} ${JSON.stringify(pixel)} ${message}`);

async function outcomeOf(work: () => Promise<readonly [PixelImage, readonly string[]]>): Promise<Outcome> {
  try {
    const [image, warnings] = await work();
    return { said: warnings, pixels: hexOf(image) };
  } catch (error) {
    if (isPxosError(error)) return { said: said(error.diagnostics), pixels: undefined };
    throw error;
  }
}

const onCpu = (image: PixelImage, mode: Mode): Promise<Outcome> =>
  outcomeOf(async () => {
    const { image: result, warnings } = executeLegacy(image, mode);
    return [result, said(warnings)];
  });

const onGpu = (image: PixelImage, mode: Mode): Promise<Outcome> =>
  outcomeOf(async () => {
    let warnings: readonly string[] = [];
    const result = await onDevice(image, async (device, buffer) => {
      warnings = said(await runLegacy(device, buffer, { image, ...mode }));
    });
    return [result, warnings];
  });

async function assertSame(image: PixelImage, mode: Mode): Promise<Outcome> {
  const expected = await onCpu(image, mode);
  assert.equal(await onGpu(image, mode), expected);
  return expected;
}

const STRICT: Mode = { compat: false, dialect: '1.0' };
const COMPAT: Mode = { compat: true, dialect: '1.0' };

/** An image of instructions in row 0 and matrices below, from the words of their pixels. */
function imageOf(
  width: number,
  height: number,
  pixels: Readonly<Record<number, readonly number[]>>,
): PixelImage {
  const image = createImage(width, height);
  for (const [pixel, channels] of Object.entries(pixels)) image.pixels.set(channels, 4 * Number(pixel));
  return image;
}

/** Numbers from a seed, each below `limit`. */
function randomFrom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

gpuTest(test, 'a network of two layers gives the bytes of the CPU', async () => {
  const width = 34;
  const image = createImage(width, 60);
  const random = randomFrom(3);
  const matrix = (row: number, rows: number, columns: number): void => {
    image.pixels.set([columns, 0, rows, 0], 4 * width * row);
    for (let i = 0; i < rows * columns; i++)
      image.pixels[4 * ((row + Math.floor(i / (width - 1))) * width + 1 + (i % (width - 1)))] =
        1 + random(12);
  };
  matrix(1, 1, 20);
  matrix(2, 20, 33);
  matrix(22, 1, 33);
  matrix(23, 33, 30);
  matrix(54, 1, 30);
  image.pixels.set(
    [
      ...[4, 1, 2, 56],
      ...[2, 56, 22, 57],
      ...[3, 57, 0, 0],
      ...[4, 57, 23, 58],
      ...[2, 58, 54, 59],
      ...[0, 0, 0, 0],
    ],
    0,
  );
  image.pixels.set([33, 0, 1, 0], 4 * width * 57);
  image.pixels.set([30, 0, 1, 0], 4 * width * 59);
  const { pixels, said } = await assertSame(image, STRICT);
  assert.equal(said, []);
  assert.is.not(pixels, hexOf(image));
});

gpuTest(test, 'a sum that does not fit ends a strict run, and wraps in a compatible one', async () => {
  const pixels = { 0: [1, 1, 1, 2], 4: [2, 0, 1, 0], 5: [255], 6: [255], 8: [9, 9, 9, 9] };
  const strict = await assertSame(imageOf(4, 3, pixels), STRICT);
  assert.match(strict.said[0] ?? '', /^PX1109 /);
  const { pixels: after } = await assertSame(imageOf(4, 3, pixels), COMPAT);
  assert.is(after?.slice(2 * 4 * 8, 2 * 4 * 8 + 8), '02fc0909');
});

gpuTest(test, 'a product over its own operand is computed in the historical order', async () => {
  const pixels = {
    0: [4, 1, 2, 1],
    4: [2, 0, 2, 0],
    5: [1],
    6: [2],
    7: [3],
    8: [2, 0, 2, 0],
    9: [5],
    10: [6],
    11: [7],
  };
  const image = imageOf(4, 5, { ...pixels, 13: [1], 17: [2] });
  assert.match((await assertSame(image, STRICT)).said[0] ?? '', /^PX1103 /);
  await assertSame(image, COMPAT);
});

for (const dialect of ['1.0', '0.0.2'] as const)
  gpuTest(test, `random images do the same on the CPU and on the device, dialect ${dialect}`, async () => {
    const random = new Random(dialect.length);
    let ran = 0;
    for (let round = 0; round < 150; round++) {
      const image = randomLegacyImage(random);
      for (const compat of [true, false]) {
        const { pixels } = await assertSame(image, { compat, dialect });
        if (pixels !== undefined && pixels !== hexOf(image)) ran++;
      }
    }
    assert.ok(ran > 60, `only ${ran} runs changed anything`);
  });

test.run();
