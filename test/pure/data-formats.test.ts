// Arrays from and to files: each format's bytes, and each way in which a file can be wrong.
import { PNG } from 'pngjs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { decodeArray, elementsOf, encodeArray, givenFormat } from '../../core/data/index.ts';
import { type Diagnostic, ELEMENT_TYPES, type ElementType, isPxosError } from '../../core/index.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

async function errorOf(act: () => Promise<unknown>): Promise<Diagnostic> {
  try {
    await act();
  } catch (error) {
    if (isPxosError(error)) return error.diagnostics[0]!;
    throw error;
  }
  throw new Error('expected an error');
}
const said = async (act: () => Promise<unknown>): Promise<string> => {
  const { code, message, hint, place } = await errorOf(act);
  const at = place ? ` @${place.start.line}:${place.start.column}-${place.end.column}` : '';
  return `${code}: ${message}${at} | ${hint}`;
};
const values = (element: ElementType, bytes: Uint8Array): (number | boolean)[] => {
  const view = elementsOf(element, bytes);
  return Array.from({ length: view.length }, (_, i) => view.get(i));
};
/** A `.npy` file with any header. */
function npy(header: string, data: Uint8Array, version = 1): Uint8Array {
  const text = utf8(`${header}\n`);
  const length =
    version === 1 ? [text.length & 255, text.length >> 8] : [text.length & 255, text.length >> 8, 0, 0];
  return Uint8Array.from([0x93, ...utf8('NUMPY'), version, 0, ...length, ...text, ...data]);
}
const header = (descr: string, shape: string, order = 'False'): string =>
  `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': ${shape}, }`;

test('the extension chooses the format, in any letter case', async () => {
  assert.equal(
    ['a.NPY', 'b.json', 'c.Png', 'd.bin', 'e.Raw', 'f.dat', 'g.f32'].map((path) => givenFormat(path, 'f32')),
    ['npy', 'json', 'png', 'raw', 'raw', 'raw', 'raw'],
  );
});

test('a file that may hold anything is the bytes of u8, and no format of wider elements', () => {
  for (const path of ['a.txt', 'b.csv', 'c', 'd.f32', '.bin']) {
    assert.is(givenFormat(path, 'u8'), 'raw');
    assert.throws(
      () => givenFormat(path, 'i32'),
      (error: unknown) => isPxosError(error) && error.diagnostics[0]?.code === 'PX0705',
    );
  }
});

test('JSON of many elements is written and read in parts', async () => {
  const bytes = new Uint8Array(Float32Array.from({ length: 200_000 }, (_, i) => i / 8 - 1000).buffer);
  const text = await encodeArray('x.json', { element: 'f32', length: 200_000, bytes });
  assert.is(JSON.parse(new TextDecoder().decode(text)).length, 200_000);
  const array = await decodeArray('x.json', text, 'f32');
  assert.is(array.length, 200_000);
  assert.ok(Buffer.from(array.bytes).equals(bytes));
});

test('raw files are little endian', async () => {
  const array = await decodeArray('x.bin', Uint8Array.of(1, 2, 255, 255), 'i16');
  assert.is(array.length, 2);
  assert.equal(values('i16', array.bytes), [513, -1]);
});

test('a raw file whose bytes are no whole number of elements tells both lengths that would do', async () => {
  assert.is(
    await said(() => decodeArray('x.bin', new Uint8Array(10), 'f32')),
    'PX0710: `x.bin` has 10 bytes, which is no whole number of float elements of 4 bytes. | It would have to have 8 or 12 bytes; check the type of the array.',
  );
});

test('every element type survives the way through .npy, with its shape', async () => {
  for (const element of ELEMENT_TYPES) {
    const bytes = Uint8Array.from({ length: 48 }, (_, i) => (element === 'bool' ? i % 2 : i));
    const length = values(element, bytes).length;
    const array = { element, length, bytes, shape: [2, length / 2] };
    assert.equal(await decodeArray('x.npy', await encodeArray('x.npy', array), element), array, element);
  }
});

