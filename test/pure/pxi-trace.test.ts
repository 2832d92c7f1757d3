// Tracing: what is told of each step, on the interpreter and step by step, and which step a difference comes from.
import { createHash } from 'node:crypto';
import {
  createImage,
  decodePng,
  differingPixels,
  firstWriterOf,
  hashOf,
  type InterpretImageOptions,
  interpretImage,
  isPxosError,
  type PixelImage,
  type TracedStep,
  traceImage,
  traceSteps,
  wordsOf,
  writeLegacyInstruction,
  writeMatrix,
} from 'pxos/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { hashOfPixels, type PixelRun, pixelCases, readCase } from '../pxi-cases.ts';
import { VECTORS } from './pxi-vectors.ts';

const optionsOf = ({ mode, dialect }: PixelRun): InterpretImageOptions => ({
  compat: mode === 'compat',
  dialect,
});

/** What a trace tells, with the image as a hash, and what it ends with: the hash of the result, or the codes of its errors. */
interface Told {
  readonly steps: readonly string[];
  readonly end: string;
}

const codesOf = (error: unknown): string => {
  if (!isPxosError(error)) throw error;
  return error.diagnostics.map(({ code, pixel }) => `${code} ${pixel?.x},${pixel?.y}`).join(' ');
};

const told = ({ image, ...step }: TracedStep): string => JSON.stringify([step, hashOfPixels(image)]);

/** Fails when a pixel changed that the step does not say it may write. */
function judgeStep(before: PixelImage, { written, image, changed, text }: TracedStep): void {
  for (const pixel of differingPixels(before, image))
    assert.ok(
      written.some(([first, end]) => pixel >= first && pixel < end),
      `${text} writes pixel ${pixel}`,
    );
  const differing = differingPixels(before, image);
  assert.equal(changed, { count: differing.length, first: differing[0], last: differing.at(-1) });
}

function interpreted(image: PixelImage, options: InterpretImageOptions): Told {
  const steps: string[] = [];
  let before: PixelImage = { ...image, pixels: image.pixels.slice() };
  try {
    const trace = traceImage(image, options);
    for (;;) {
      const { done, value } = trace.next();
      if (done) return { steps, end: hashOfPixels(value.image) };
      judgeStep(before, value);
      before = { ...value.image, pixels: value.image.pixels.slice() };
      steps.push(told(value));
    }
  } catch (error) {
    return { steps, end: codesOf(error) };
  }
}

async function stepByStep(image: PixelImage, options: InterpretImageOptions): Promise<Told> {
  const steps: string[] = [];
  const run = async (now: PixelImage, range: readonly [number, number]) =>
    interpretImage(now, { ...options, steps: range }).image;
  try {
    const trace = traceSteps(image, run, options);
    for (;;) {
      const { done, value } = await trace.next();
      if (done) return { steps, end: hashOfPixels(value) };
      steps.push(told(value));
    }
  } catch (error) {
    return { steps, end: codesOf(error) };
  }
}

function wholeRun(image: PixelImage, options: InterpretImageOptions): string {
  try {
    return hashOfPixels(interpretImage(image, options).image);
  } catch (error) {
    return codesOf(error);
  }
}

for (const one of pixelCases.filter(({ runs }) => runs))
  for (const run of one.runs ?? [])
    test(`${one.file} ${run.mode} ${run.dialect ?? ''} gives the same step by step as in one go`, async () => {
      const { image } = decodePng(readCase(one), {});
      const options = optionsOf(run);
      const trace = interpreted(image, options);
      assert.is(trace.end, wholeRun(image, options));
      if (run.sha256 !== undefined) assert.is(trace.end, run.sha256);
      assert.equal(await stepByStep(image, options), trace);
    });

test('the hash of an image is the SHA-256 of its bytes', async () => {
  const image = createImage(3, 2);
  image.pixels.set([1, 2, 3]);
  assert.is(await hashOf(image), createHash('sha256').update(image.pixels).digest('hex'));
  assert.is(
    await hashOf(createImage(1, 1)),
    'df3f619804a92fdb4057192dc43dd748ea778adc52bc498ce80524c014b81119',
  );
});

