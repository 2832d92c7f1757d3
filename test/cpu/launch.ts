// Runs one kernel as WebAssembly in this thread, from IR or its text to numbers, without the pipeline around it.
import {
  type BufferState,
  build,
  evaluateRun,
  type FunctionDef,
  isBlockBlind,
  type Kernel,
  lowerGroups,
  type Program,
  type RunLaunch,
} from 'pxos/core';
import { assemble, lowerProgram } from '../../plugins/emit-wasm/index.ts';
import { createExecutor, layOut } from '../../plugins/run-cpu/index.ts';
import { decode, encode } from '../elements.ts';
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

/** A buffer for each array of a kernel. */
const buffersOf = (kernel: Kernel, { arrays }: TestLaunch): readonly BufferState[] =>
  kernel.params.flatMap((param) => {
    if (param.kind !== 'array') return [];
    const { name, element } = param;
    const values = arrays?.[name] ?? [];
    return [{ name, element, length: values.length, data: encode(element, values) }];
  });

/** The contents of buffers as numbers. */
const numbersOf = (
  buffers: readonly BufferState[],
  contents: ReadonlyMap<string, Uint8Array>,
): Record<string, number[]> =>
  Object.fromEntries(buffers.map(({ name, element }) => [name, decode(element, contents.get(name)!)]));

/** Runs a kernel; gives every array of it as it is afterwards. */
export function launch(kernel: Kernel, options: TestLaunch = {}): Record<string, number[]> {
  const program = build.programOf(kernel, options.functions);
  const buffers = buffersOf(kernel, options);
  return numbersOf(buffers, runWasm(program, buffers, launchOf(kernel, options)));
}

/** Runs a kernel as WebAssembly and on the reference evaluator; gives both results. */
export function launchBoth(
  kernel: Kernel,
  options: TestLaunch = {},
): { readonly wasm: Record<string, number[]>; readonly reference: Record<string, number[]> } {
  const program = build.programOf(kernel, options.functions);
  const buffers = buffersOf(kernel, options);
  const reference = evaluateRun({ program, buffers, operations: [launchOf(kernel, options)] });
  return { wasm: launch(kernel, options), reference: numbersOf(buffers, reference.buffers) };
}
