// Opens a WebGPU device: a hardware adapter if there is one, else the software driver, with all limits that it offers.
import { PxosError } from 'pxos/core';
import { createGpu, loadDawn } from './dawn.ts';
import { systemDriverExists, useSoftwareDriver } from './driver.ts';
import { messages } from './messages.ts';

/** An open device and what it is. */
export interface OpenDevice {
  readonly device: GPUDevice;
  /** Name for people: `NVIDIA L4`, `SwiftShader Device, software`. */
  readonly name: string;
  /** False for an adapter that computes on the CPU. */
  readonly hardware: boolean;
}

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

function describe(info: GPUAdapterInfo): string {
  const words =
    [info.description, info.device].find((text) => text !== '') ?? `${info.vendor} ${info.architecture}`;
  const name = info.architecture === 'swiftshader' ? 'SwiftShader' : words.trim();
  return info.isFallbackAdapter ? `${name}, software` : name;
}

/** Limits to ask for: all that the adapter has, since a device gets only what it asks for. */
const LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
  'maxComputeWorkgroupsPerDimension',
] as const satisfies readonly (keyof GPUSupportedLimits)[];

/** Opens a device. Throws PX0770 (package), PX0771 (adapter) or PX0772 (device). */
export async function openDevice(): Promise<OpenDevice> {
  const adapter = await findAdapter();
  const name = describe(adapter.info);
  const requiredLimits = Object.fromEntries(LIMITS.map((limit) => [limit, adapter.limits[limit]]));
  try {
    const device = await adapter.requestDevice({ requiredLimits });
    return { device, name, hardware: !adapter.info.isFallbackAdapter };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PxosError(messages.deviceRefused({ adapter: name, reason }), { cause: error });
  }
}
