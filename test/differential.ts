// Runs one program on several backends from the same concrete request, so that their memories can be compared byte for byte.
//
// The reference evaluator runs the program as it was written; the backends run it optimised, legalised and emitted, so a
// difference can come from any stage between.
import {
  bytesOf,
  type Compiled,
  compileText,
  contextFor,
  createPipeline,
  definePlanner,
  type ElementType,
  emitFor,
  evaluateRun,
  evaluateWithIntervals,
  type IntervalResult,
  judge,
  optimizeProgram,
  type Pipeline,
  type Plan,
  type PreparedRun,
  type PrepareOptions,
  type Program,
  prepareRun,
  type RunInputs,
  type RunResult,
} from 'pxos/core';
import { builtins } from '../plugins/builtins.ts';

/** The planner of these tests: it has no opinion, every test says which runner it means. */
const indifferent = definePlanner({
  name: 'indifferent',
  plan: (_program, context): Plan => ({
    planner: 'indifferent',
    profile: context.profile.name,
    steps: [],
    copies: [],
    seconds: 0,
  }),
});

/** A program with its data, ready for every backend. */
export interface Experiment {
  readonly compiled: Compiled;
  readonly optimized: Program;
  readonly prepared: PreparedRun;
}

const TARGETS = { cpu: 'wasm', webgpu: 'wgsl' } as const;
export type Backend = keyof typeof TARGETS;

/** A pipeline of the built-in plugins that runs experiments. WebGPU runs in this process: nothing here may hang. */
export class Laboratory {
  readonly pipeline: Pipeline;

  private constructor(pipeline: Pipeline) {
    this.pipeline = pipeline;
  }

  static async open(): Promise<Laboratory> {
    return new Laboratory(await createPipeline({ builtins, plugins: [indifferent] }));
  }

  /** Compiles a text and resolves its host part. Throws `PxosError` for whatever is wrong with either. */
  async prepare(
    text: string,
    inputs: RunInputs | ((program: Program) => RunInputs),
    options: { readonly path?: string; readonly read?: PrepareOptions['read'] } = {},
  ): Promise<Experiment> {
    const { path = 'case.px', read } = options;
    const compiled = await compileText(this.pipeline, path, text);
    const given = typeof inputs === 'function' ? inputs(compiled.program) : inputs;
    const optimized = await optimizeProgram(this.pipeline, compiled);
    const prepared = await prepareRun(compiled.program, given, { source: path, ...(read && { read }) });
    return { compiled, optimized, prepared };
  }

  /** Contents of all storages after the run, by the reference evaluator; also how many accesses were outside. */
  reference({ compiled, prepared }: Experiment): {
    readonly buffers: ReadonlyMap<string, Uint8Array>;
    readonly outside: number;
  } {
    const request = {
      program: compiled.program,
      buffers: [...prepared.storages.values()],
      operations: prepared.operations,
    };
    const { buffers, bounds } = evaluateRun(request);
    return { buffers, outside: bounds.count };
  }

  /** What each element of each storage may hold: float arrays are judged by it. */
  intervals({ compiled, prepared }: Experiment): IntervalResult {
    const { program } = compiled;
    return evaluateWithIntervals({
      program,
      buffers: [...prepared.storages.values()],
      operations: prepared.operations,
    });
  }

  /** The same run on a backend. */
  async run(
    { compiled, optimized, prepared }: Experiment,
    backend: Backend,
    options: { readonly validate?: boolean; readonly timeout?: number } = {},
  ): Promise<RunResult> {
    const target = TARGETS[backend];
    const plan: Plan = { planner: 'indifferent', profile: 'none', steps: [], copies: [], seconds: 0 };
    const emitted = await emitFor(
      this.pipeline,
      compiled,
      { target, plan, program: optimized },
      { validate: options.validate ?? false },
    );
    await this.pipeline.need({ hook: 'run', key: backend });
    const result = await this.pipeline.hooks.run.for(backend).promise({
      ...contextFor(this.pipeline, compiled.source),
      program: emitted.program,
      artifacts: emitted.artifacts,
      buffers: [...prepared.storages.values()],
      operations: prepared.operations,
      outputs: [...prepared.storages.keys()],
      timeout: options.timeout ?? 60_000,
      options: { inProcess: true },
    });
    if (!result) throw new Error(`no runner answered for ${backend}`);
    return result;
  }

  close(): Promise<void> {
    return this.pipeline.close();
  }
}

const FLOATS: ReadonlySet<ElementType> = new Set(['f16', 'f32', 'f64']);

/** The first element at which two memories differ, in words; float arrays are left to the judge of intervals. */
export function firstDifference(
  prepared: PreparedRun,
  expected: ReadonlyMap<string, Uint8Array>,
  actual: Readonly<Record<string, Uint8Array>>,
): string | undefined {
  for (const { name, element } of prepared.storages.values()) {
    if (FLOATS.has(element)) continue;
    const [want, got] = [expected.get(name)!, actual[name]];
    if (!got) return `${name} is missing`;
    if (got.length !== want.length) return `${name} has ${got.length} bytes, not ${want.length}`;
    const at = want.findIndex((byte, k) => byte !== got[k]);
    if (at >= 0) {
      const size = bytesOf(element);
      const k = Math.floor(at / size);
      const hex = (bytes: Uint8Array) => Buffer.from(bytes.slice(k * size, (k + 1) * size)).toString('hex');
      return `${name}[${k}] (${element}) is ${hex(got)}, not ${hex(want)} (bytes, low first)`;
    }
  }
  return undefined;
}

/** Float elements of a run: how many were judged, how many could hold anything, and the first that holds what it must not. */
export interface FloatVerdict {
  readonly judged: number;
  readonly unjudged: number;
  readonly fault?: string;
}

/** Holds the float arrays of a run against the error intervals. */
export function judgeFloats(
  prepared: PreparedRun,
  intervals: IntervalResult,
  actual: Readonly<Record<string, Uint8Array>>,
): FloatVerdict {
  let judged = 0;
  let unjudged = 0;
  for (const { name, element, length } of prepared.storages.values()) {
    const allowed = intervals.buffers.get(name);
    const bytes = actual[name];
    if (!FLOATS.has(element) || !allowed || !bytes) continue;
    const verdict = judge(bytes, allowed);
    judged += length - verdict.unjudged;
    unjudged += verdict.unjudged;
    const wrong = verdict.first[0];
    if (wrong) {
      const { lo, hi, nan } = wrong.allowed;
      return {
        judged,
        unjudged,
        fault: `${name}[${wrong.index}] (${element}) is ${wrong.value}, allowed ${lo} to ${hi}${nan ? ' or NaN' : ''}`,
      };
    }
  }
  return { judged, unjudged };
}
