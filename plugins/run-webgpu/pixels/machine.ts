// One run of the pixel machine on a device: its memory, and dispatches of which none takes long.
import { MAP_READ, USAGE } from '../usage.ts';
import { BINDING, type Entry, pixelPipelines } from './pipelines.ts';

/** Bytes of the status: unfinished lanes, lowest thread without gas, facts of a 1.0 instruction. */
const STATUS_WORDS = 16;
/** Invocations of a workgroup of the module. */
export const GROUP = 64;
/** No thread has spent its gas. */
export const NOBODY = 0xffffffff;

/** What a dispatch is given. */
export interface Dispatched {
  readonly entry: Entry;
  readonly uniform: Uint32Array;
  /** Invocations that are needed; whole workgroups run. */
  readonly invocations: number;
}

/** Memory, state and status on the device. The caller's buffer is copied, and stays as it is until `keep`. */
export class PixelMachine {
  /** Words of the image; scratch lies behind them. */
  readonly pixels: number;
  /** Words of scratch. */
  readonly scratch: number;
  private readonly device: GPUDevice;
  private readonly image: GPUBuffer;
  private readonly memory: GPUBuffer;
  private readonly status: GPUBuffer;
  private readonly owned: GPUBuffer[] = [];
  private state: GPUBuffer;
  private arrays: GPUBuffer;

  constructor(device: GPUDevice, image: GPUBuffer, { scratch }: { readonly scratch: number }) {
    const { storage, copySource, copyTarget } = USAGE;
    this.device = device;
    this.image = image;
    this.pixels = image.size >>> 2;
    this.scratch = scratch;
    this.memory = this.create(image.size + 4 * scratch, storage | copySource | copyTarget);
    this.status = this.create(4 * STATUS_WORDS, storage | copySource | copyTarget);
    this.state = this.create(256, storage);
    this.arrays = this.create(16, storage | copyTarget);
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(image, 0, this.memory, 0, image.size);
    device.queue.submit([encoder.finish()]);
  }

  private create(size: number, usage: number): GPUBuffer {
    const buffer = this.device.createBuffer({ size, usage });
    this.owned.push(buffer);
    return buffer;
  }

  /** Makes room for so many words of state; what stood there is lost. */
  reserve(words: number): void {
    if (this.state.size >= 4 * words) return;
    this.state.destroy();
    this.state = this.create(4 * words, USAGE.storage);
  }

  /** Sets the table of arrays, four words each. */
  setArrays(entries: Uint32Array): void {
    if (this.arrays.size < entries.byteLength) {
      this.arrays.destroy();
      this.arrays = this.create(entries.byteLength, USAGE.storage | USAGE.copyTarget);
    }
    this.device.queue.writeBuffer(this.arrays, 0, entries);
  }

  /** Sets words of the status. */
  setStatus(first: number, ...words: readonly number[]): void {
    this.device.queue.writeBuffer(this.status, 4 * first, Uint32Array.from(words));
  }

  /** Submits one dispatch. */
  async submit({ entry, uniform, invocations }: Dispatched): Promise<void> {
    const { device } = this;
    const { layout, ...pipelines } = await this.pipelineOf(entry);
    const parameters = device.createBuffer({
      size: uniform.byteLength,
      usage: USAGE.uniform | USAGE.copyTarget,
    });
    device.queue.writeBuffer(parameters, 0, uniform);
    const bind = (binding: number, buffer: GPUBuffer): GPUBindGroupEntry => ({
      binding,
      resource: { buffer },
    });
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipelines.pipeline);
    pass.setBindGroup(
      0,
      device.createBindGroup({
        layout,
        entries: [
          bind(BINDING.memory, this.memory),
          bind(BINDING.state, this.state),
          bind(BINDING.status, this.status),
          bind(BINDING.uniform, parameters),
          bind(BINDING.arrays, this.arrays),
        ],
      }),
    );
    pass.dispatchWorkgroups(Math.ceil(invocations / GROUP));
    pass.end();
    device.queue.submit([encoder.finish()]);
    parameters.destroy();
  }

  private async pipelineOf(entry: Entry) {
    const pipelines = pixelPipelines(this.device);
    return { layout: pipelines.layout, pipeline: await pipelines.get(entry) };
  }

  /** Waits until everything submitted has run; seconds since `start`, a time of `performance.now()`. */
  async settle(start: number): Promise<number> {
    await this.device.queue.onSubmittedWorkDone();
    return (performance.now() - start) / 1000;
  }

  /** The status as it is when everything submitted has run. */
  readStatus(): Promise<Uint32Array> {
    return this.read(this.status, 0, STATUS_WORDS);
  }

  /** Words of the image. */
  readWords(first: number, count: number): Promise<Uint32Array> {
    return this.read(this.memory, first, count);
  }

  private async read(buffer: GPUBuffer, first: number, count: number): Promise<Uint32Array> {
    const staging = this.device.createBuffer({ size: 4 * count, usage: USAGE.mapRead | USAGE.copyTarget });
    const encoder = this.device.createCommandEncoder();
    encoder.copyBufferToBuffer(buffer, 4 * first, staging, 0, 4 * count);
    this.device.queue.submit([encoder.finish()]);
    await staging.mapAsync(MAP_READ);
    const words = new Uint32Array(staging.getMappedRange().slice(0));
    staging.destroy();
    return words;
  }

  /** Copies the image back to the caller's buffer. */
  keep(): void {
    const encoder = this.device.createCommandEncoder();
    encoder.copyBufferToBuffer(this.memory, 0, this.image, 0, this.image.size);
    this.device.queue.submit([encoder.finish()]);
  }

  /** Frees what the run took. */
  close(): void {
    for (const buffer of this.owned) buffer.destroy();
  }
}
