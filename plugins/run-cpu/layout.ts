// Lays out a run in linear memory: tables of the module, arguments, shared memory and frames of one block, then the buffers.
import {
  bytesOf,
  MAX_LOWERED_BLOCK,
  matrixLaunch,
  PxosError,
  type RunLaunch,
  type RunMatrix,
  type RunOperation,
  type RunPixels,
  type RunRequest,
} from 'pxos/core';
import { type KernelMeta, type WasmMeta, wasmMetaOf } from 'pxos/plugins/emit-wasm';
import type { Job, JobBuffer, JobOperation } from './job.ts';
import { messages } from './messages.ts';
import { type PlannedProduct, placeProduct, productOf } from './products.ts';

const MOST_MEMORY = 2 ** 32;
const MOST_BLOCKS = 2 ** 32 - 1;
/** Threads of the blocks that kernels run in which cannot see theirs: enough to make the loop over blocks cheap. */
const BLIND_BLOCK = 1024;
const ALIGNMENT = 64;

type Triple = readonly [number, number, number];

const product = ([x, y, z]: Triple): number => x * y * z;
const alignUp = (address: number): number => Math.ceil(address / ALIGNMENT) * ALIGNMENT;

interface Placed extends JobBuffer {
  readonly length: number;
  readonly elementBytes: number;
}

/** A block shape of `BLIND_BLOCK` threads at most, as long as possible along x, then y, then z. */
function blindBlock(extent: Triple): Triple {
  const x = Math.max(1, Math.min(extent[0], BLIND_BLOCK));
  const y = Math.max(1, Math.min(extent[1], Math.floor(BLIND_BLOCK / x)));
  const z = Math.max(1, Math.min(extent[2], Math.floor(BLIND_BLOCK / (x * y))));
  return [x, y, z];
}

/** Grid and block that really run; the result is the one of the launch. */
function shapeOf(launch: RunLaunch, kernel: KernelMeta): { readonly grid: Triple; readonly block: Triple } {
  if (!kernel.blockBlind) {
    const threads = product(launch.block);
    if (threads > MAX_LOWERED_BLOCK)
      throw new PxosError(
        messages.blockTooLarge({ kernel: launch.kernel, threads, most: MAX_LOWERED_BLOCK }),
      );
    return launch;
  }
  const { extent } = launch;
  const block = blindBlock(extent);
  const along = (axis: 0 | 1 | 2): number => Math.ceil(extent[axis] / block[axis]);
  return { grid: [along(0), along(1), along(2)], block };
}

interface Areas {
  readonly argumentsAt: number;
  readonly sharedAt: number;
  readonly framesAt: number;
}

/** The bytes that a launch hands to its kernel. */
function argumentsOf(
  launch: RunLaunch,
  kernel: KernelMeta,
  { header }: WasmMeta,
  areas: Areas,
  buffers: ReadonlyMap<string, Placed>,
): { readonly bytes: Uint8Array; readonly blocks: number } {
  const bytes = new Uint8Array(kernel.argumentBytes);
  const view = new DataView(bytes.buffer);
  const { grid, block } = shapeOf(launch, kernel);
  const word = (offset: number, value: number): void => view.setUint32(offset, value, true);
  for (const axis of [0, 1, 2] as const) {
    word(header.grid + 4 * axis, grid[axis]);
    word(header.block + 4 * axis, block[axis]);
    word(header.extent + 4 * axis, launch.extent[axis]);
  }
  word(header.shared, areas.sharedAt);
  word(header.frames, areas.framesAt);
  for (const parameter of kernel.parameters) {
    const { offset, name } = parameter;
    if (parameter.kind === 'array') {
      const buffer = bufferNamed(launch.arrays[name] ?? name, buffers);
      word(offset, buffer.address);
      word(offset + 4, buffer.length);
      continue;
    }
    const value = Number(launch.values[name] ?? 0);
    if (parameter.type === 'f32') view.setFloat32(offset, value, true);
    else if (parameter.type === 'f64') view.setFloat64(offset, value, true);
    else word(offset, value);
  }
  const blocks = product(grid);
  if (blocks > MOST_BLOCKS)
    throw new PxosError(messages.tooManyBlocks({ kernel: launch.kernel, blocks, most: MOST_BLOCKS }));
  return { bytes, blocks };
}

function bufferNamed(name: string, buffers: ReadonlyMap<string, Placed>): Placed {
  const found = buffers.get(name);
  if (!found) throw new PxosError(messages.bufferMissing({ buffer: name }));
  return found;
}

type PlainOperation = Exclude<RunOperation, RunMatrix | RunPixels> | PlannedProduct;

/** Matrix statements as products of their own, or as launches of the kernels that emit-wasm made for them. */
function withoutMatrix(
  operation: Exclude<RunOperation, RunPixels>,
  request: RunRequest,
  threads: number,
): PlainOperation {
  if (operation.kind !== 'matrix') return operation;
  const planned = productOf(operation, request, threads) ?? matrixLaunch(operation, request.program);
  if (!planned) throw new PxosError(messages.kernelMissing({ kernel: operation.op.toUpperCase() }));
  return planned;
}

