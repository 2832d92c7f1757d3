// One WebGPU device for all tests that execute WGSL; without one they are skipped and the reason is printed once.
import { isPxosError } from 'pxos/core';
import type { uvu } from 'uvu';
import { type OpenDevice, openDevice } from '../../plugins/run-webgpu/device.ts';

async function open(): Promise<OpenDevice | string> {
  try {
    return await openDevice();
  } catch (error) {
    if (isPxosError(error)) return error.message;
    throw error;
  }
}

const opened = await open();
if (typeof opened === 'string') console.log(`  skipping the tests that need WebGPU: ${opened}`);

/** The device, for tests registered by `gpuTest` only. */
export function theDevice(): OpenDevice {
  if (typeof opened === 'string') throw new Error(opened);
  return opened;
}

/** Registers a test that runs where there is a device and is counted as skipped elsewhere. */
export function gpuTest<T>(suite: uvu.Test<T>, title: string, run: () => Promise<void>): void {
  if (typeof opened === 'string') suite.skip(title, run);
  else suite(title, run);
}