/** Two vectors added, twice: row 3 = row 1 + row 2, row 4 = row 3 + row 2. */
function twoSums(): PixelImage {
  const image = createImage(8, 5);
  writeLegacyInstruction(image, 0, 'ADD', [1, 2, 3]);
  writeLegacyInstruction(image, 1, 'ADD', [3, 2, 4]);
  writeLegacyInstruction(image, 2, 'HALT');
  for (const [row, elements] of [
    [1, 1],
    [2, 10],
    [3, 0],
    [4, 0],
  ] as const)
    writeMatrix(image, row, { rows: 1, columns: 3, elements: new Uint8Array(3).fill(elements) });
  return image;
}

test('a step of version 1.0 is told with its operands and what it wrote', () => {
  const [first] = traceImage(twoSums());
  assert.ok(first);
  const { image, ...about } = first;
  assert.is(image.width, 8);
  assert.equal(about, {
    index: 0,
    pixel: 0,
    text: 'ADD 1 2 3',
    operands: [
      { number: 1, type: 'u8', rows: 1, columns: 3, access: 'read' },
      { number: 2, type: 'u8', rows: 1, columns: 3, access: 'read' },
      { number: 3, type: 'u8', rows: 1, columns: 3, access: 'write' },
    ],
    written: [[25, 28]],
    halts: false,
    changed: { count: 3, first: 25, last: 27 },
  });
});

test('a step of version 1.1 is told with the names and types of its arrays', () => {
  const { image } = VECTORS['A'] ?? {};
  assert.ok(image);
  const names = new TextEncoder().encode('1 bytes\n');
  const steps = [...traceImage(image(), { names })].map(({ image: _, ...about }) => about);
  assert.equal(steps[0], {
    index: 0,
    pixel: 20,
    text: 'DISPATCH @2 grid 2 1 1 block 4 1 1 with @1',
    operands: [{ number: 1, name: 'bytes', type: 'u8', rows: 1, columns: 5, access: 'readwrite' }],
    written: [[29, 31]],
    halts: false,
    changed: { count: 2, first: 29, last: 30 },
  });
  assert.is(steps.length, 2);
  assert.is(steps[1]?.halts, true);
});

/** The result of a program with one pixel changed. */
function spoiled(pixel: number): readonly [wanted: PixelImage, got: PixelImage] {
  const wanted = interpretImage(twoSums()).image;
  const got = { ...wanted, pixels: wanted.pixels.slice() };
  wordsOf(got)[pixel]! ^= 1;
  return [wanted, got];
}

test('a difference is traced to the step that wrote the pixel last', () => {
  const writerOf = (pixel: number) =>
    firstWriterOf(traceImage(twoSums()), differingPixels(...spoiled(pixel)))?.text;
  assert.is(writerOf(8 * 3 + 2), 'ADD 1 2 3');
  assert.is(writerOf(8 * 4 + 2), 'ADD 3 2 4');
  assert.is(writerOf(8 * 1 + 2), undefined, 'an operand');
});

test('of several steps that wrote differing pixels the earliest is named', () => {
  const [wanted, got] = spoiled(8 * 4 + 1);
  wordsOf(got)[8 * 3 + 1]! ^= 1;
  assert.is(firstWriterOf(traceImage(twoSums()), differingPixels(wanted, got))?.text, 'ADD 1 2 3');
});

test('a part of a program runs on what the steps before it have left', () => {
  const half = interpretImage(twoSums(), { steps: [0, 1] }).image;
  assert.equal([...half.pixels.subarray(4 * 33, 4 * 34)], [0, 0, 0, 0], 'the second sum is not there yet');
  const rest = interpretImage(half, { steps: [1, 3] }).image;
  assert.equal(rest, interpretImage(twoSums()).image);
});

test.run();
