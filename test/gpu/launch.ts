// Runs one kernel on the device of the tests, from IR to numbers, without the pipeline around it.
import {
  bitsOfF16,
  build,
  bytesOf,
  type ElementType,
  type FunctionDef,
  f16OfBits,
  isBlockBlind,
  type Kernel,
} from 'pxos/core';
import { printModule } from '../../plugins/emit-wgsl/module.ts';
import { legalize } from '../../plugins/emit-wgsl/plugin.ts';
import { complaintsOf } from '../../plugins/emit-wgsl/validate.ts';
import { executeJob, type Session, sessionOn } from '../../plugins/run-webgpu/execute.ts';
import { nagaComplaint } from '../naga.ts';
import { theDevice } from './device.ts';

type Triple = readonly [number, number, number];

/** A launch in the words of a test; arrays by parameter, as values of their elements. */
export interface TestLaunch {
  readonly arrays?: { readonly [param: string]: readonly number[] };
  readonly values?: { readonly [param: string]: number | boolean };
  readonly block?: Triple;
  readonly grid?: Triple;
  /** Threads of a kernel that cannot see its blocks; the grid follows. */
  readonly threads?: number;
  readonly functions?: readonly FunctionDef[];
  readonly fast?: boolean;
}

let session: Session | undefined;

/** The session that all tests share. */
export function theSession(): Session {
  session ??= sessionOn(theDevice());
  return session;
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
export function encode(element: ElementType, values: readonly number[]): Uint8Array {
  const size = bytesOf(element);
  const bytes = new Uint8Array(values.length * size);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => {
    ACCESS[element].set(view, i * size, value);
  });
  return bytes;
}

/** Values of an array of the element type. */
export function decode(element: ElementType, bytes: Uint8Array): number[] {
  const size = bytesOf(element);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / size }, (_, i) => ACCESS[element].get(view, i * size));
}

/** The WGSL of a kernel as the plugin emits it, without the header, and its facts. */
export function moduleOf(kernel: Kernel, options: Pick<TestLaunch, 'functions' | 'fast'> = {}) {
  const program = legalize(build.programOf(kernel, options.functions));
  const [lowered] = program.kernels;
  if (!lowered) throw new Error('no kernel');
  const { text, meta } = printModule(lowered, {
    program,
    block: kernel.block ?? [256, 1, 1],
    fast: options.fast ?? false,
    header: () => ['A kernel of a test.'],
  });
  return { code: text, meta };
}

/** Fails, with the module's text, when Dawn or naga refuses it. */
export async function assertAccepted(code: string): Promise<void> {
  const dawn = (await complaintsOf(code))?.map(({ line, message }) => `Dawn, line ${line}: ${message}`) ?? [];
  const naga = nagaComplaint(code);
  const complaints = naga === undefined ? dawn : [...dawn, `naga: ${naga}`];
  if (complaints.length > 0) throw new Error(`${complaints.join('\n')}\n${code}`);
}

/** Emits, checks with Dawn and naga, and runs a kernel; gives every array of it as it is afterwards. */
export async function launch(kernel: Kernel, options: TestLaunch = {}): Promise<Record<string, number[]>> {
  const module = moduleOf(kernel, options);
  await assertAccepted(module.code);
  const arrays = kernel.params.filter((param) => param.kind === 'array');
  const block = options.block ?? kernel.block ?? [64, 1, 1];
  const threads = options.threads ?? block[0] * (options.grid?.[0] ?? 1);
  const grid = options.grid ?? [Math.ceil(threads / block[0]), 1, 1];
  const extent: Triple = isBlockBlind(kernel)
    ? [threads, block[1] * grid[1], block[2] * grid[2]]
    : [block[0] * grid[0], block[1] * grid[1], block[2] * grid[2]];
  const result = await executeJob(theSession(), {
    modules: [module],
    buffers: arrays.map(({ name, element }) => {
      const values = options.arrays?.[name] ?? [];
      return { name, element, length: values.length, data: encode(element, values) };
    }),
    operations: [
      {
        kind: 'launch',
        step: 0,
        kernel: kernel.name,
        grid,
        block,
        extent,
        arrays: Object.fromEntries(arrays.map(({ name }) => [name, name])),
        values: options.values ?? {},
      },
    ],
    outputs: arrays.map(({ name }) => name),
  });
  return Object.fromEntries(
    arrays.map(({ name, element }) => [name, decode(element, result.buffers[name] ?? new Uint8Array())]),
  );
}