test('.npy files are written as NumPy writes them', async () => {
  const file = await encodeArray('x.npy', { element: 'f32', length: 2, bytes: new Uint8Array(8) });
  assert.is(file.length, 128 + 8);
  assert.is(
    Buffer.from(file.subarray(0, 128)).toString('latin1'),
    `\x93NUMPY\x01\x00v\x00${header('<f4', '(2,)').padEnd(117)}\n`,
  );
});

test('versions 2 and 3 of .npy are read', async () => {
  for (const version of [2, 3])
    assert.is(
      (await decodeArray('x.npy', npy(header('<i4', '(1,)'), Uint8Array.of(7, 0, 0, 0), version), 'i32'))
        .length,
      1,
    );
});

test('pictures as bytes with a last axis of four become pixels', async () => {
  const array = await decodeArray('x.npy', npy(header('|u1', '(1, 2, 4)'), new Uint8Array(8)), 'pixel');
  assert.equal([array.length, array.shape], [2, [1, 2]]);
  const three = npy(header('|u1', '(4, 3)'), new Uint8Array(12));
  assert.is((await errorOf(() => decodeArray('x.npy', three, 'pixel'))).code, 'PX0717');
});

test('a .npy file of another type, byte order or storage order says how to convert it', async () => {
  const eight = new Uint8Array(8);
  assert.is(
    await said(() => decodeArray('x.npy', npy(header('<f8', '(1,)'), eight), 'f32')),
    "PX0717: `x.npy` holds '<f8', and the array holds float, which is '<f4'. | Convert it: `numpy.save('x.npy', x.astype('<f4'))`, or change the type of the array.",
  );
  assert.is(
    await said(() => decodeArray('x.npy', npy(header('>f4', '(2,)'), eight), 'f32')),
    "PX0718: `x.npy` holds '>f4', which is big endian. | Convert it: `numpy.save('x.npy', x.astype('<f4'))`.",
  );
  assert.is(
    await said(() => decodeArray('x.npy', npy(header('<f4', '(2, 2)', 'True'), new Uint8Array(16)), 'f32')),
    "PX0719: `x.npy` holds its shape (2, 2) in Fortran order. | Convert it: `numpy.save('x.npy', numpy.ascontiguousarray(x))`.",
  );
});

test('a truncated .npy file is an error wherever it ends', async () => {
  const whole = npy(header('<f4', '(4,)'), new Uint8Array(16));
  for (const length of [0, 3, 7, 9, 20, whole.length - 1])
    assert.match(
      (await errorOf(() => decodeArray('x.npy', whole.subarray(0, length), 'f32'))).code,
      /PX071[56]/,
      String(length),
    );
  assert.is(
    await said(() => decodeArray('x.npy', whole.subarray(0, whole.length - 6), 'f32')),
    'PX0716: `x.npy` is cut off: its shape (4,) takes 16 bytes, and 10 follow the header. | Write the file again.',
  );
  assert.is(
    await said(() => decodeArray('x.npy', utf8('no array'), 'f32')),
    "PX0715: `x.npy` is no .npy file: it does not begin with the mark of the format. | Write it with `numpy.save('x.npy', x)`; raw bytes need another extension, such as `.bin`.",
  );
  assert.is(
    (
      await errorOf(() =>
        decodeArray(
          'x.npy',
          npy("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)}", new Uint8Array(4)),
          'f32',
        ),
      )
    ).message,
    '`x.npy` is no .npy file: it holds records, not plain elements.',
  );
});

