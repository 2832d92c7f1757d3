// Pixel form: what stays of the host, what becomes kernels of one thread, which sizes are fixed.
import {
  decodeProgram,
  encodeProgram,
  parseProgram,
  prepareRun,
  printProgram,
  type RunInputs,
  sameProgram,
  toPixelForm,
  validateProgram,
  verifyProgram,
} from 'pxos/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Laboratory } from '../differential.ts';
import { fixtures, inputsOf, readerOf } from '../fixture.ts';
import { thrownBy } from '../pictures.ts';
import { withPlainNames } from '../pixel-codec.ts';

/** The pixel form of a program in text form, printed; it has come back from an image, and the image is valid. */
async function formOf(text: string, inputs: RunInputs = {}): Promise<string> {
  const program = parseProgram(`pxir 1\n${text}`);
  assert.equal(verifyProgram(program), []);
  const form = toPixelForm(program, await prepareRun(program, inputs, { source: 'a.px' }));
  assert.equal(verifyProgram(form), []);
  const { program: pixels, image } = encodeProgram(form);
  assert.equal(validateProgram(pixels), []);
  const back = decodeProgram(pixels, image).program;
  assert.ok(sameProgram(withPlainNames(back), withPlainNames(form)), printProgram(back));
  return printProgram(form).replace(/^pxir 1\n/, '');
}

const PUT = `
buffer x: i32 open write
setting n: u8
setting size: i32
kernel put(x: i32[] write, n: u8, m: i32) {
  $n + $m -> x[thread.x]
}
`;

test('a setting stays one where a parameter takes it as it is; a constant is passed as one', async () => {
  const text = `${PUT}launch put blocks (2) threads (4) with x = buffer x, n = @n, m = 5\n`;
  assert.is(
    await formOf(text, { set: { n: 7 }, size: { x: 8 } }),
    `gas 24

buffer x: i32 image write length 8 output
setting n: u8 = 7

kernel put(x: i32[] write, n: u8, m: i32) {
  local t1: i32, t2: i32
  thread.x -> t1
  $n + $m -> t2
  t2 -> x[t1]
}

launch put blocks (8, 1, 1) threads (1, 1, 1) with x = buffer x, n = @n, m = 5
`,
  );
});

test('arithmetic on settings becomes a kernel of one thread, once for equal expressions', async () => {
  const text = `${PUT}set @n * 2 -> twice
launch put blocks (1) threads (1) with x = buffer x, n = 3, m = @twice + 1
launch put blocks (1) threads (1) with x = buffer x, n = 4, m = @twice + 1\n`;
  const form = await formOf(text, { set: { n: 7 }, size: { x: 8 } });
  assert.match(form, 'buffer host_1: i32 image readwrite length 1\n');
  assert.match(form, 'setting n: u8 = 7\n');
  assert.match(
    form,
    `kernel host_1(v0: u8, result: i32[] write) {
  local t1: i32, t2: i32
  $v0 * 2 -> t1
  t1 + 1 -> t2
  t2 -> result[0]
}

launch host_1 blocks (1, 1, 1) threads (1, 1, 1) with v0 = @n, result = buffer host_1
launch put blocks (1, 1, 1) threads (1, 1, 1) with x = buffer x, n = 3, m = buffer host_1[0]
launch put blocks (1, 1, 1) threads (1, 1, 1) with x = buffer x, n = 4, m = buffer host_1[0]
`,
  );
});

test('a setting that a size depends on is fixed with it', async () => {
  const text = `${PUT}launch put blocks (@size) threads (1) with x = buffer x, n = @n, m = @size\n`;
  const form = await formOf(text, { set: { n: 7, size: 3 }, size: { x: 8 } });
  assert.not.match(form, 'setting size');
  assert.match(form, 'launch put blocks (3, 1, 1) threads (1, 1, 1) with x = buffer x, n = @n, m = 3\n');
});

