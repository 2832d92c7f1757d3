// Executes a prepared run: emits what each runner needs, calls the runners one after the other, hands buffers over.
import type { Plan, RunnerInfo, RunOperation, RunResult, RunTiming } from '../contract/index.ts';
import type { ArrayData } from '../data/index.ts';
import { isPxosError, type Placement, PxosError } from '../diagnostics/index.ts';
import { pluginMessages } from '../diagnostics/messages/index.ts';
import * as say from '../diagnostics/messages/run.ts';
import { bytesOf } from '../ir/index.ts';
import { type Compiled, inFile, located } from '../pipeline/index.ts';
import { type Engine, type Executable, firstOn, ORACLE_TARGET } from './engine.ts';
import { withGrids } from './indirect-grids.ts';
import type { PreparedRun, RunOutput } from './prepared.ts';
import { restrictTo } from './restrict.ts';
import { buffersOf, type Segment, segmentsOf, withPlannedBlocks } from './segments.ts';
import { ThreadCount } from './thread-count.ts';

export interface ExecuteOptions {
  /** A runner's name, or `auto`: what the plan says. */
  readonly runner: string;
  /** Seconds after which the whole run is ended. */
  readonly timeout: number;
  /** Makes accesses outside an array errors; runs on the reference evaluator. */
  readonly sanitize?: boolean;
  /** Threads that all launches may have together. */
  readonly maxThreads?: number;
  /** Looks at what every runner has left before the next one goes on; what it throws ends the run. */
  readonly judge?: (contents: ReadonlyMap<string, Uint8Array>) => void;
  /** Where a step stands, for messages; its place in the source by default. */
  readonly placeOf?: (step: number) => Placement;
}

/** What one runner did. */
export interface ExecutedSegment {
  readonly info: RunnerInfo;
  /** Indices of the program's steps that it ran. */
  readonly steps: readonly number[];
  readonly timings: readonly RunTiming[];
}

export interface ExecutedRun {
  readonly plan: Plan;
  readonly segments: readonly ExecutedSegment[];
  /** Bytes of every storage that an output or a write names. */
  readonly contents: ReadonlyMap<string, Uint8Array>;
  /** Seconds from the first emitter to the last result. */
  readonly seconds: number;
}

class Execution {
  readonly #engine: Engine;
  readonly #compiled: Compiled;
  readonly #prepared: PreparedRun;
  readonly #options: ExecuteOptions;
  /** Set when the first runner starts: compiling is not what the limit is for, and messages tell the limit as given. */
  #deadline: number | undefined;
  readonly #contents = new Map<string, Uint8Array>();
  readonly #done: ExecutedSegment[] = [];

  constructor(engine: Engine, compiled: Compiled, prepared: PreparedRun, options: ExecuteOptions) {
    this.#engine = engine;
    this.#compiled = compiled;
    this.#prepared = prepared;
    this.#options = options;
  }

