// `pxos run` on the images of the small network: compiled or interpreted, the CPU leaves what the executors of the core leave.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  decodePng,
  encodePng,
  executeLegacy,
  loadProgram,
  type PixelImage,
  type PixelProgram,
} from 'pxos/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { bytesProgram } from '../../fixtures/pixel-llm/bytes-program.ts';
import { loadModel } from '../../fixtures/pixel-llm/execution.ts';
import { MODEL_NAMES, modelFile, readModel, SHOWN_CONTEXT } from '../../fixtures/pixel-llm/models.ts';
import { inputsOf } from '../../fixtures/pixel-llm/network.ts';
import { toBytes } from '../../fixtures/pixel-llm/quantize.ts';
import { readWeights } from '../../fixtures/pixel-llm/weights.ts';
import { build, run } from '../../plugins/index.ts';
import { pxos, withFiles } from '../pure/command-line.ts';

/** The image that `pxos run` leaves. */
const resultOf = (image: PixelImage, ...options: readonly string[]): Promise<PixelImage> =>
  withFiles({ 'network.pxi': encodePng(image) }, async (folder) => {
    const out = ['--out', 'image=result.pxi', '--runner', 'cpu'];
    const { code, stderr } = await pxos(folder, ['run', 'network.pxi', ...out, ...options]);
    assert.is(code, 0, stderr);
    return decodePng(readFileSync(join(folder, 'result.pxi'))).image;
  });

for (const name of MODEL_NAMES)
  test(`pxos run leaves the pixels of ${name}.pxi that the core leaves, byte for byte`, async () => {
    const { image, run: runImage } = loadModel(readModel(name));
    const result = await resultOf(image, ...(name === 'bytes' ? ['--compat'] : []));
    assert.is(Buffer.compare(result.pixels, runImage(SHOWN_CONTEXT).pixels), 0);
  });

for (const name of ['signed', 'floats'] as const)
  test(`${name}.px builds to an image of the same six steps that computes the same outputs`, async () => {
    const model = readModel(name);
    const bytesFor = (context: ArrayLike<number>): Readonly<Record<string, { bytes: Uint8Array }>> =>
      Object.fromEntries(
        Object.entries(model.parts?.(context) ?? {}).map(([part, bytes]) => [part, { bytes }]),
      );
    const { artifacts, diagnostics } = await build({
      config: false,
      files: [fileURLToPath(new URL(`${name}.px`, modelFile(name)))],
      targets: ['pxi'],
      out: false,
      inputs: () => ({ in: bytesFor(SHOWN_CONTEXT) }),
    });
    assert.equal(diagnostics, []);
    const file = artifacts[0]?.contents;
    assert.ok(file instanceof Uint8Array);
    const { image } = decodePng(file);
    const steps = ({ steps: { list } }: PixelProgram): readonly string[] =>
      list.map((step) => (step.kind === 'matrix' ? step.op : step.kind));
    const { image: laidOut, run: runLaidOut, outputs: outputsOf } = loadModel(model);
    assert.equal(steps(loadProgram(image)), steps(loadProgram(laidOut)));
    await withFiles({ 'network.pxi': file }, async (cwd) => {
      for (const context of [SHOWN_CONTEXT, [1, 2, 3, 4]])
        for (const way of [{ runner: 'cpu' }, { runner: 'cpu', interpret: true }]) {
          const { inputs } = bytesFor(context);
          const result = await run('network.pxi', { cwd, config: false, in: { inputs: inputs! }, ...way });
          assert.ok(result.ok, result.diagnostics.map(({ message }) => message).join());
          const wanted = outputsOf(runLaidOut(context));
          const { bytes } = result.outputs['outputs']!;
          const words = name === 'signed' ? Int32Array : Float32Array;
          assert.equal(Array.from(new words(bytes.slice().buffer)), Array.from(wanted));
          assert.equal(Array.from(wanted), Array.from(model.forward(context)));
        }
    });
  });

test('the network with 1023 outputs is compiled in strict mode, to the same pixels', async () => {
  const network = toBytes(readWeights('bytes'));
  const image = bytesProgram(network, inputsOf(network.table, SHOWN_CONTEXT), { outputs: 1023 });
  const result = await resultOf(image);
  assert.is(Buffer.compare(result.pixels, executeLegacy(image).image.pixels), 0);
});

test.run();
