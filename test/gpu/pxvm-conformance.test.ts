// The conformance suite of the pixel protocol on the interpreter in WGSL; its bytes come from an interpreter of its own.
import { decodePng, isPxosError, knownVersion, loadProgram, type PixelImage } from 'pxos/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { runPixels } from '../../plugins/run-webgpu/pixels/index.ts';
import { barrierOf } from '../../plugins/run-webgpu/pixels/needs.ts';
import { hashOfPixels, type PixelRun, pixelCases, readCase } from '../pxi-cases.ts';
import { gpuTest } from './device.ts';
import { onDevice } from './pixel-machine.ts';

const test = suite('pxvm, conformance');

/** What came of a run: the hash of the image, or what was said. */
async function outcome(image: PixelImage, { mode, dialect }: PixelRun): Promise<string> {
  const { width, height } = image;
  const how = { width, height, compat: mode === 'compat', dialect, maxThreads: 2 ** 31 };
  try {
    return hashOfPixels(
      await onDevice(image, async (device, buffer) => {
        await runPixels(device, buffer, how);
      }),
    );
  } catch (error) {
    if (isPxosError(error)) return error.message;
    throw error;
  }
}

/** Whether threads of a program wait for each other, which is for the compiled path. */
function hasBarriers(image: PixelImage): boolean {
  try {
    if (knownVersion(image) !== '1.1') return false;
    return loadProgram(image).records.some((record) => record?.kind === 'kernel' && barrierOf(record));
  } catch (error) {
    if (isPxosError(error)) return false;
    throw error;
  }
}

for (const one of pixelCases)
  for (const run of one.runs ?? [])
    gpuTest(
      test,
      `${one.file} ${run.mode}${run.dialect ? ` ${run.dialect}` : ''}: ${one.about}`,
      async () => {
        const { image } = decodePng(readCase(one));
        const result = await outcome(image, run);
        if (hasBarriers(image)) assert.match(result, /^PX0783: /);
        else if (run.sha256 !== undefined) assert.is(result, run.sha256);
        else if (run.refused !== undefined) assert.match(result, /^PX1[0-3]\d\d: /, run.refused);
        else assert.match(result, new RegExp(`^PX1350: .*\\bthread ${run.outOfGas?.thread}\\b`));
      },
    );

test.run();
