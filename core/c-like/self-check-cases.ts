// Small runs of each kernel with made-up inputs and the results that the reference evaluator finds for them.
//
// A case needs no step of the host: every array has 16 elements, or 64 where a kernel sees its block or several axes. What the language leaves open
// (the order of atomics) leaves a case out, and so does a kernel that needs too many steps, counted, not timed.
import type { BufferState, RunLaunch } from '../contract/index.ts';
import { isPxosError } from '../diagnostics/index.ts';
import { evaluateRun, evaluateWithIntervals, type IntervalBuffer } from '../evaluate/index.ts';
import {
  type ArrayParam,
  bytesOf,
  type ElementType,
  isBlockBlind,
  type Kernel,
  type Program,
  someExprIn,
  type ValueParam,
} from '../ir/index.ts';
import { bitsOfF16 } from '../ops/index.ts';
import { withHostKernels } from './legalize.ts';

type Shape = readonly [number, number, number];

/** One kernel with inputs and expectations. */
export interface SelfCheckCase {
  readonly kernel: string;
  readonly grid: Shape;
  readonly block: Shape;
  readonly extent: Shape;
  readonly arrays: readonly { readonly param: ArrayParam; readonly data: Uint8Array }[];
  readonly values: ReadonlyMap<string, number | boolean>;
  /** What the written arrays hold afterwards. */
  readonly expected: ReadonlyMap<string, IntervalBuffer>;
}

/** How often the evaluators may look at their clock, each time after some thousand iterations. */
const LOOKS = 40;

/** A signal that is aborted after so many looks: a limit that is the same on every machine. */
function signalAfter(looks: number): AbortSignal {
  const { signal } = new AbortController();
  let left = looks;
  Object.defineProperty(signal, 'aborted', { get: () => --left < 0 });
  return signal;
}

/** A number that looks random: the same for the same place, in every build. */
function hash(seed: number, i: number): number {
  let h = Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(i + 1, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return (h ^ (h >>> 13)) >>> 0;
}

/** Elements that suit the type: small whole numbers, floats with few digits, any pixel. */
function dataOf(element: ElementType, elements: number, seed: number): Uint8Array {
  const bytes = new Uint8Array(elements * bytesOf(element));
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < elements; i++) {
    const h = hash(seed, i);
    const real = ((h % 2001) - 1000) / 64;
    const whole = (h % 101) - 50;
    switch (element) {
      case 'bool':
        view.setUint8(i, h & 1);
        break;
      case 'i8':
        view.setInt8(i, whole);
        break;
      case 'u8':
        view.setUint8(i, h & 255);
        break;
      case 'i16':
        view.setInt16(i * 2, whole * 100, true);
        break;
      case 'u16':
        view.setUint16(i * 2, h & 0xffff, true);
        break;
      case 'i32':
        view.setInt32(i * 4, whole, true);
        break;
      case 'u32':
        view.setUint32(i * 4, h % 101, true);
        break;
      case 'pixel':
        view.setUint32(i * 4, h, true);
        break;
      case 'f16':
        view.setUint16(i * 2, bitsOfF16(real), true);
        break;
      case 'f32':
        view.setFloat32(i * 4, real, true);
        break;
      case 'f64':
        view.setFloat64(i * 8, real, true);
        break;
    }
  }
  return bytes;
}

/** How many elements every array has, and how many threads a kernel runs that cannot see its blocks. */
interface Scale {
  readonly elements: number;
  readonly threads: Shape;
  /** What integer parameters are: a count or a width that fits the arrays. */
  readonly count: number;
}

/** One line that is as short as shows a guard at work, or a square of 8 × 8. */
function scaleOf(kernel: Kernel, program: Program): Scale {
  const uses = (axis: 1 | 2): boolean =>
    someExprIn(kernel.body, (expr) => expr.kind === 'index' && expr.axis === axis);
  const integers = kernel.params.filter(
    (param) => param.kind === 'value' && (param.type === 'i32' || param.type === 'u32'),
  ).length;
  // Three square matrices.
  if (program.steps.some((step) => step.kind === 'matrix' && step.kernel === kernel.name))
    return { elements: 64, threads: [64, 1, 1], count: 8 };
  if (uses(2)) return { elements: 64, threads: [4, 4, 2], count: integers > 1 ? 8 : 40 };
  if (uses(1) || integers > 1) return { elements: 64, threads: uses(1) ? [8, 4, 1] : [32, 1, 1], count: 8 };
  return isBlockBlind(kernel)
    ? { elements: 16, threads: [16, 1, 1], count: 12 }
    : { elements: 64, threads: [32, 1, 1], count: 40 };
}

function valueFor({ type }: ValueParam, { count }: Scale): number | boolean {
  switch (type) {
    case 'bool':
      return true;
    case 'i32':
    case 'u32':
      return count;
    case 'f32':
    case 'f64':
      return 1.5;
  }
}

/** The block that launches of the kernel state, if they state one in constants. */
function statedBlock(kernel: Kernel, program: Program): Shape | undefined {
  for (const step of program.steps) {
    if (step.kind !== 'launch' || step.kernel !== kernel.name || step.extent.kind !== 'grid') continue;
    const [x = 1, y = 1, z = 1] = step.extent.threads.map((e) =>
      e.kind === 'const' ? Number(e.value) : Number.NaN,
    );
    if (step.extent.threads.length > 0 && Number.isInteger(x * y * z)) return [x, y, z];
  }
  return kernel.block;
}

