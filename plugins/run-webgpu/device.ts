// Opens the device that runs get in Node: that of a hardware adapter if there is one, else of the software driver.
import { PxosError } from 'pxos/core';
import { createGpu, loadDawn } from './dawn.ts';
import { systemDriverExists, useSoftwareDriver } from './driver.ts';
import { messages } from './messages.ts';
import { type OpenDevice, openAdapter } from './open-adapter.ts';

export type { OpenDevice } from './open-adapter.ts';

/**
 * The software driver writes out one store for each word of shared memory that the Vulkan extension fills with zeros, and
 * takes seconds to compile them; without it Dawn fills by a loop.
 */
const QUICK_COMPILE = 'disable-dawn-features=use_vulkan_zero_initialize_workgroup_memory_extension';

async function findAdapter(): Promise<GPUAdapter> {
  // A missing package comes before a missing driver: nobody should look for the second because of the first.
  await loadDawn();
  const request = { powerPreference: 'high-performance' } as const;
  if (systemDriverExists()) {
    const adapter = await (await createGpu()).requestAdapter(request);
    if (adapter) return adapter;
  }
  const reason = useSoftwareDriver();
  const adapter =
    reason === undefined ? await (await createGpu(QUICK_COMPILE)).requestAdapter(request) : null;
  if (adapter) return adapter;
  throw new PxosError(messages.noAdapter({ software: reason ?? 'it offers no adapter' }));
}

/** Opens a device. Throws PX0770 (package), PX0771 (adapter) or PX0772 (device). */
export const openDevice = async (): Promise<OpenDevice> => openAdapter(await findAdapter());
