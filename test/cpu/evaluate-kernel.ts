// Runs one kernel in text form on the evaluator with plain arrays in and out.
import {
  type EvaluateOptions,
  evaluateRun,
  isPxosError,
  parseProgram,
  type RunLaunch,
  verifyProgram,
} from '../../core/index.ts';
import { decode, encode } from '../elements.ts';

type Shape = readonly [number, number, number];
type Values = readonly number[];

export interface KernelRun {
  /** Contents of the arrays by parameter; a number is a length of zeros. */
  readonly arrays: Readonly<Record<string, Values | number>>;
  readonly values?: Readonly<Record<string, number | boolean>>;
  readonly grid?: Shape;
  readonly block?: Shape;
  /** Threads that run, for kernels that cannot see their blocks; grid × block unless given. */
  readonly extent?: Shape;
  readonly options?: EvaluateOptions;
}

/** Runs the only kernel of a text (functions may stand beside it) and gives the arrays and the diagnostics. */
export function runKernel(text: string, run: KernelRun) {
  const program = parseProgram(`pxir 1\n${text}`);
  const [fault] = verifyProgram(program);
  if (fault) throw new Error(`${fault.code} ${fault.message}`);
  const kernel = program.kernels[0]!;
  const grid = run.grid ?? [1, 1, 1];
  const block = run.block ?? [1, 1, 1];
  const arrays = kernel.params.filter((param) => param.kind === 'array');
  const launch: RunLaunch = {
    kind: 'launch',
    step: 0,
    kernel: kernel.name,
    grid,
    block,
    extent: run.extent ?? [grid[0] * block[0], grid[1] * block[1], grid[2] * block[2]],
    arrays: Object.fromEntries(arrays.map(({ name }) => [name, name])),
    values: run.values ?? {},
  };
  const buffers = arrays.map(({ name, element }) => {
    const given = run.arrays[name] ?? 0;
    return typeof given === 'number'
      ? { name, element, length: given }
      : { name, element, length: given.length, data: encode(element, given) };
  });
  const result = evaluateRun({ program, buffers, operations: [launch] }, run.options);
  const contents: Record<string, number[]> = {};
  for (const { name, element } of arrays) contents[name] = decode(element, result.buffers.get(name)!);
  return {
    arrays: contents,
    count: result.bounds.count,
    messages: result.diagnostics.map(({ code, severity, message }) => `${severity} ${code} ${message}`),
  };
}

/** The code and sentence of the error that this gives. */
export function errorOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (!isPxosError(error)) throw error;
    return error.message;
  }
  return 'no error';
}