function launchShape(
  kernel: Kernel,
  program: Program,
  { threads }: Scale,
): Pick<RunLaunch, 'grid' | 'block' | 'extent'> | undefined {
  if (isBlockBlind(kernel)) return { grid: [1, 1, 1], block: threads, extent: threads };
  const block = statedBlock(kernel, program) ?? threads;
  const inBlock = block[0] * block[1] * block[2];
  if (inBlock > 1024) return undefined;
  const blocks = inBlock > 32 ? 1 : 2;
  return { grid: [blocks, 1, 1], block, extent: [blocks * block[0], block[1], block[2]] };
}

/** Where no float is, the evaluator's result is the only one; intervals, which cost a hundred times more, say the same. */
function exactly(bytes: Uint8Array, element: ElementType): IntervalBuffer {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = bytesOf(element);
  const read = (i: number): number => {
    switch (element) {
      case 'i8':
        return view.getInt8(i);
      case 'i16':
        return view.getInt16(i * 2, true);
      case 'i32':
        return view.getInt32(i * 4, true);
      default:
        return size === 1
          ? view.getUint8(i)
          : size === 2
            ? view.getUint16(i * 2, true)
            : view.getUint32(i * 4, true);
    }
  };
  return {
    element,
    length: bytes.length / size,
    at: (i) => ({ lo: read(i), hi: read(i), nan: false }),
  };
}

const isFloat = (type: ElementType): boolean => type === 'f16' || type === 'f32' || type === 'f64';

/** True when the kernel, or a function that it may call, computes with floats. */
function usesFloats(kernel: Kernel, { functions }: Program): boolean {
  return (
    kernel.params.some((param) => param.kind === 'array' && isFloat(param.element)) ||
    [kernel, ...functions].some(({ body }) => someExprIn(body, ({ type }) => isFloat(type)))
  );
}

const same = (a: Uint8Array, b: Uint8Array): boolean => a.every((byte, i) => byte === b[i]);

function caseOf(kernel: Kernel, program: Program, seed: number): SelfCheckCase | undefined {
  const scale = scaleOf(kernel, program);
  const shape = launchShape(kernel, program, scale);
  const arrays = kernel.params.flatMap((param, i) =>
    param.kind === 'array' ? [{ param, data: dataOf(param.element, scale.elements, seed * 16 + i) }] : [],
  );
  const written = arrays.filter(({ param }) => param.access !== 'read');
  if (!shape || written.length === 0) return undefined;
  const scalars = kernel.params.filter((param) => param.kind === 'value');
  const values = new Map(scalars.map((param) => [param.name, valueFor(param, scale)]));
  const launch: RunLaunch = {
    kind: 'launch',
    step: 0,
    kernel: kernel.name,
    ...shape,
    arrays: Object.fromEntries(arrays.map(({ param }) => [param.name, param.name])),
    values: Object.fromEntries(values),
  };
  const buffers = arrays.map(
    ({ param, data }): BufferState => ({
      name: param.name,
      element: param.element,
      length: scale.elements,
      data,
    }),
  );
  const request = { program, buffers, operations: [launch] };
  const forward = evaluateRun(request, { signal: signalAfter(LOOKS) }).buffers;
  const reverse = evaluateRun(request, { signal: signalAfter(LOOKS), order: 'reverse' }).buffers;
  const allowed = usesFloats(kernel, program)
    ? evaluateWithIntervals(request, { signal: signalAfter(LOOKS) }).buffers
    : undefined;
  const expected = new Map<string, IntervalBuffer>();
  for (const { param } of written) {
    const [first, second] = [forward.get(param.name), reverse.get(param.name)];
    if (!first || !second || (!isFloat(param.element) && !same(first, second))) return undefined;
    expected.set(param.name, allowed?.get(param.name) ?? exactly(first, param.element));
  }
  return { kernel: kernel.name, ...shape, arrays, values, expected };
}

const made = new WeakMap<Program, readonly SelfCheckCase[]>();

/** The program with the kernels that emitted programs have beside its own: those that count, those of matrix statements. */
function withAllKernels(program: Program): Program {
  const whole = withHostKernels(program);
  const names = new Set(whole.kernels.map(({ name }) => name));
  return { ...whole, kernels: [...program.kernels.filter(({ name }) => !names.has(name)), ...whole.kernels] };
}

/** A case for each kernel that can have one, in the order of the program; made once for all targets. */
export function selfCheckCases(program: Program): readonly SelfCheckCase[] {
  let cases = made.get(program);
  if (!cases) {
    const whole = withAllKernels(program);
    cases = whole.kernels.flatMap((kernel, i) => {
      try {
        return caseOf(kernel, whole, i) ?? [];
      } catch (error) {
        // Too many steps, or a barrier that some threads miss with these inputs: nothing to compare with.
        if (isPxosError(error)) return [];
        throw error;
      }
    });
    made.set(program, cases);
  }
  return cases;
}
