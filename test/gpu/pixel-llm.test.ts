// The images of the small network on the device: integers to the byte, floats within what rounding explains.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { errorBound } from '../../fixtures/pixel-llm/error-bound.ts';
import { loadModel } from '../../fixtures/pixel-llm/execution.ts';
import { readModel, SHOWN_CONTEXT } from '../../fixtures/pixel-llm/models.ts';
import { readWeights } from '../../fixtures/pixel-llm/weights.ts';
import { runPixels } from '../../plugins/run-webgpu/pixels/index.ts';
import { gpuTest } from './device.ts';
import { onDevice } from './pixel-machine.ts';

const test = suite('pixel-llm');

const onGpu = (image: Parameters<typeof onDevice>[0]) =>
  onDevice(image, async (device, buffer) => {
    const { width, height } = image;
    await runPixels(device, buffer, { width, height, compat: true, maxThreads: 2 ** 31 });
  });

for (const name of ['bytes', 'signed'] as const)
  gpuTest(test, `the device leaves the same pixels of ${name}.pxi, byte for byte`, async () => {
    const { image, run } = loadModel(readModel(name));
    assert.is(Buffer.compare((await onGpu(image)).pixels, run(SHOWN_CONTEXT).pixels), 0);
  });

gpuTest(test, 'the outputs of floats.pxi are as near to the reference as rounding allows', async () => {
  const { image, run, outputs } = loadModel(readModel('floats'));
  const found = outputs(await onGpu(image));
  const expected = outputs(run(SHOWN_CONTEXT));
  const bound = errorBound(readWeights('floats'), SHOWN_CONTEXT);
  for (let j = 0; j < expected.length; j++) {
    const distance = Math.abs(found[j]! - expected[j]!);
    assert.ok(distance <= 2 * bound[j]!, `output ${j}: ${found[j]}, ${expected[j]}`);
  }
});

test.run();