  async execute(): Promise<ExecutedRun> {
    const start = performance.now();
    const { runner, sanitize } = this.#options;
    const { program } = this.#compiled;
    const chosen = sanitize ? sanitizingRunner(this.#engine, runner) : runner;
    const { plan, runnerOf } = await this.#engine.choose(this.#compiled, this.#prepared, chosen);
    const prepared = {
      ...this.#prepared,
      operations: withPlannedBlocks(this.#prepared.operations, { program, plan }),
    };
    const kernels = new Map(program.kernels.map((kernel) => [kernel.name, kernel]));
    const segments = segmentsOf(prepared, runnerOf, kernels);
    for (const [name, { data }] of prepared.storages) if (data) this.#contents.set(name, data);

    // One emission for each runner, of all kernels that it gets.
    const executables = new Map<string, Executable>();
    for (const segment of segments)
      if (!executables.has(segment.runner)) {
        const all = segments.filter((other) => other.runner === segment.runner).flatMap((s) => s.operations);
        executables.set(segment.runner, await this.#executable(segment.runner, all, plan));
      }
    const { judge, maxThreads: limit = Number.POSITIVE_INFINITY } = this.#options;
    const placeOf = this.#options.placeOf ?? ((step) => placeInSource(this.#compiled, step));
    const threads = new ThreadCount({ limit, placeOf });
    for (const planned of segments) {
      const operations = withGrids(planned.operations, { kernels, contents: this.#contents, placeOf });
      if (operations.length === 0) continue;
      threads.add(operations);
      const segment = { ...planned, operations };
      const executable = executables.get(segment.runner)!;
      if (chosen === 'auto') await this.#runOrFallBack(segment, executable, plan);
      else await this.#run(segment, executable);
      judge?.(this.#contents);
    }
    return {
      plan,
      segments: this.#done,
      contents: this.#contents,
      seconds: (performance.now() - start) / 1000,
    };
  }

  async #executable(runner: string, operations: readonly RunOperation[], plan: Plan): Promise<Executable> {
    const target = this.#engine.runners.find((entry) => entry.runner === runner)?.target;
    const program = restrictTo(this.#compiled.program, operations);
    const computes = operations.some(({ kind }) => kind === 'launch' || kind === 'matrix');
    // The evaluator runs what the user wrote, untouched by passes: it is what they are judged by.
    if (target === undefined || target === ORACLE_TARGET || !computes) return { program, artifacts: [] };
    return this.#engine.emit({ ...this.#compiled, program }, target, plan);
  }

  async #run(segment: Segment, { program, artifacts }: Executable): Promise<void> {
    const { runner, operations, results } = segment;
    const { source } = this.#compiled;
    const result = await located(
      source.path,
      this.#engine.run(runner, {
        ...this.#engine.contextFor(source),
        program,
        artifacts,
        buffers: buffersOf(segment, this.#prepared, this.#contents),
        operations,
        outputs: results,
        timeout: Math.max(1, this.#remaining()),
        options: this.#options.sanitize ? { sanitize: true } : {},
      }),
    );
    if (!result)
      throw new PxosError(
        pluginMessages.nobodyAnswers({ hook: 'run', key: runner, what: 'every runner passed' }),
      );
    for (const diagnostic of result.diagnostics ?? [])
      this.#engine.report.add(inFile(diagnostic, source.path));
    this.#take(segment, result);
  }

  /** Milliseconds that are left of the limit; the first time all of them. */
  #remaining(): number {
    const now = performance.now();
    this.#deadline ??= now + this.#options.timeout * 1000;
    return this.#deadline - now;
  }

  #take(segment: Segment, { buffers, info, timings }: RunResult): void {
    for (const name of segment.results) {
      const { element, length } = this.#prepared.storages.get(name)!;
      const wanted = length * bytesOf(element);
      const bytes = Object.hasOwn(buffers, name) ? buffers[name] : undefined;
      if (bytes?.byteLength !== wanted) {
        const got = bytes ? `${bytes.byteLength}` : 'none';
        throw new PxosError(say.runnerGaveNothing({ runner: segment.runner, buffer: name, wanted, got }));
      }
      this.#contents.set(name, bytes);
    }
    this.#done.push({ info, timings, steps: segment.operations.map(({ step }) => step) });
  }

  /** What the program asked for stays the same whoever runs it, so a GPU that fails can be replaced. */
  async #runOrFallBack(segment: Segment, executable: Executable, plan: Plan): Promise<void> {
    try {
      await this.#run(segment, executable);
    } catch (error) {
      const to = fallbackFor(this.#engine, segment.runner);
      const [first] = isPxosError(error) ? error.diagnostics : [];
      const timeLeft = this.#remaining() > 20;
      if (to === undefined || !first || !timeLeft || this.#engine.signal.aborted) throw error;
      this.#engine.report.add(
        say.fellBack({ from: segment.runner, to, reason: `${first.code}: ${first.message}` }),
      );
      const other = await this.#executable(to, segment.operations, plan);
      await this.#run({ ...segment, runner: to }, other);
    }
  }
}

function placeInSource({ source, program }: Compiled, step: number): Placement {
  const at = program.steps[step]?.at;
  return { file: source.path, ...(at && { place: at }) };
}

/** `--sanitize` needs the evaluator: it is the only runner that sees every access. */
function sanitizingRunner({ runners, report }: Engine, runner: string): string {
  const reference = runners.find(({ target }) => target === ORACLE_TARGET)?.runner ?? 'reference';
  if (runner !== 'auto' && runner !== reference) throw new PxosError(say.sanitizeRunner({ runner }));
  if (runner === 'auto') report.add(say.sanitizing({}));
  return reference;
}

/** The runner that takes over when a GPU fails in the middle of an automatic run. */
function fallbackFor({ runners }: Engine, failed: string): string | undefined {
  const gpu = runners.find(({ runner }) => runner === failed)?.device === 'gpu';
  return gpu ? firstOn(runners, 'cpu')?.runner : undefined;
}

/** Executes a prepared run; see `executeRun`, which does so with the plugins of a pipeline. */
export async function executeWith(
  engine: Engine,
  compiled: Compiled,
  prepared: PreparedRun,
  options: ExecuteOptions,
): Promise<ExecutedRun> {
  return new Execution(engine, compiled, prepared, options).execute();
}

/** The array of an output or a write after a run; what nothing ever filled is zeros. */
export function arrayOf(
  { storage, element, length, shape }: RunOutput,
  { contents }: Pick<ExecutedRun, 'contents'>,
): ArrayData {
  const bytes = contents.get(storage) ?? new Uint8Array(length * bytesOf(element));
  return { element, length, bytes, ...(shape && { shape }) };
}