test('a parameter that gets different things has the type that holds them all', async () => {
  const text = `${PUT}launch put blocks (1) threads (1) with x = buffer x, n = @n, m = 5
launch put blocks (1) threads (1) with x = buffer x, n = 3, m = @n\n`;
  const form = await formOf(text, { set: { n: 200 }, size: { x: 8 } });
  assert.match(form, 'kernel put(x: i32[] write, n: i32, m: i32) {');
  assert.match(form, 'n = buffer host_1[0], m = 5\n');
  assert.match(form, 'n = 3, m = buffer host_1[0]\n');
});

test('NaN and infinities are passed by their bits and stay values of settings', async () => {
  const text = `
buffer x: f32 open write
setting a: f32
kernel put(x: f32[] write, a: f32, b: f32) {
  $a + $b -> x[0]
}
launch put blocks (1) threads (1) with x = buffer x, a = @a, b = (0.0 / 0.0)
`;
  const form = await formOf(text, { set: { a: 'inf' }, size: { x: 1 } });
  assert.match(form, 'setting a: f32 = inf\n');
  assert.match(form, 'b = bitcast<f32>(2143289344u)\n');
});

test('blocks that a kernel sees are kept, and every kernel and function that nothing reaches goes', async () => {
  const text = `
buffer x: i32 open readwrite
function unused(a: i32) -> i32 {
  return $a
}
function one(a: i32) -> i32 {
  return $a + 1
}
function two(a: i32) -> i32 {
  return one(one($a))
}
kernel never(x: i32[] write) {
  0 -> x[0]
}
kernel sum(x: i32[] readwrite) {
  local s: i32
  two(x[thread.x]) -> s
  reduce block sum s -> s
  s -> x[thread.x]
}
launch sum blocks (2) threads (4) with x = buffer x
`;
  const form = await formOf(text, { in: { x: { bytes: new Uint8Array(32).fill(1) } } });
  assert.match(form, 'launch sum blocks (2, 1, 1) threads (4, 1, 1)');
  assert.match(form, 'buffer x: i32 image readwrite length 8 input output {');
  assert.not.match(form, 'unused');
  assert.not.match(form, 'never');
  assert.ok(form.indexOf('function one') < form.indexOf('function two'));
});

test('an array that matrix statements need in two shapes is copied; DOT asks for no shape', async () => {
  const text = `
buffer a: i32 allocated readwrite
buffer b: i32 allocated readwrite
buffer c: i32 allocated readwrite
buffer d: i32 allocated readwrite
buffer e: i32 allocated readwrite
alloc a elements 6
alloc b matrix 6 by 2
alloc c elements 2
alloc d matrix 3 by 2
alloc e elements 1
matrix matmul a, b -> c
matrix add a, d -> d
matrix dot a, d -> e
`;
  const form = await formOf(text);
  assert.match(
    form,
    `matrix matmul a, b -> c
copy to gpu a -> a_3x2 count 6
matrix add a_3x2, d -> d
matrix dot a, d -> e
`,
  );
});

test('an image that is built again is the same image', async () => {
  const text = `${PUT}launch put blocks (1) threads (1) with x = buffer x, n = @n, m = 5\n`;
  const program = parseProgram(`pxir 1\n${text.replace('open write', 'open readwrite')}`);
  const given = { set: { n: 7 }, in: { x: { bytes: new Uint8Array(8).fill(3) } } };
  const form = toPixelForm(program, await prepareRun(program, given, { source: 'a.px' }));
  const { program: pixels, image } = encodeProgram(form);
  const decoded = decodeProgram(pixels, image).program;
  assert.match(printProgram(decoded), 'buffer x: i32 image write length 2 input output {');
  const again = toPixelForm(decoded, await prepareRun(decoded, {}, { source: 'a.pxi' }));
  assert.is(printProgram(again), printProgram(decoded));
  assert.equal(encodeProgram(again).image, image);
});