test('JSON arrays hold numbers and booleans in the range of the type', async () => {
  assert.equal(
    values('f32', (await decodeArray('x.json', utf8(' [1, -2.5e1,\n 0.5 ] '), 'f32')).bytes),
    [1, -25, 0.5],
  );
  assert.equal(values('bool', (await decodeArray('x.json', utf8('[true,false]'), 'bool')).bytes), [
    true,
    false,
  ]);
  assert.equal(values('u8', (await decodeArray('x.json', utf8('[]'), 'u8')).bytes), []);
});

test('JSON numbers that round to the largest element fit, those that would round to infinity do not', async () => {
  const read = async (text: string, element: ElementType) =>
    values(element, (await decodeArray('x.json', utf8(text), element)).bytes);
  assert.equal(await read('[65519, -65519.9]', 'f16'), [65504, -65504]);
  assert.is((await errorOf(() => read('[65520]', 'f16'))).code, 'PX0728');
  const largest = 2 ** 128 - 2 ** 104;
  // Half-way to the next power of two is the first that rounds to infinity.
  assert.equal(await read(`[${2 ** 128 - 2 ** 103 - 2 ** 75}]`, 'f32'), [largest]);
  assert.is((await errorOf(() => read(`[${2 ** 128 - 2 ** 103}]`, 'f32'))).code, 'PX0728');
});

test('what JSON cannot say, and what does not fit, is shown with its place', async () => {
  const read = (text: string, element: ElementType) => said(() => decodeArray('x.json', utf8(text), element));
  assert.is(
    await read('[1,\n NaN]', 'f32'),
    'PX0726: `x.json` has NaN, which is not JSON. @2:2-5 | Use a `.npy` or raw file for data that is not finite.',
  );
  assert.match(await read('[-Infinity]', 'f32'), /^PX0726: `x.json` has -Infinity, .* @1:2-11/);
  assert.is(
    await read('[[1], [2]]', 'i32'),
    'PX0727: `x.json` has an array inside the array. @1:2-3 | Write the elements one after another, row by row; a `.npy` file keeps a shape.',
  );
  assert.is(
    await read('[1, 300]', 'u8'),
    'PX0728: `x.json` has 300; an element of u8 is a whole number from 0 to 255. @1:5-8 | Correct the number, or change the type of the array.',
  );
  assert.match(await read('[1.5]', 'i32'), /^PX0728: `x.json` has 1.5; an element of int is a whole number/);
  assert.match(await read('[1e39]', 'f32'), /^PX0728/);
  assert.match(await read('[70000]', 'f16'), /^PX0728: .* at most 65504 in size/);
  assert.match(await read('[1e999]', 'f64'), /^PX0728/);
  assert.match(await read('[1]', 'bool'), /^PX0728: `x.json` has 1; an element of bool is true or false/);
  assert.match(await read('[true]', 'i32'), /^PX0728: `x.json` has true; an element of int is a number/);
  assert.is(
    await read('{"a": 1}', 'i32'),
    'PX0725: `x.json` has `{` where `[` should stand. @1:1-2 | An array is written `[1, 2, 3]`.',
  );
  assert.match(await read('[1, 2', 'i32'), /^PX0725: `x.json` has its end where `,` or `\]` should stand/);
  assert.match(await read('[1, ]', 'i32'), /^PX0725: `x.json` has `\]` where a number should stand/);
  assert.match(await read('[1] 2', 'i32'), /^PX0725: `x.json` has `2` where the end should stand/);
  assert.match(await read('["1"]', 'i32'), /^PX0725: `x.json` has `"` where a number should stand/);
  assert.match(await read('[null]', 'i32'), /^PX0725: `x.json` has `null` where a number should stand/);
  assert.match(await read('', 'i32'), /^PX0725: `x.json` has its end where `\[` should stand/);
});

