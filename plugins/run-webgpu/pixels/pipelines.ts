// The compute pipelines of the pixel machine, compiled once for each device.
import { pixelModule } from './module.ts';

/** Entry points of the module. */
export type Entry =
  | 'run_kernel'
  | 'run_elements'
  | 'run_products'
  | 'store_products'
  | 'look_at_instruction'
  | 'write_dot'
  | 'add_vectors'
  | 'write_header'
  | 'multiply_in_order';

/** Places of the module's bindings. */
export const BINDING = { memory: 0, state: 1, status: 2, uniform: 3, arrays: 4 } as const;

/** `GPUShaderStage.COMPUTE`. */
const COMPUTE_STAGE = 0x4;

/** Compiles the module and the entries that are asked for. */
export class PixelPipelines {
  readonly layout: GPUBindGroupLayout;
  private readonly device: GPUDevice;
  private readonly module: GPUShaderModule;
  private readonly made = new Map<Entry, Promise<GPUComputePipeline>>();

  constructor(device: GPUDevice) {
    const storage = (binding: number, type: GPUBufferBindingType): GPUBindGroupLayoutEntry => ({
      binding,
      visibility: COMPUTE_STAGE,
      buffer: { type },
    });
    this.device = device;
    this.module = device.createShaderModule({ code: pixelModule() });
    this.layout = device.createBindGroupLayout({
      entries: [
        storage(BINDING.memory, 'storage'),
        storage(BINDING.state, 'storage'),
        storage(BINDING.status, 'storage'),
        storage(BINDING.uniform, 'uniform'),
        storage(BINDING.arrays, 'read-only-storage'),
      ],
    });
  }

  get(entry: Entry): Promise<GPUComputePipeline> {
    const known = this.made.get(entry);
    if (known) return known;
    const layout = this.device.createPipelineLayout({ bindGroupLayouts: [this.layout] });
    const pipeline = this.device.createComputePipelineAsync({
      layout,
      compute: { module: this.module, entryPoint: entry },
    });
    this.made.set(entry, pipeline);
    return pipeline;
  }
}

const ofDevice = new WeakMap<GPUDevice, PixelPipelines>();

/** The pipelines of a device. */
export function pixelPipelines(device: GPUDevice): PixelPipelines {
  const known = ofDevice.get(device);
  if (known) return known;
  const made = new PixelPipelines(device);
  ofDevice.set(device, made);
  return made;
}