/** The artifact that holds all launched kernels, and its facts. */
function moduleOf({ artifacts }: RunRequest, operations: readonly PlainOperation[]) {
  const launched = operations.filter((operation) => operation.kind === 'launch');
  const modules = artifacts.flatMap((artifact) => {
    const meta = wasmMetaOf(artifact);
    return meta && typeof artifact.contents !== 'string' ? [{ meta, bytes: artifact.contents }] : [];
  });
  const missing = (meta: WasmMeta) =>
    launched.find(({ kernel }) => !meta.kernels.some(({ name }) => name === kernel));
  const found = modules.find(({ meta }) => !missing(meta));
  if (found || launched.length === 0) return found;
  const [first] = modules;
  const kernel = (first && missing(first.meta)?.kernel) ?? launched[0]!.kernel;
  throw new PxosError(messages.kernelMissing({ kernel }));
}

/** The most that any launch needs. */
function most(
  operations: readonly PlainOperation[],
  meta: WasmMeta | undefined,
  need: (kernel: KernelMeta, threads: number) => number,
): number {
  let bytes = 0;
  for (const operation of operations) {
    if (operation.kind !== 'launch') continue;
    const kernel = meta?.kernels.find(({ name }) => name === operation.kernel);
    if (kernel) bytes = Math.max(bytes, need(kernel, product(shapeOf(operation, kernel).block)));
  }
  return bytes;
}

/** What is left when a program launches nothing: a module without contents. */
const EMPTY_MODULE = Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00);

/**
 * The job of a request. Up to `threadsHere` threads share a large matrix product, unless the option `threads` says how many.
 *
 * @throws PxosError PX0751 memory, PX0753 block, PX0754 blocks, PX0756 kernel or PX0761 buffer missing
 */
export function layOut(request: RunRequest, hashOf: (bytes: Uint8Array) => string, threadsHere = 1): Job {
  const { outputs, timeout, options } = request;
  const asked = options.threads;
  const threads = typeof asked === 'number' && asked >= 1 ? asked : threadsHere;
  const operations = request.operations.flatMap((operation) =>
    operation.kind === 'pixels' ? [] : [withoutMatrix(operation, request, threads)],
  );
  const module = moduleOf(request, operations);
  const meta = module?.meta;
  const bytes = module?.bytes ?? EMPTY_MODULE;

  let end = alignUp(meta?.reservedBytes ?? 0);
  const reserve = (size: number): number => {
    const address = end;
    end = alignUp(end + size);
    return address;
  };
  const areas: Areas = {
    argumentsAt: reserve(most(operations, meta, (kernel) => kernel.argumentBytes)),
    sharedAt: reserve(
      most(
        operations,
        meta,
        ({ sharedBytes }, threads) => sharedBytes.fixed + threads * sharedBytes.perThread,
      ),
    ),
    framesAt: reserve(most(operations, meta, ({ frameBytes }, threads) => threads * frameBytes)),
  };
  const buffers = new Map<string, Placed>();
  for (const { name, element, length, data } of request.buffers) {
    const elementBytes = bytesOf(element);
    const size = length * elementBytes;
    buffers.set(name, { address: reserve(size), bytes: size, data, length, elementBytes });
  }
  const scratchAt = reserve(
    Math.max(
      0,
      ...operations.map((operation) => (operation.kind === 'product' ? operation.scratchBytes : 0)),
    ),
  );
  if (end > MOST_MEMORY) throw new PxosError(messages.tooMuchMemory({ bytes: end, most: MOST_MEMORY }));

  const jobOperation = (operation: PlainOperation): JobOperation => {
    switch (operation.kind) {
      case 'product':
        return placeProduct(operation, (name) => bufferNamed(name, buffers).address, scratchAt);
      case 'launch': {
        const kernel = meta!.kernels.find(({ name }) => name === operation.kernel)!;
        const { bytes: args, blocks } = argumentsOf(operation, kernel, meta!, areas, buffers);
        const { argumentsAt } = areas;
        return { kind: 'launch', kernel: operation.kernel, blocks, argumentsAt, arguments: args };
      }
      case 'copy': {
        const [from, to] = [bufferNamed(operation.from, buffers), bufferNamed(operation.to, buffers)];
        const count = Math.min(operation.count, from.length, to.length);
        return { kind: 'copy', from: from.address, to: to.address, bytes: count * from.elementBytes };
      }
    }
  };

  return {
    hash: hashOf(bytes),
    module: bytes,
    memory: end,
    timeout,
    buffers: [...buffers.values()].map(({ address, bytes: size, data }) => ({ address, bytes: size, data })),
    operations: operations.map(jobOperation),
    outputs: outputs.map((name) => {
      const { address, bytes: size } = bufferNamed(name, buffers);
      return { address, bytes: size };
    }),
  };
}
