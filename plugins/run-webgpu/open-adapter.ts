// Opens the device of an adapter with all limits that it offers, and says in words what it is.
import { PxosError } from 'pxos/core';
import { messages } from './messages.ts';

/** An open device and what it is. */
export interface OpenDevice {
  readonly device: GPUDevice;
  /** Name for people: `NVIDIA L4`, `SwiftShader Device, software`. */
  readonly name: string;
  /** False for an adapter that computes on the CPU. */
  readonly hardware: boolean;
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

/** Opens the device of an adapter. Throws PX0772 when there is none. */
export async function openAdapter(adapter: GPUAdapter): Promise<OpenDevice> {
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
