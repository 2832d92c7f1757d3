// The WebGPU of the browser: one device for a page or worker, opened when it is first needed.
import { PxosError } from 'pxos/core';
import { type OpenDevice, openAdapter, WebgpuWorker } from 'pxos/plugins/run-webgpu';
import { messages } from './messages.ts';

/** Throws PX1480 without WebGPU, PX1481 without an adapter, PX0772 without a device. */
async function openDevice(): Promise<OpenDevice> {
  const gpu = typeof navigator === 'undefined' ? undefined : navigator.gpu;
  if (!gpu) throw new PxosError(messages.noWebgpu({}));
  let reason = 'the browser gives no reason';
  const adapter = await gpu
    .requestAdapter({ powerPreference: 'high-performance' })
    .catch((error: unknown) => {
      reason = error instanceof Error ? error.message : String(error);
      return null;
    });
  if (!adapter) throw new PxosError(messages.noAdapter({ reason }));
  return openAdapter(adapter);
}

/** Runs jobs on the device of this page or worker. */
export const webgpu = new WebgpuWorker(openDevice);
