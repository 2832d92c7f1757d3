// Numbers and files as the page of pxos view gives them.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { decodeArray } from '../../core/data/index.ts';
import { arrayJson, arrayNpy } from '../../plugins/view/model/array-files.ts';
import {
  countText,
  elementText,
  pixelsText,
  shortText,
  sizeText,
  timeText,
  valueText,
} from '../../plugins/view/model/numbers.ts';

test('numbers are short, and never lose their sign', () => {
  assert.is(countText(1048576), '1\u202f048\u202f576');
  assert.is(valueText(-12345), '−12\u202f345');
  assert.is(valueText(0), '0');
  assert.is(valueText(-0), '−0');
  assert.is(valueText(0.1 + 0.2), '0.3');
  assert.is(valueText(-2077600.25), '−2\u202f077\u202f600');
  assert.is(valueText(1.5e-9), '1.500e-9');
  assert.is(valueText(3e38), '3.000e38');
  assert.is(valueText(Number.NaN), 'NaN');
  assert.is(valueText(Number.NEGATIVE_INFINITY), '−∞');
  assert.is(valueText(undefined), '–');
  assert.is(shortText(-3121213), '−3.12e6');
  assert.is(shortText(999), '999');
  assert.is(elementText('pixel', 0xff030201), '#010203FF');
  assert.is(elementText('i8', -1), '−1');
  assert.equal([0.1234, 12.345, 123.4, 1234].map(timeText), ['0.12 ms', '12.3 ms', '123 ms', '1.23 s']);
  assert.equal([12, 1500, 2500000].map(sizeText), ['12 B', '1.5 kB', '2.5 MB']);
  assert.equal([1, 2].map(pixelsText), ['1 pixel', '2 pixels']);
});

test('an array that is saved for NumPy is read again as it was', async () => {
  for (const [type, element, bytes] of [
    ['u8 in R', 'u8', Uint8Array.of(1, 2, 3, 4, 5, 255)],
    ['i32', 'i32', new Uint8Array(Int32Array.of(1, -2, 3, -4, 5, -6).buffer)],
    ['f32', 'f32', new Uint8Array(Float32Array.of(0.5, -0, 3, 4, Number.NaN, 6).buffer)],
    ['bool', 'bool', Uint8Array.of(0, 1, 1, 0, 0, 1)],
  ] as const) {
    const file = arrayNpy({ type, rows: 2, columns: 3 }, bytes);
    assert.equal([(file.length - bytes.length) % 64, file[file.length - bytes.length - 1]], [0, 10]);
    const { shape, bytes: again } = await decodeArray('a.npy', file, element);
    assert.equal(shape, [2, 3]);
    assert.equal(new Uint8Array(again), bytes);
  }
});

test('an array that is saved as JSON has its rows, and what JSON cannot say as text', () => {
  const values = [1, 2.5, Number.NaN, -4, Number.POSITIVE_INFINITY, 6];
  const valueAt = (i: number): number => values[i]!;
  assert.equal(JSON.parse(arrayJson({ rows: 2, columns: 3 }, valueAt)), [
    [1, 2.5, 'NaN'],
    [-4, 'Infinity', 6],
  ]);
  assert.equal(JSON.parse(arrayJson({ rows: 1, columns: 2 }, valueAt)), [1, 2.5]);
});

test.run();
