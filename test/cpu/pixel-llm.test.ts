// `pxos run` on the images of the small network: compiled or interpreted, the CPU leaves what the executors of the core leave.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodePng, encodePng, executeLegacy, type PixelImage } from 'pxos/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { bytesProgram } from '../../fixtures/pixel-llm/bytes-program.ts';
import { loadModel } from '../../fixtures/pixel-llm/execution.ts';
import { MODEL_NAMES, readModel, SHOWN_CONTEXT } from '../../fixtures/pixel-llm/models.ts';
import { inputsOf } from '../../fixtures/pixel-llm/network.ts';
import { toBytes } from '../../fixtures/pixel-llm/quantize.ts';
import { readWeights } from '../../fixtures/pixel-llm/weights.ts';
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
    const { image, run } = loadModel(readModel(name));
    const result = await resultOf(image, ...(name === 'bytes' ? ['--compat'] : []));
    assert.is(Buffer.compare(result.pixels, run(SHOWN_CONTEXT).pixels), 0);
  });

test('the network with 1023 outputs is compiled in strict mode, to the same pixels', async () => {
  const network = toBytes(readWeights('bytes'));
  const image = bytesProgram(network, inputsOf(network.table, SHOWN_CONTEXT), { outputs: 1023 });
  const result = await resultOf(image);
  assert.is(Buffer.compare(result.pixels, executeLegacy(image).image.pixels), 0);
});

test.run();
