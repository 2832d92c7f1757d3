// Running the programs of images: arrays in and out by name and number, what the result holds, what a failing run leaves.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodePng, executeLegacy, isPxosError, type PixelImage, wordsOf } from 'pxos/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { assemble } from '../../core/pxi/assembly/index.ts';
import { run } from '../../plugins/index.ts';
import { legacyImage, vector } from '../legacy-images.ts';
import { pxos } from '../pure/command-line.ts';
import { VECTORS } from '../pure/pxi-vectors.ts';
import { Random } from '../random/random.ts';

let folder: string;
test.before(() => {
  folder = mkdtempSync(join(tmpdir(), 'pxos-pixels-'));
});
test.after(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(image: PixelImage, names?: string): string {
  const path = join(folder, 'program.pxi');
  writeFileSync(
    path,
    encodePng(image, names === undefined ? {} : { names: new TextEncoder().encode(names) }),
  );
  return path;
}

const WAYS = [
  { runner: 'cpu' },
  { runner: 'reference' },
  { runner: 'cpu', interpret: true },
  { runner: 'reference', interpret: true },
] as const;

test('the three vectors of the specification give what it prints, compiled and interpreted', async () => {
  for (const { image, result } of Object.values(VECTORS))
    for (const way of WAYS) {
      const { ok, outputs, diagnostics } = await run(fileOf(image()), { config: false, ...way });
      assert.ok(ok, diagnostics.map(({ message }) => message).join());
      const bytes = Buffer.from(outputs.image?.bytes ?? []);
      for (const [pixel, word] of Object.entries(result))
        assert.is(bytes.toString('hex', 4 * Number(pixel), 4 * Number(pixel) + 4), word);
    }
});

test('an array goes in and comes out by its name and by its number; the picture keeps the names', async () => {
  const path = fileOf(VECTORS.A.image(), '1 x\n2 plus_one\n');
  for (const name of ['x', '#1'])
    for (const way of WAYS) {
      const options = { in: { [name]: { bytes: Uint8Array.of(9, 8, 7, 6, 5) } }, out: [name, 'image'] };
      const { ok, outputs } = await run(path, { config: false, ...options, ...way });
      assert.ok(ok);
      assert.equal([...(outputs[name]?.bytes ?? [])], [10, 9, 8, 7, 6]);
      assert.is(wordsOf({ width: 8, height: 4, pixels: outputs.image!.bytes })[29], 0x0708090a);
    }
});

test('an array that is called `image` comes out by its number, beside the image', async () => {
  const path = fileOf(VECTORS.A.image(), '1 image\n');
  for (const way of WAYS) {
    const one = await run(path, { config: false, out: ['#1'], ...way });
    assert.equal(Object.keys(one.outputs), ['#1']);
    assert.is(one.outputs['#1']?.bytes.length, 5);
    const all = await run(path, { config: false, ...way });
    assert.equal(Object.keys(all.outputs), ['image', '#1']);
    assert.is(all.outputs['image']?.bytes.length, 4 * 8 * 5);
  }
});

test('an array that is given by its name and by its number is given twice, which is refused', async () => {
  const path = fileOf(VECTORS.A.image(), '1 x\n');
  const bytes = Uint8Array.of(1, 2, 3, 4, 5);
  const { ok, diagnostics } = await run(path, { config: false, in: { x: { bytes }, '#1': { bytes } } });
  assert.not(ok);
  assert.equal(
    diagnostics.filter(({ severity }) => severity === 'error').map(({ code, message }) => [code, message]),
    [['PX0560', '`--in #1=…` cannot be: `x` names the same array.']],
  );
});

test('version 1.0 gives the same bytes compiled as interpreted, or the same error', async () => {
  const random = new Random(20);
  for (let i = 0; i < 60; i++) {
    const bytes = (count: number): readonly number[] =>
      Array.from({ length: count }, () => random.integer(0, random.chance(0.5) ? 40 : 255));
    const operations = ['ADD', 'DOT_RGB', 'ADD', 'RELU'] as const;
    const program = Array.from({ length: 4 }, (_, k) => {
      const row = () => random.integer(1, 4);
      return [operations[k]!, row(), row(), row()] as const;
    });
    const vectors = [6, 6, 5, 6].map((length, k) => vector(k + 1, ...bytes(length)));
    const image = legacyImage(8, 5, [...program, ['HALT']], vectors);
    let wanted: string;
    try {
      wanted = Buffer.from(executeLegacy(image).image.pixels).toString('hex');
    } catch (error) {
      if (!isPxosError(error)) throw error;
      wanted = error.diagnostics.filter(({ severity }) => severity === 'error')[0]!.code;
    }
    const { ok, outputs, diagnostics } = await run(fileOf(image), { config: false, runner: 'cpu' });
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    assert.is(ok ? Buffer.from(outputs.image!.bytes).toString('hex') : errors[0]!.code, wanted);
  }
});

test('a product of version 1.0 is the interpreter’s, saturated, and a header that is computed is interpreted', async () => {
  const product = legacyImage(
    6,
    8,
    [['MATMUL', 1, 2, 4], ['ADD', 4, 4, 6], ['HALT']],
    [
      { row: 1, rows: 2, columns: 2, elements: [1, 2, 3, 200] },
      { row: 2, rows: 2, columns: 2, elements: [5, 6, 7, 8] },
    ],
  );
  const computed = legacyImage(8, 6, [['DOT_RGB', 1, 1, 2], ['RELU', 2], ['HALT']], [vector(1, 1, 1)]);
  for (const [image, codes] of [
    [product, []],
    [computed, ['PX1354']],
  ] as const) {
    const { ok, outputs, diagnostics } = await run(fileOf(image), { config: false, runner: 'cpu' });
    assert.ok(ok, diagnostics.map(({ message }) => message).join());
    assert.equal(outputs.image?.bytes.slice(), executeLegacy(image).image.pixels);
    assert.equal(
      diagnostics.filter(({ severity }) => severity !== 'warning').map(({ code }) => code),
      codes,
    );
  }
});

test('products of version 1.0 that share memory leave nothing of one product in the next', async () => {
  const image = legacyImage(
    8,
    9,
    [['MATMUL', 1, 2, 5], ['MATMUL', 2, 5, 6], ['MATMUL', 3, 4, 7], ['MATMUL', 6, 6, 8], ['HALT']],
    [
      { row: 1, rows: 2, columns: 2, elements: [1, 2, 3, 4] },
      { row: 2, rows: 2, columns: 2, elements: [5, 6, 7, 8] },
      // Sums of nothing: the product is 2×2, and 0.
      { row: 3, rows: 2, columns: 0 },
      { row: 4, rows: 0, columns: 2 },
      { row: 7, rows: 2, columns: 2, elements: [9, 9, 9, 9] },
    ],
  );
  const { ok, outputs } = await run(fileOf(image), { config: false, runner: 'cpu' });
  assert.ok(ok);
  assert.equal(outputs.image?.bytes.slice(), executeLegacy(image).image.pixels);
});

test('an interpreted product of version 1.0 that would take minutes ends at its time limit, and nothing is written', async () => {
  const side = 2500;
  // The result lies over its operands, which only `compat` allows: it is computed in the historical order.
  const product = legacyImage(
    8192,
    800,
    [['MATMUL', 1, 1, 2], ['HALT']],
    [1, 2].map((row) => ({ row, rows: side, columns: side })),
  );
  const path = fileOf(product);
  const before = readFileSync(path);
  const result = join(folder, 'late.pxi');
  for (const runner of ['cpu', 'reference']) {
    const { code, stderr } = await pxos(folder, [
      ...['run', path, '--interpret', '--compat', '--runner', runner, '--timeout', '0.3'],
      ...['--out', `image=${result}`],
    ]);
    assert.is(code, 1);
    assert.match(stderr, /PX0795.*`MATMUL` was ended at the time limit/);
    assert.not(existsSync(result));
  }
  assert.equal(readFileSync(path), before);
});

test('a setting that steps use as an array takes its value from --set, on every way to run', async () => {
  const { image, names } = assemble(`pxi 1.1
array @1 n i8 1x1 read setting {
  7
}
array @2 copies i8 1x2 write output
array @3 plain i8 1x1 read input
steps {
  COPY @1 @2 1
  HALT
}
`);
  const path = fileOf(image, names);
  const read = (bytes: Uint8Array | undefined): readonly number[] => [...new Int8Array(bytes ?? [])];
  const record1 = wordsOf(image)[8 + 4]!;
  for (const way of WAYS) {
    const told = async (set: Record<string, number>): Promise<readonly number[]> => {
      const { ok, outputs, diagnostics } = await run(path, { config: false, set, ...way });
      assert.ok(ok, diagnostics.map(({ message }) => message).join());
      // The result says what made it.
      assert.is(
        wordsOf({ ...image, pixels: outputs.image!.bytes })[record1]! & 255,
        (set['n'] ?? set['#1'] ?? 7) & 255,
      );
      return read(outputs['copies']?.bytes);
    };
    assert.equal(await told({}), [7, 0]);
    assert.equal(await told({ n: -3 }), [-3, 0]);
    assert.equal(await told({ '#1': -4 }), [-4, 0]);
    const refused = async (options: object): Promise<readonly string[]> => {
      const { diagnostics } = await run(path, { config: false, ...options, ...way });
      return diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
    };
    assert.equal(await refused({ set: { n: 128 } }), ['PX0557']);
    assert.equal(await refused({ set: { plain: 1 } }), ['PX0552']);
    assert.equal(await refused({ set: { n: 1 }, in: { n: [2] } }), ['PX0560']);
  }
});

/** Code and place of the first error of a run. */
async function failure(path: string, way: (typeof WAYS)[number]): Promise<string> {
  const { diagnostics } = await run(path, { config: false, timeout: 20, ...way });
  const [first] = diagnostics.filter(({ severity }) => severity === 'error');
  return `${first?.code} ${first?.pixel?.x} ${first?.pixel?.y} ${first?.message}`;
}

const told = (image: PixelImage, pixel: number, what: string): string =>
  `${what.slice(0, 6)} ${pixel % image.width} ${Math.floor(pixel / image.width)} ${what.slice(7)}`;

test('more threads than a run may have are told before anything runs, on every way to run', async () => {
  const dispatch = '  DISPATCH @1 grid 4194304 1 1 block 256 1 1 with @2\n';
  const { image, names } = assemble(`pxi 1.1
kernel @1 one int 2 {
  ARRAY write i32
  LIT i0 0
  LIT i1 1
  STORE i1 s0 i0
  RETURN
}
array @2 x i32 1x1 write output
steps {
${dispatch.repeat(1025)}  HALT
}
`);
  const threads = 'The program launches 1100585369600 threads up to here, and 1099511627776 are allowed';
  const wanted = told(image, wordsOf(image)[5]! + 8 * 1024, `PX1351 ${threads}; the image is unchanged.`);
  for (const way of WAYS) assert.is(await failure(fileOf(image, names), way), wanted);
});

test('gas that is spent is told before the grid that comes of it, on every way to run', async () => {
  const { image, names } = assemble(`pxi 1.1
gas 4
kernel @1 spend int 1 uint 2 {
  ARRAY write u32
  LIT u0 0xffffffff
  LIT u1 0
  LOOP
  STORE u0 s0 u1
  NEXT
  RETURN
}
kernel @2 nothing {
  RETURN
}
array @3 grid u32 1x3 read write
steps {
  DISPATCH @1 grid 1 1 1 block 1 1 1 with @3
  DISPATCH @2 grid @3 0 0 block 1 1 1 with
  HALT
}
`);
  const what =
    'PX1350 OUT_OF_GAS: thread 0 of kernel `spend` took more than 16 loop turns and calls; the image is unchanged.';
  for (const way of WAYS)
    assert.is(await failure(fileOf(image, names), way), told(image, wordsOf(image)[5]!, what));
});

test('a run that fails writes nothing', async () => {
  const image = legacyImage(8, 4, [['DOT_RGB', 1, 1, 2], ['HALT']], [vector(1, 255, 255)]);
  const result = join(folder, 'result.pxi');
  const done = await pxos(folder, ['run', fileOf(image), '--runner', 'cpu', '--out', `image=${result}`]);
  assert.is(done.code, 1);
  assert.match(done.stderr, /PX1109/);
  assert.not(existsSync(result));
});

test.run();