test('f32 results are written to JSON with the digits that they need', async () => {
  // The last one needs all nine.
  const numbers = [0.1, 16777216, -0, 10.039803504943848];
  const bytes = new Uint8Array(4 * numbers.length);
  const view = elementsOf('f32', bytes);
  numbers.forEach((value, i) => {
    view.set(i, value);
  });
  const file = await encodeArray('y.json', { element: 'f32', length: numbers.length, bytes });
  assert.is(new TextDecoder().decode(file), '[0.1, 16777216, -0, 10.0398035]\n');
  assert.equal((await decodeArray('y.json', file, 'f32')).bytes, bytes);
  view.set(1, Number.NaN);
  assert.is(
    await said(() => encodeArray('y.json', { element: 'f32', length: numbers.length, bytes })),
    'PX0729: Element 1 is NaN, which `y.json` cannot hold: JSON has finite numbers only. | Write it to a `.npy` or raw file.',
  );
});

test('a PNG keeps its pixels, width and height', async () => {
  const bytes = Uint8Array.from({ length: 24 }, (_, i) => i * 10);
  const file = await encodeArray('x.png', { element: 'pixel', length: 6, bytes, shape: [2, 3] });
  assert.equal(await decodeArray('x.png', file, 'pixel'), {
    element: 'pixel',
    length: 6,
    bytes,
    shape: [2, 3],
  });
});

test('grey and 16-bit pictures become RGBA', async () => {
  const grey = new PNG({ width: 1, height: 1 });
  grey.data = Buffer.of(77, 77, 77, 255);
  const written = PNG.sync.write(grey, { colorType: 0, inputColorType: 6 });
  assert.equal([...(await decodeArray('g.png', written, 'pixel')).bytes], [77, 77, 77, 255]);
  const deep = new PNG({ width: 1, height: 1 });
  deep.data = Buffer.from(Uint16Array.of(65535, 0, 32896, 65535).buffer);
  const file = PNG.sync.write(deep, { bitDepth: 16, colorType: 6, inputColorType: 6 });
  assert.equal([...(await decodeArray('d.png', file, 'pixel')).bytes], [255, 0, 128, 255]);
});

test('a PNG that is cut off anywhere, damaged, or none at all is an error', async () => {
  const whole = await encodeArray('x.png', {
    element: 'pixel',
    length: 64,
    bytes: new Uint8Array(256).fill(9),
    shape: [8, 8],
  });
  for (let length = 0; length < whole.length - 12; length++)
    assert.is(
      (await errorOf(() => decodeArray('x.png', whole.subarray(0, length), 'pixel'))).code,
      'PX0735',
      String(length),
    );
  const damaged = whole.slice();
  damaged[50]! ^= 255;
  assert.is(
    await said(() => decodeArray('x.png', damaged, 'pixel')),
    'PX0735: `x.png` is no readable PNG: it is cut off or damaged. | Check that it opens in an image viewer; other formats have to be converted to PNG.',
  );
  const huge = whole.slice();
  huge.set([0x7f, 255, 255, 255, 0x7f, 255, 255, 255], 16);
  assert.match(
    (await errorOf(() => decodeArray('x.png', huge, 'pixel'))).message,
    /2147483647 × 2147483647 pixels are too many/,
  );
  assert.match(
    (await errorOf(() => decodeArray('x.png', utf8('GIF89a'), 'pixel'))).message,
    /does not begin with the mark/,
  );
});

test('pictures are for arrays of pixel whose width is known', async () => {
  assert.is(
    await said(() => decodeArray('x.png', new Uint8Array(), 'u8')),
    'PX0736: `x.png` is a picture, and the array holds u8. | Declare the array as `pixel[]`, or use a raw or `.npy` file.',
  );
  const array = { element: 'pixel', length: 6, bytes: new Uint8Array(24) } as const;
  assert.is(
    (await errorOf(() => encodeArray('x.png', array))).message,
    'Nothing says how wide the picture `x.png` of 6 pixels is.',
  );
  assert.is(
    (await errorOf(() => encodeArray('x.png', { ...array, shape: [2, 2] }))).message,
    '`x.png` would be 2 × 2 pixels, and the array has 6.',
  );
});

test.run();
