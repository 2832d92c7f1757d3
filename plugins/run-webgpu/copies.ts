// Copies between GPU buffers: whole words by the copy engine, a last part of a word by a shader that keeps its other bytes.
import { type BufferState, bytesOf } from 'pxos/core';
import { USAGE } from './usage.ts';

const TAIL = `
struct Tail { word: u32, mask: u32 }
@group(0) @binding(0) var<storage, read> source: array<u32>;
@group(0) @binding(1) var<storage, read_write> sink: array<u32>;
@group(0) @binding(2) var<uniform> tail: Tail;

@compute @workgroup_size(1)
fn copy_tail() {
  sink[tail.word] = (sink[tail.word] & ~tail.mask) | (source[tail.word] & tail.mask);
}
`;

/** One side of a copy. */
export interface CopyEnd {
  readonly state: BufferState;
  readonly buffer: GPUBuffer;
}

/** Copies elements between buffers of a device. */
export class Copies {
  private readonly device: GPUDevice;
  private pipeline: GPUComputePipeline | undefined;

  constructor(device: GPUDevice) {
    this.device = device;
  }

  /**
   * Records the copy of the first `count` elements. Returns buffers to free when the commands have run.
   */
  record(encoder: GPUCommandEncoder, from: CopyEnd, to: CopyEnd, count: number): readonly GPUBuffer[] {
    const size = bytesOf(from.state.element);
    const bytes = Math.min(count, from.state.length, to.state.length) * size;
    const words = bytes >>> 2;
    if (words > 0) encoder.copyBufferToBuffer(from.buffer, 0, to.buffer, 0, words * 4);
    const rest = bytes & 3;
    return rest === 0 ? [] : [this.recordTail(encoder, from.buffer, to.buffer, words, rest)];
  }

  private recordTail(
    encoder: GPUCommandEncoder,
    from: GPUBuffer,
    to: GPUBuffer,
    word: number,
    bytes: number,
  ): GPUBuffer {
    const { device } = this;
    this.pipeline ??= device.createComputePipeline({
      layout: 'auto',
      compute: { module: device.createShaderModule({ code: TAIL }), entryPoint: 'copy_tail' },
    });
    const uniform = device.createBuffer({ size: 16, usage: USAGE.uniform | USAGE.copyTarget });
    device.queue.writeBuffer(uniform, 0, new Uint32Array([word, 2 ** (8 * bytes) - 1]));
    const pass = encoder.beginComputePass();
    pass.setPipeline(this.pipeline);
    pass.setBindGroup(
      0,
      device.createBindGroup({
        layout: this.pipeline.getBindGroupLayout(0),
        entries: [from, to, uniform].map((buffer, binding) => ({ binding, resource: { buffer } })),
      }),
    );
    pass.dispatchWorkgroups(1);
    pass.end();
    return uniform;
  }
}