test('an image that is built again keeps what no step uses, and what belongs to an array', async () => {
  const text = `pxir 1
gas 20

buffer x: i32 image readwrite length 2 input output auxiliary scales
buffer scales: f32 image read length 1 setting auxiliary scales {
  "0000003f"
}
buffer spare: u8 image readwrite length 6 shape 2 3 input auxiliary x

matrix relu x -> x
`;
  const program = parseProgram(text);
  assert.equal(verifyProgram(program), []);
  const form = toPixelForm(program, await prepareRun(program, {}, { source: 'a.pxi' }));
  assert.is(printProgram(form), text);
  const encoded = encodeProgram(form);
  assert.is(printProgram(decodeProgram(encoded.program, encoded.image).program), text);
});

test('a matrix of more rows than a record can say is one row where only its elements matter', async () => {
  const tall = 2 ** 24;
  const formed = async (text: string): Promise<ReturnType<typeof toPixelForm>> => {
    const program = parseProgram(`pxir 1\n${text}`);
    assert.equal(verifyProgram(program), []);
    return toPixelForm(program, await prepareRun(program, {}, { source: 'a.px' }));
  };
  const arrays = (...names: readonly string[]): string =>
    names.map((name) => `buffer ${name}: u8 allocated readwrite\n`).join('');
  const sum = await formed(`${arrays('a', 'b')}
alloc a matrix ${tall} by 2
alloc b matrix ${tall} by 2
matrix add a, b -> a
`);
  assert.match(printProgram(sum), `buffer a: u8 image readwrite length ${2 * tall} output\n`);
  assert.match(printProgram(sum), 'matrix add a, b -> a');
  const found = await thrownBy(() =>
    formed(`${arrays('a', 'b', 'c')}
alloc a matrix ${tall} by 2
alloc b matrix 2 by 1
alloc c matrix ${tall} by 1
matrix matmul a, b -> c
`),
  );
  assert.equal(
    found.map(({ code, message }) => [code, message]),
    ['a', 'c'].map((name) => [
      'PX1302',
      `The number of rows of \`${name}\` is ${tall}; pixel programs allow ${tall - 1}.`,
    ]),
  );
});

test('an array of more elements than an image can say is refused, where it is declared', async () => {
  const program = parseProgram(`pxir 1
buffer a: u8 open write
kernel put(a: u8[] write) {
  1 -> a[thread.x]
}
launch put blocks (1) threads (4) with a = buffer a
`);
  const prepared = await prepareRun(program, { size: { a: 2 ** 28 + 1 } }, { source: 'a.px' });
  const found = await thrownBy(async () => toPixelForm(program, prepared));
  assert.equal(
    found.map(({ code, message }) => [code, message]),
    [['PX1302', `The number of elements of \`a\` is ${2 ** 28 + 1}; pixel programs allow ${2 ** 28}.`]],
  );
});

test('the fixtures come back from their pixels', async () => {
  const laboratory = await Laboratory.open();
  const refused = new Set<string>();
  let encoded = 0;
  for (const fixture of fixtures()) {
    const { compiled, prepared } = await laboratory.prepare(
      fixture.text,
      (program) => inputsOf(fixture, program),
      { path: fixture.path, read: readerOf(fixture) },
    );
    let form: ReturnType<typeof toPixelForm>;
    try {
      form = toPixelForm(compiled.program, prepared);
    } catch {
      refused.add(fixture.name);
      continue;
    }
    const { program: pixels, image } = encodeProgram(form);
    assert.equal(validateProgram(pixels), [], fixture.name);
    const back = decodeProgram(pixels, image).program;
    assert.ok(sameProgram(withPlainNames(back), withPlainNames(form)), fixture.name);
    encoded++;
  }
  await laboratory.close();
  assert.equal([...refused].sort(), ['double-precision']);
  assert.ok(encoded > 10);
});

test.run();
