// Matrix statements on the CPU: every bit is the one that the reference evaluator has, whatever made it.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Experiment, judgeFloats, Laboratory } from '../differential.ts';
import { decode, encode } from '../elements.ts';
import { NUMBERS, randomMatrixCase } from '../random/matrix.ts';

const SEEDS = Number(process.env['PXOS_RANDOM_MATRICES'] ?? 400);
const laboratory = await Laboratory.open();

/** The first array whose bytes differ from those of the reference evaluator. */
async function difference(experiment: Experiment): Promise<string | undefined> {
  const expected = laboratory.reference(experiment).buffers;
  const { buffers } = await laboratory.run(experiment, 'cpu');
  for (const [name, bytes] of expected) {
    const at = bytes.findIndex((byte, i) => byte !== buffers[name]?.[i]);
    if (at >= 0) return `${name} differs at byte ${at}: ${buffers[name]?.[at]}, not ${bytes[at]}`;
  }
  return undefined;
}

test(`${SEEDS} random statements of all types have the same bytes as on the reference evaluator`, async () => {
  const covered = new Set<string>();
  for (let seed = 0; seed < SEEDS; seed++) {
    const { title, text, inputs, elements } = randomMatrixCase(seed);
    const op = /^(MATMUL|ADD|DOT|RELU)/m.exec(text)![0];
    for (const element of elements) covered.add(`${op} ${element}`);
    const experiment = await laboratory.prepare(text, inputs);
    const different = await difference(experiment);
    assert.is(different, undefined, `${title}: ${different}\n${text}`);
  }
  const all = ['MATMUL', 'ADD', 'DOT', 'RELU'].flatMap((op) => NUMBERS.map((element) => `${op} ${element}`));
  assert.equal(
    all.filter((what) => !covered.has(what)),
    [],
    'every operation meets every type',
  );
});

test('the intervals of float results hold what the reference evaluator gives', async () => {
  let judged = 0;
  for (let seed = 0; seed < 60; seed++) {
    const { title, text, inputs } = randomMatrixCase(seed, ['f32', 'f16', 'i8', 'u32']);
    const experiment = await laboratory.prepare(text, inputs);
    const { buffers } = laboratory.reference(experiment);
    const verdict = judgeFloats(
      experiment.prepared,
      laboratory.intervals(experiment),
      Object.fromEntries(buffers),
    );
    judged += verdict.judged;
    assert.is(verdict.fault, undefined, title);
  }
  assert.ok(judged > 1000);
});

/** The values of `c` after a statement on both, from small lists. */
async function valuesOf(text: string, given: Readonly<Record<string, readonly number[]>>): Promise<number[]> {
  const experiment = await laboratory.prepare(text, (program) => ({
    in: Object.fromEntries(
      Object.entries(given).map(([name, values]) => {
        const element = program.buffers.find((buffer) => buffer.name === name)!.element;
        return [name, { bytes: encode(element, values) }];
      }),
    ),
  }));
  assert.is(await difference(experiment), undefined, text);
  const { storage, element } = experiment.prepared.outputs.find(({ name }) => name === 'c')!;
  return decode(element, laboratory.reference(experiment).buffers.get(storage)!);
}

test('results of 8 and 16 bits saturate, others wrap in 32 bits', async () => {
  const product = (a: string, b: string, c: string) =>
    `GPU_ALLOC a ${a} 1 BY 2\nGPU_ALLOC b ${b} 2 BY 1\nGPU_ALLOC c ${c} 1 BY 1\nMATMUL a b → c\n`;
  const most = { a: [255, 255], b: [255, 255] };
  assert.equal(await valuesOf(product('u8', 'u8', 'u8'), most), [255]);
  assert.equal(await valuesOf(product('u8', 'u8', 'i8'), most), [127]);
  assert.equal(await valuesOf(product('u8', 'u8', 'u16'), most), [65535]);
  assert.equal(await valuesOf(product('u8', 'u8', 'int'), most), [130050]);
  assert.equal(await valuesOf(product('i8', 'u8', 'i8'), { a: [-128, -1], b: [255, 1] }), [-128]);
  assert.equal(await valuesOf(product('i8', 'u8', 'u8'), { a: [-128, -1], b: [255, 1] }), [0]);
  const high = { a: [2147483647, 2147483647], b: [2, 1] };
  assert.equal(await valuesOf(product('int', 'int', 'int'), high), [2147483645]);
  assert.equal(await valuesOf(product('uint', 'uint', 'uint'), { a: [4294967295, 2], b: [2, 3] }), [4]);
  // The sum of unsigned operands is unsigned: it saturates upwards where that of ints is negative.
  assert.equal(await valuesOf(product('uint', 'uint', 'u8'), { a: [3000000000, 0], b: [1, 0] }), [255]);
  assert.equal(await valuesOf(product('uint', 'int', 'u8'), { a: [3000000000, 0], b: [1, 0] }), [0]);
  assert.equal(
    await valuesOf(product('i16', 'i16', 'int'), { a: [-32768, -32768], b: [-32768, -32768] }),
    [-2147483648],
  );
});

test('sums of floats take the products in the order of k and round each step', async () => {
  const text =
    'GPU_ALLOC a float 1 BY 4\nGPU_ALLOC b float 4 BY 1\nGPU_ALLOC c float 1 BY 1\nMATMUL a b → c\n';
  assert.equal(await valuesOf(text, { a: [1e8, 1, -1e8, 1], b: [1, 1, 1, 1] }), [1]);
  assert.equal(await valuesOf(text, { a: [1e8, -1e8, 1, 1], b: [1, 1, 1, 1] }), [2]);
});

test('RELU keeps what is above zero; everything else, NaN and -0 too, becomes zero', async () => {
  const text = 'GPU_ALLOC c float 2 BY 3\nRELU c\n';
  const values = await valuesOf(text, { c: [1.5, -2, -0, Number.NaN, Number.POSITIVE_INFINITY, 1e-45] });
  assert.equal(
    values.map((value) => (Object.is(value, -0) ? '-0' : String(value))),
    ['1.5', '0', '0', '0', 'Infinity', String(Math.fround(1e-45))],
  );
});

test('a product that replaces its operand reads what was there before', async () => {
  const text = 'GPU_ALLOC c int 2 BY 2\nGPU_ALLOC b int 2 BY 2\nMATMUL c b → c\nMATMUL b c → c\n';
  assert.equal(await valuesOf(text, { c: [1, 2, 3, 4], b: [0, 1, 1, 0] }), [4, 3, 2, 1]);
});

test('threads that share the rows of a large product make the same bytes as the definition', async () => {
  const [rows, inner, columns] = [521, 1031, 257];
  const text = `GPU_ALLOC a u8 ${rows} BY ${inner}\nGPU_ALLOC b i8 ${inner} BY ${columns}\nGPU_ALLOC c int ${rows} BY ${columns}\nMATMUL a b → c\n`;
  const a = Uint8Array.from({ length: rows * inner }, (_, i) => (i * 2654435761) >>> 24);
  const b = Int8Array.from({ length: inner * columns }, (_, i) => (i * 2246822519) >>> 24);
  const experiment = await laboratory.prepare(text, {
    in: { a: { bytes: a }, b: { bytes: new Uint8Array(b.buffer) } },
  });
  const { buffers } = await laboratory.run(experiment, 'cpu');
  const c = new Int32Array(buffers['c']!.buffer);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) sum += a[row * inner + k]! * b[k * columns + column]!;
      if (c[row * columns + column] !== sum) assert.unreachable(`row ${row}, column ${column}`);
    }
});

test.after(() => laboratory.close());

test.run();
