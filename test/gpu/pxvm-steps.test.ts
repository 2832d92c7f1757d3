// Programs on the interpreter in WGSL, one step a run: every image between is that of the interpreter in JavaScript.
import {
  decodePng,
  differingPixels,
  type InterpretImageOptions,
  isPxosError,
  type PixelImage,
  type StepRunner,
  traceImage,
  traceSteps,
} from 'pxos/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { runPixels } from '../../plugins/run-webgpu/pixels/index.ts';
import { hashOfPixels, pixelCases, readCase } from '../pxi-cases.ts';
import { gpuTest } from './device.ts';
import { onDevice } from './pixel-machine.ts';

const test = suite('pxvm, step by step');

/** Runs steps on the device. */
const onDeviceWith =
  ({ compat = false, dialect }: InterpretImageOptions): StepRunner =>
  (image, steps) =>
    onDevice(image, async (device, buffer) => {
      const { width, height } = image;
      await runPixels(device, buffer, { width, height, compat, dialect, maxThreads: 2 ** 31, steps });
    });

/** Hashes behind each step; in the end the codes of what stops the program, if anything does. */
async function hashesOf(
  trace: Iterable<{ image: PixelImage }> | AsyncIterable<{ image: PixelImage }>,
): Promise<readonly string[]> {
  const hashes: string[] = [];
  try {
    for await (const { image } of trace) hashes.push(hashOfPixels(image));
  } catch (error) {
    if (!isPxosError(error)) throw error;
    hashes.push(error.diagnostics.map(({ code }) => code).join(' '));
  }
  return hashes;
}

/** Threads that wait for each other are for the compiled path. */
const BARRIER = 'PX0783';

for (const one of pixelCases)
  for (const { mode, dialect } of one.runs ?? [])
    gpuTest(test, `${one.file} ${mode}${dialect ? ` ${dialect}` : ''}: ${one.about}`, async () => {
      const { image } = decodePng(readCase(one));
      const options = { compat: mode === 'compat', dialect };
      const wanted = await hashesOf(traceImage(image, options));
      const got = await hashesOf(traceSteps(image, onDeviceWith(options), options));
      if (got.at(-1) === BARRIER) assert.equal(got.slice(0, -1), wanted.slice(0, got.length - 1));
      else assert.equal(got, wanted);
      assert.is(differingPixels(image, decodePng(readCase(one)).image).length, 0);
    });

test.run();
