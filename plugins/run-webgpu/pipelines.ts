// Compute pipelines of a device, compiled once for each module text and block shape.
import { PxosError } from 'pxos/core';
import type { KernelModule } from './job.ts';
import { messages } from './messages.ts';

type Triple = readonly [number, number, number];

/** A pipeline and the layout of its only bind group; the uniform block has a dynamic offset. */
export interface KernelPipeline {
  readonly pipeline: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
}

/** `GPUShaderStage.COMPUTE`. */
const COMPUTE_STAGE = 0x4;

/** The layout is stated, since one derived from the text would lack the bindings that a kernel never touches. */
function layoutOf(device: GPUDevice, { meta }: KernelModule): GPUBindGroupLayout {
  const visibility = COMPUTE_STAGE;
  return device.createBindGroupLayout({
    entries: [
      ...meta.arrays.map(
        ({ binding, access }): GPUBindGroupLayoutEntry => ({
          binding,
          visibility,
          buffer: { type: access === 'read' ? 'read-only-storage' : 'storage' },
        }),
      ),
      { binding: meta.uniform.binding, visibility, buffer: { type: 'uniform', hasDynamicOffset: true } },
    ],
  });
}

/** Compiles modules and keeps the pipelines by their text. */
export class Pipelines {
  private readonly device: GPUDevice;
  private readonly made = new Map<string, Promise<KernelPipeline>>();

  constructor(device: GPUDevice) {
    this.device = device;
  }

  /** The pipeline of a kernel for a block shape. Throws PX0775 when Dawn refuses the module. */
  get(module: KernelModule, block: Triple): Promise<KernelPipeline> {
    const key = `${block.join()}\0${module.code}`;
    let pipeline = this.made.get(key);
    if (!pipeline) {
      pipeline = this.compile(module, block);
      this.made.set(key, pipeline);
      // A failure is not worth keeping: a lost device fails everything.
      pipeline.catch(() => this.made.delete(key));
    }
    return pipeline;
  }

  private async compile(kernel: KernelModule, block: Triple): Promise<KernelPipeline> {
    const { code, meta } = kernel;
    const refused = (reason: string) =>
      new PxosError(messages.shaderRefused({ kernel: meta.kernel, reason }));
    this.device.pushErrorScope('validation');
    const module = this.device.createShaderModule({ code });
    const layout = layoutOf(this.device, kernel);
    const problem = await this.device.popErrorScope();
    if (problem) throw refused(problem.message);
    try {
      const pipeline = await this.device.createComputePipelineAsync({
        layout: this.device.createPipelineLayout({ bindGroupLayouts: [layout] }),
        compute: {
          module,
          entryPoint: meta.entryPoint,
          constants: Object.fromEntries(meta.blockOverrides.map((name, axis) => [name, block[axis] ?? 1])),
        },
      });
      return { pipeline, layout };
    } catch (error) {
      throw refused(error instanceof Error ? error.message : String(error));
    }
  }
}
