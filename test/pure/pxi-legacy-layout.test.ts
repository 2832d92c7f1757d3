// Where version 1.0 matrices lie, what old tools keep for them, and floats in eight bits in both historical layouts.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  allocateRows,
  createImage,
  elementPlace,
  imageSize,
  quantizeQ1,
  quantizeQ2,
  readMatrix,
  readQ2,
  rowsNeeded,
  writeMatrix,
  writeQ1,
  writeQ2,
} from '../../core/pxi/index.ts';
import { pixelAt, redOf } from '../legacy-images.ts';
import { Random } from '../random/random.ts';

const shape = (rows: number, columns: number) => ({ rows, columns });
const floats = (...values: readonly number[]) => ({
  ...shape(1, values.length),
  values: Float32Array.from(values),
});

test('old tools keep one row more than the data need', () => {
  assert.is(rowsNeeded(shape(2, 3), 16), 2);
  assert.is(rowsNeeded(shape(128, 128), 256), 66);
  assert.is(rowsNeeded(shape(1, 15), 16), 2);
  assert.is(rowsNeeded(shape(1, 16), 16), 3);
  assert.is(rowsNeeded(shape(0, 5), 16), 1);
  assert.throws(() => rowsNeeded(shape(1, 1), 1), /PX1132/);
});

test('the network 128→128→1024 in an image 1024 wide is exactly 1024 × 161', () => {
  const network = {
    input: shape(1, 128),
    hiddenWeights: shape(128, 128),
    hiddenBias: shape(1, 128),
    hidden: shape(1, 128),
    outputWeights: shape(128, 1024),
    outputBias: shape(1, 1024),
    output: shape(1, 1024),
  };
  assert.equal(imageSize(Object.values(network), 1024), { width: 1024, height: 161 });
  assert.equal(allocateRows(network, 1024), {
    input: 1,
    hiddenWeights: 3,
    hiddenBias: 21,
    hidden: 23,
    outputWeights: 25,
    outputBias: 155,
    output: 158,
  });
});

test('a row that no instruction can name is refused', () => {
  const tall = shape(250, 1);
  assert.equal(allocateRows({ a: shape(253, 1), b: tall }, 2), { a: 1, b: 255 });
  assert.throws(() => allocateRows({ a: shape(254, 1), b: tall }, 2), /PX1133.*`b`.*row 256/);
});

test('element i lies at column 1 + i mod (W - 1)', () => {
  assert.equal(elementPlace(4, 2, 0), { x: 1, y: 2 });
  assert.equal(elementPlace(4, 2, 2), { x: 3, y: 2 });
  assert.equal(elementPlace(4, 2, 3), { x: 1, y: 3 });
});

test('random matrices are written and read again, in R only', () => {
  const random = new Random(1);
  for (let i = 0; i < 300; i++) {
    const [rows, columns, width] = [random.integer(0, 9), random.integer(0, 9), random.integer(2, 12)];
    const row = random.integer(1, 3);
    const image = createImage(width, row + rowsNeeded(shape(rows, columns), width));
    image.pixels.fill(99);
    const elements = Uint8Array.from({ length: rows * columns }, () => random.bits() & 255);
    writeMatrix(image, row, { rows, columns, elements });
    assert.equal(readMatrix(image, row), { rows, columns, elements });
    assert.equal(pixelAt(image, 0, row), [columns, 0, rows, 0]);
    for (let k = 0; k < elements.length; k++) {
      const { x, y } = elementPlace(width, row, k);
      assert.equal(pixelAt(image, x, y), [elements[k], 99, 99, 99]);
    }
    const touched = image.pixels.filter((byte) => byte !== 99).length;
    assert.ok(touched <= elements.length + 4);
  }
});

test('shapes up to 65535 stand in the header, low byte first', () => {
  const image = createImage(8192, 10);
  writeMatrix(image, 1, { ...shape(1, 65_535), elements: new Uint8Array(65_535) });
  assert.equal(pixelAt(image, 0, 1), [255, 255, 1, 0]);
  writeMatrix(image, 1, { ...shape(0x102, 3), elements: new Uint8Array(0x306) });
  assert.equal(pixelAt(image, 0, 1), [3, 0, 2, 1]);
});

