// Matrix statements by shaders of their own: modules, layouts, what is bound, how many workgroups.
import type { BufferState, ElementType, RunMatrix, SumType } from 'pxos/core';
import { sumTypeOf } from 'pxos/core';
import { SHADERS } from './shaders.ts';
import { USAGE } from './usage.ts';

/** A matrix statement with the types that its shader is specialised for. */
export interface JobMatrix extends RunMatrix {
  readonly elements: readonly ElementType[];
  readonly element: ElementType;
}

/** The types that shaders read and write, by the codes that they know. */
const CODES: { readonly [E in ElementType]?: number } = {
  u8: 0,
  u16: 1,
  u32: 2,
  i8: 4,
  i16: 5,
  i32: 6,
  f32: 10,
};
const SUMS: { readonly [S in SumType]?: number } = { u32: 2, i32: 6, f32: 10 };
const ENTRIES = { matmul: 'matmul', add: 'add', relu: 'relu', dot: 'dot_product' } as const;

const TILE = 64;
const THREADS = 256;
/** `GPUShaderStage.COMPUTE`. */
const COMPUTE_STAGE = 0x4;
const SHAPE_BINDING = 3;

/** The statement for a shader; `undefined` for types that no shader has, and for sums in the place of an operand. */
export function shaderMatrix(operation: RunMatrix, buffers: readonly BufferState[]): JobMatrix | undefined {
  const elementOf = (name: string): ElementType | undefined =>
    buffers.find((buffer) => buffer.name === name)?.element;
  const element = elementOf(operation.result.buffer);
  const elements = operation.operands.flatMap(({ buffer }) => elementOf(buffer) ?? []);
  const inPlace = operation.operands.some(({ buffer }) => buffer === operation.result.buffer);
  if (element === undefined || elements.length < operation.operands.length) return undefined;
  if ((operation.op !== 'relu' && inPlace) || ![...elements, element].every((type) => type in CODES))
    return undefined;
  const becomesInteger = sumTypeOf(elements) === 'f32' && element !== 'f32';
  return becomesInteger ? undefined : { ...operation, elements, element };
}

export interface MatrixPipeline {
  readonly pipeline: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
}

function layoutOf(device: GPUDevice, { op }: RunMatrix): GPUBindGroupLayout {
  const entry = (binding: number, type: GPUBufferBindingType): GPUBindGroupLayoutEntry => ({
    binding,
    visibility: COMPUTE_STAGE,
    buffer: { type },
  });
  const read = op === 'relu' ? [] : [entry(0, 'read-only-storage'), entry(1, 'read-only-storage')];
  return device.createBindGroupLayout({
    entries: [...read, entry(2, 'storage'), entry(SHAPE_BINDING, 'uniform')],
  });
}

/** Compiles the shaders of matrix statements and keeps their pipelines. */
export class MatrixPipelines {
  private readonly device: GPUDevice;
  private readonly made = new Map<string, Promise<MatrixPipeline>>();

  constructor(device: GPUDevice) {
    this.device = device;
  }

  get(matrix: JobMatrix): Promise<MatrixPipeline> {
    const { op, elements, element } = matrix;
    const key = [op, ...elements, element].join(' ');
    let pipeline = this.made.get(key);
    if (!pipeline) {
      pipeline = this.compile(matrix);
      this.made.set(key, pipeline);
      pipeline.catch(() => this.made.delete(key));
    }
    return pipeline;
  }

  private async compile(matrix: JobMatrix): Promise<MatrixPipeline> {
    const { device } = this;
    const { op, elements, element } = matrix;
    const layout = layoutOf(device, matrix);
    const [left = element, right = left] = elements;
    const code = `${SHADERS['matrix-elements.wgsl']}\n${SHADERS[`${op}.wgsl`]}`;
    const pipeline = await device.createComputePipelineAsync({
      layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
      compute: {
        module: device.createShaderModule({ code }),
        entryPoint: ENTRIES[op],
        constants: {
          ...(op !== 'relu' && {
            left_type: CODES[left] ?? 0,
            right_type: CODES[right] ?? 0,
            sum_type: SUMS[sumTypeOf(elements)] ?? 0,
          }),
          result_type: CODES[element] ?? 0,
        },
      },
    });
    return { pipeline, layout };
  }
}

/** Workgroups of a statement: as many as its tiles or elements want and one axis takes; they go round for the rest. */
function workgroups({ op, result }: RunMatrix, most: number): number {
  const { rows, columns } = result;
  const wanted = {
    matmul: Math.ceil(rows / TILE) * Math.ceil(columns / TILE),
    add: Math.ceil((rows * columns) / THREADS),
    relu: Math.ceil((rows * columns) / THREADS),
    dot: 1,
  }[op];
  return Math.max(1, Math.min(wanted, most));
}

/** Records a statement. Returns the buffer with its shape, to free when the commands have run. */
export function recordMatrix(
  device: GPUDevice,
  encoder: GPUCommandEncoder,
  matrix: JobMatrix,
  { pipeline, layout }: MatrixPipeline,
  bufferOf: (name: string) => GPUBuffer,
): GPUBuffer {
  const [left = matrix.result, right = left] = matrix.operands;
  const shape = device.createBuffer({ size: 16, usage: USAGE.uniform | USAGE.copyTarget });
  const numbers = [left.rows, left.columns, right.columns, left.rows * left.columns];
  device.queue.writeBuffer(shape, 0, new Uint32Array(numbers));
  const read = matrix.op === 'relu' ? [] : [left, right];
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(
    0,
    device.createBindGroup({
      layout,
      entries: [
        ...read.map(({ buffer }, binding) => ({ binding, resource: { buffer: bufferOf(buffer) } })),
        { binding: 2, resource: { buffer: bufferOf(matrix.result.buffer) } },
        { binding: SHAPE_BINDING, resource: { buffer: shape } },
      ],
    }),
  );
  pass.dispatchWorkgroups(workgroups(matrix, device.limits.maxComputeWorkgroupsPerDimension));
  pass.end();
  return shape;
}
