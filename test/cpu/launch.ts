// Runs one kernel as WebAssembly in this thread, from IR or its text to numbers, without the pipeline around it.
import {
  type BufferState,
  bitsOfF16,
  build,
  bytesOf,
  type ElementType,
  evaluateRun,
  type FunctionDef,
  f16OfBits,
  isBlockBlind,
  type Kernel,
  lowerGroups,
  type Program,
  type RunLaunch,
} from 'pxos/core';
import { assemble, lowerProgram } from '../../plugins/emit-wasm/index.ts';
import { createExecutor, layOut } from '../../plugins/run-cpu/index.ts';
import { requestOf } from './request.ts';

type Triple = readonly [number, number, number];
type Numbers = readonly (number | boolean)[];

/** A launch in the words of a test; arrays by parameter, as values of their elements. */
export interface TestLaunch {
  readonly arrays?: { readonly [param: string]: Numbers };
  readonly values?: { readonly [param: string]: number | boolean };
  readonly block?: Triple;
  readonly grid?: Triple;
  /** Threads of a kernel that cannot see its blocks; the grid follows. */
  readonly threads?: number | Triple;
  readonly functions?: readonly FunctionDef[];
}

type Accessor = {
  readonly get: (view: DataView, at: number) => number;
  readonly set: (view: DataView, at: number, value: number) => void;
};

const ACCESS: { readonly [E in ElementType]: Accessor } = {
  bool: { get: (v, at) => v.getUint8(at), set: (v, at, x) => v.setUint8(at, x) },
  i8: { get: (v, at) => v.getInt8(at), set: (v, at, x) => v.setInt8(at, x) },
  u8: { get: (v, at) => v.getUint8(at), set: (v, at, x) => v.setUint8(at, x) },
  i16: { get: (v, at) => v.getInt16(at, true), set: (v, at, x) => v.setInt16(at, x, true) },
  u16: { get: (v, at) => v.getUint16(at, true), set: (v, at, x) => v.setUint16(at, x, true) },
  i32: { get: (v, at) => v.getInt32(at, true), set: (v, at, x) => v.setInt32(at, x, true) },
  u32: { get: (v, at) => v.getUint32(at, true), set: (v, at, x) => v.setUint32(at, x, true) },
  f16: {
    get: (v, at) => f16OfBits(v.getUint16(at, true)),
    set: (v, at, x) => v.setUint16(at, bitsOfF16(x), true),
  },
  f32: { get: (v, at) => v.getFloat32(at, true), set: (v, at, x) => v.setFloat32(at, x, true) },
  f64: { get: (v, at) => v.getFloat64(at, true), set: (v, at, x) => v.setFloat64(at, x, true) },
  pixel: { get: (v, at) => v.getUint32(at, true), set: (v, at, x) => v.setUint32(at, x, true) },
};

/** Bytes of an array of the element type. */
export function encode(element: ElementType, values: Numbers): Uint8Array {
  const size = bytesOf(element);
  const bytes = new Uint8Array(values.length * size);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => {
    ACCESS[element].set(view, i * size, Number(value));
  });
  return bytes;
}

/** Values of an array of the element type. */
export function decode(element: ElementType, bytes: Uint8Array): number[] {
  const size = bytesOf(element);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / size }, (_, i) => ACCESS[element].get(view, i * size));
}

/** The launch of a kernel as runners see it. */
export function launchOf(kernel: Kernel, options: TestLaunch): RunLaunch {
  const block = options.block ?? kernel.block ?? [64, 1, 1];
  const threads: Triple | undefined =
    typeof options.threads === 'number' ? [options.threads, 1, 1] : options.threads;
  const along = (axis: 0 | 1 | 2): number =>
    options.grid?.[axis] ?? (threads ? Math.ceil(threads[axis] / block[axis]) : 1);
  const grid: Triple = [along(0), along(1), along(2)];
  const whole: Triple = [grid[0] * block[0], grid[1] * block[1], grid[2] * block[2]];
  const arrays = kernel.params.filter((param) => param.kind === 'array');
  return {
    kind: 'launch',
    step: 0,
    kernel: kernel.name,
    grid,
    block,
    extent: isBlockBlind(kernel) ? (threads ?? whole) : whole,
    arrays: Object.fromEntries(arrays.map(({ name }) => [name, name])),
    values: options.values ?? {},
  };
}

const executor = createExecutor();
let modules = 0;

/** Bytes of every buffer after one launch of the program's first kernel, as WebAssembly. */
export function runWasm(
  program: Program,
  buffers: readonly BufferState[],
  operation: RunLaunch,
): Map<string, Uint8Array> {
  const { module, meta } = lowerProgram(lowerGroups(program));
  const contents = assemble(module);
  const outputs = buffers.map(({ name }) => name);
  const job = layOut(
    requestOf({
      program,
      buffers,
      operations: [operation],
      outputs,
      artifacts: [{ target: 'wasm', path: 'test.wasm', contents, meta: { ...meta } }],
    }),
    () => `module ${modules++}`,
  );
  const answer = executor.execute(job);
  if (answer.kind === 'failed') throw new Error(`${answer.what}: ${answer.reason}`);
  return new Map(outputs.map((name, i) => [name, answer.outputs[i]!]));
}

/** Runs a kernel; gives every array of it as it is afterwards. */
export function launch(kernel: Kernel, options: TestLaunch = {}): Record<string, number[]> {
  const program = build.programOf(kernel, options.functions);
  const arrays = kernel.params.filter((param) => param.kind === 'array');
  const buffers = arrays.map(({ name, element }): BufferState => {
    const values = options.arrays?.[name] ?? [];
    return { name, element, length: values.length, data: encode(element, values) };
  });
  const bytes = runWasm(program, buffers, launchOf(kernel, options));
  return Object.fromEntries(arrays.map(({ name, element }) => [name, decode(element, bytes.get(name)!)]));
}

/** Runs a kernel as WebAssembly and on the reference evaluator; gives both results. */
export function launchBoth(
  kernel: Kernel,
  options: TestLaunch = {},
): { readonly wasm: Record<string, number[]>; readonly reference: Record<string, number[]> } {
  const program = build.programOf(kernel, options.functions);
  const arrays = kernel.params.filter((param) => param.kind === 'array');
  const buffers = arrays.map(({ name, element }): BufferState => {
    const values = options.arrays?.[name] ?? [];
    return { name, element, length: values.length, data: encode(element, values) };
  });
  const result = evaluateRun({ program, buffers, operations: [launchOf(kernel, options)] });
  const reference = Object.fromEntries(
    arrays.map(({ name, element }) => [name, decode(element, result.buffers.get(name)!)]),
  );
  return { wasm: launch(kernel, options), reference };
}