test('matrices that do not fit are refused, and nothing is written', () => {
  const image = createImage(4, 3);
  const matrix = (rows: number, columns: number) => ({
    ...shape(rows, columns),
    elements: new Uint8Array(rows * columns).fill(7),
  });
  assert.throws(() => writeMatrix(image, 1, matrix(7, 1)), /PX1130/);
  assert.throws(() => writeMatrix(image, 0, matrix(1, 1)), /PX1130/);
  assert.throws(() => writeMatrix(image, 3, matrix(1, 1)), /PX1130/);
  assert.throws(() => writeMatrix(image, 1, { ...matrix(2, 2), rows: 3 }), /PX1131/);
  assert.throws(() => writeMatrix(image, 1, { ...shape(65_536, 0), elements: new Uint8Array(0) }), /PX1131/);
  assert.throws(() => writeMatrix(createImage(1, 3), 1, matrix(1, 1)), /PX1132/);
  assert.ok(image.pixels.every((byte) => byte === 0));
  image.pixels.set([7, 0, 1, 0], 4 * 4);
  assert.throws(() => readMatrix(image, 1), /PX1130/);
  assert.throws(() => readMatrix(image, 3), /PX1130/);
});

test('Q1 cuts, and forgets: the smallest is 0, the largest 255, equal numbers are all 0', () => {
  assert.equal([...quantizeQ1(Float32Array.of(-1, 0, 1, 0.5))], [0, 127, 255, 191]);
  assert.equal([...quantizeQ1(Float32Array.of(3, 3, 3))], [0, 0, 0]);
  const image = createImage(8, 3);
  writeQ1(image, 1, floats(-1, 0, 1));
  assert.equal(
    [pixelAt(image, 0, 1), redOf(image, 1, 1, 5)],
    [
      [3, 0, 1, 0],
      [0, 127, 255, 0],
    ],
  );
});

test('Q2 rounds half to even, and stores scale and offset as f32, little endian, in pixels 1 and 2', () => {
  // With a scale of 1 the numbers are their own levels.
  const levels = quantizeQ2(Float32Array.of(0, 255, 0.5, 1.5, 2.5, 2.49, 2.51, 254.5));
  assert.equal([levels.scale, levels.offset], [1, 0]);
  assert.equal([...levels.elements], [0, 255, 0, 2, 2, 2, 3, 254]);
  const image = createImage(6, 3);
  writeQ2(image, 1, { ...shape(2, 2), values: Float32Array.of(-1, 0, 1, 0.5) });
  assert.equal(pixelAt(image, 0, 1), [2, 0, 2, 0]);
  assert.equal(pixelAt(image, 1, 1), [0, 0, 0xff, 0x42]);
  assert.equal(pixelAt(image, 2, 1), [0, 0, 0x80, 0xbf]);
  assert.equal(
    [redOf(image, 1, 3, 6), redOf(image, 2, 0, 4)],
    [
      [0, 128, 255],
      [0, 0, 0, 191],
    ],
  );
});

test('equal numbers have a scale of 1 in Q2, and come back exactly', () => {
  const image = createImage(8, 2);
  writeQ2(image, 1, floats(0.1, 0.1));
  assert.equal(readQ2(image, 1), { ...floats(0.1, 0.1), scale: 1, offset: Math.fround(0.1) });
});

test('random floats come back from Q2 within half a level', () => {
  const random = new Random(2);
  for (let i = 0; i < 200; i++) {
    const [rows, columns, width] = [random.integer(1, 6), random.integer(1, 6), random.integer(4, 12)];
    const spread = 10 ** random.integer(-6, 6);
    const values = Float32Array.from(
      { length: rows * columns },
      () => (random.bits() / 2 ** 32 - 0.3) * spread,
    );
    const image = createImage(width, 1 + Math.ceil((rows * columns) / (width - 3)));
    writeQ2(image, 1, { rows, columns, values });
    const read = readQ2(image, 1);
    const most = 0.5 / read.scale + 1e-6 * spread;
    for (const [k, value] of values.entries())
      assert.ok(Math.abs(value - read.values[k]!) <= most, `${value} ${read.values[k]}`);
  }
});

test('numbers that cannot be quantised are refused', () => {
  for (const values of [[1, Number.NaN], [Number.POSITIVE_INFINITY], [-3e38, 3e38]])
    for (const quantize of [quantizeQ1, quantizeQ2])
      assert.throws(() => quantize(Float32Array.from(values)), /PX1134/, `${values}`);
  assert.throws(() => quantizeQ2(Float32Array.of(0, 1e-44)), /PX1134/);
  assert.equal([...quantizeQ1(Float32Array.of(0, 1e-44))], [0, 255]);
  const image = createImage(6, 2);
  image.pixels.set([1, 0, 1, 0], 4 * 6);
  assert.throws(() => readQ2(image, 1), /PX1134/);
  assert.throws(() => writeQ2(createImage(3, 2), 1, floats(1)), /PX1132/);
});

test('no numbers are quantised to none', () => {
  assert.is(quantizeQ1(new Float32Array(0)).length, 0);
  assert.equal(quantizeQ2(new Float32Array(0)), { scale: 1, offset: 0, elements: new Uint8Array(0) });
});

test.run();
