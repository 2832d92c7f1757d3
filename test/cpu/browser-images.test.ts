// What `pxos/browser` says of an image before it runs, and the ways in which it runs one; all of it in Node, where it works as well.
import { assembleImage, hashOf, isPxosError, openImage, runImage, saveImage, traceImage } from 'pxos/browser';
import { encodePng, type PixelImage } from 'pxos/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { legacyImage, vector } from '../legacy-images.ts';
import { VECTORS } from '../pure/pxi-vectors.ts';

const codesOf = (diagnostics: readonly { readonly code: string }[]): readonly string[] =>
  diagnostics.map(({ code }) => code);

/** The codes that the work throws. */
async function thrown(work: Promise<unknown>): Promise<readonly string[]> {
  try {
    await work;
  } catch (error) {
    if (isPxosError(error)) return codesOf(error.diagnostics);
    throw error;
  }
  return [];
}

const SUMS = legacyImage(
  6,
  6,
  [['ADD', 1, 2, 3], ['RELU', 3], ['ADD', 3, 2, 4], ['HALT']],
  [vector(1, 1, 2, 3), vector(2, 10, 20, 30), vector(3, 0, 0, 0), vector(4, 0, 0, 0)],
);

/** Version 1.1: three steps on two arrays. */
const STEPS = assembleImage(`pxi 1.1
array @1 x i32 1x4 read write output {
  1 -2 3 4
}
array @2 y i32 1x4 read write output {
  10 20 -30 40
}
steps {
  ADD @1 @2 @1
  ADD @1 @2 @2
  RELU @1
  HALT
}
`).image;

const open = (image: PixelImage, options = {}) => openImage(encodePng(image), { file: 'a.pxi', ...options });

test('a Blob, a buffer and bytes are opened as the same image', async () => {
  const bytes = new Uint8Array(encodePng(SUMS));
  const [fromBytes, fromBlob, fromBuffer] = [
    await openImage(bytes),
    await openImage(new Blob([bytes])),
    await openImage(bytes.buffer),
  ];
  assert.equal(fromBlob, fromBytes);
  assert.equal(fromBuffer, fromBytes);
  assert.is(fromBytes.version, '1.0');
  assert.equal(fromBytes.diagnostics, []);
  assert.equal(
    fromBytes.inspection.steps.map(({ text }) => text),
    ['ADD 1 2 3', 'RELU 3', 'ADD 3 2 4', 'HALT'],
  );
});

test('what is no PNG is refused; what is no program is opened, with what is wrong with it', async () => {
  assert.equal(await thrown(openImage(new Uint8Array(100))), ['PX1000']);
  const damaged = VECTORS.A.image();
  damaged.pixels[7] = 1;
  const opened = await open(damaged);
  assert.is(opened.version, 'damaged');
  assert.equal(codesOf(opened.diagnostics), ['PX1050']);
  assert.is(opened.diagnostics[0]?.file, 'a.pxi');
  assert.equal(await thrown(runImage(opened, { runner: 'cpu' })), ['PX1050']);
  const wrong = await open(legacyImage(4, 2, [[9, 0, 0, 0], ['HALT']]));
  assert.is(wrong.image.width, 4);
  const found = codesOf(wrong.diagnostics);
  assert.ok(found.length > 0 && new Set(found).size === found.length, found.join());
});

test('a program that computes a shape says that it is only interpreted', async () => {
  const computed = legacyImage(6, 4, [['DOT_RGB', 1, 1, 2], ['RELU', 2], ['HALT']], [vector(1, 1)]);
  const opened = await open(computed);
  assert.is(opened.onlyInterpreted?.code, 'PX1353');
  const { device, diagnostics } = await runImage(opened, { runner: 'cpu' });
  assert.match(device, /^pixel interpreter/);
  assert.equal(codesOf(diagnostics).slice(0, 1), ['PX1354']);
});

test('every runner leaves the same image, compiled and interpreted, and the one that it was given as it was', async () => {
  for (const image of [SUMS, STEPS, VECTORS.A.image(), VECTORS.B.image()]) {
    const opened = await open(image);
    assert.equal(opened.diagnostics, []);
    const before = await hashOf(opened.image);
    const hashes = new Set<string>();
    for (const runner of ['cpu', 'reference'] as const)
      for (const interpret of [false, true]) {
        const ran = await runImage(opened, { runner, interpret });
        assert.match(ran.device, interpret ? /^pixel interpreter/ : /^(WebAssembly|reference evaluator)/);
        assert.ok(ran.milliseconds > 0);
        hashes.add(await hashOf(ran.image));
      }
    assert.is(hashes.size, 1);
    assert.not.ok(hashes.has(before));
    assert.is(await hashOf(opened.image), before);
  }
});

test('steps run one by one leave what the program leaves', async () => {
  for (const [image, count] of [
    [SUMS, 4],
    [STEPS, 4],
  ] as const) {
    const opened = await open(image);
    let { image: now } = opened;
    for (let k = 0; k < count; k++)
      ({ image: now } = await runImage({ ...opened, image: now }, { runner: 'cpu', steps: [k, k + 1] }));
    const whole = await runImage(opened, { runner: 'cpu' });
    assert.is(await hashOf(now), await hashOf(whole.image));
    assert.is([...traceImage(opened.image, {})].length, count);
  }
});

test('an image alone is enough to run; what is saved is opened again', async () => {
  const { image } = await runImage({ image: SUMS }, { runner: 'cpu' });
  assert.equal([...image.pixels.subarray(4 * 6 * 4)].filter((_, i) => i % 4 === 0).slice(1, 4), [21, 42, 63]);
  const names = new TextEncoder().encode('1 x\n');
  const again = await openImage(await saveImage(image, { names }));
  assert.equal(again.image, image);
  assert.equal(again.names, names);
});

test('messages speak of options, not of flags of a command line', async () => {
  const damaged = VECTORS.A.image();
  damaged.pixels[7] = 1;
  const opened = await open(damaged);
  assert.match(opened.diagnostics[0]?.hint ?? '', /runs with `compat` only/);
  const old = legacyImage(4, 3, [['RELU', 1], ['HALT']], [vector(1, 1)]);
  const { diagnostics } = await runImage(await open(old, { compat: true }), { runner: 'cpu', compat: true });
  assert.match(diagnostics[0]?.message ?? '', /`compat` asks for what old executors did/);
  const computed = legacyImage(6, 4, [['DOT_RGB', 1, 1, 2], ['RELU', 2], ['HALT']], [vector(1, 1)]);
  const { onlyInterpreted } = await open(computed);
  for (const found of [...opened.diagnostics, ...diagnostics, onlyInterpreted])
    assert.not.match(`${found?.message} ${found?.hint}`, /`--/);
  try {
    await runImage(opened, { runner: 'cpu' });
    assert.unreachable();
  } catch (error) {
    if (!isPxosError(error)) throw error;
    assert.match(error.diagnostics[0]?.hint ?? '', /runs with `compat` only/);
  }
});

test('a run that is given up does not begin', async () => {
  const opened = await open(STEPS);
  const signal = AbortSignal.abort();
  for (const runner of ['cpu', 'webgpu', 'reference'] as const)
    for (const interpret of [false, true])
      assert.equal(await thrown(runImage(opened, { runner, interpret, signal })), ['PX1483']);
});

test.run();
