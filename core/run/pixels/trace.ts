// Runs the program of an image step by step, here or on a runner, and keeps what the steps leave in the end.
import type { RunnerInfo, RunPixels } from '../../contract/index.ts';
import { PxosError } from '../../diagnostics/index.ts';
import * as say from '../../diagnostics/messages/pixel-run.ts';
import { type Compiled, inFile, located } from '../../pipeline/index.ts';
import { type PixelImage, type TracedStep, traceImage, traceSteps } from '../../pxi/index.ts';
import type { Engine } from '../engine.ts';
import { executeWith } from '../execute.ts';
import type { PreparedRun } from '../prepared.ts';

export interface TraceOptions {
  /** Runs each step there; without one the interpreter of this thread runs them. */
  readonly runner?: string | undefined;
  /** Seconds for all steps together. */
  readonly timeout: number;
}

/** What ran, and the image that it left. */
export interface TraceResult {
  readonly info: RunnerInfo;
  readonly image: PixelImage;
  readonly seconds: number;
}

/** A run that has been prepared to be interpreted. */
export interface TraceRequest {
  readonly engine: Engine;
  readonly compiled: Compiled;
  readonly prepared: PreparedRun;
}

const HERE: RunnerInfo = { runner: 'cpu', device: 'pixel interpreter in this thread' };

/** The one operation of the run, and the image with what the caller gave already in it. */
function interpretationOf({ operations, storages }: PreparedRun): {
  operation: RunPixels;
  image: PixelImage;
} {
  const operation = operations.find(({ kind }) => kind === 'pixels');
  const data = operation?.kind === 'pixels' ? storages.get(operation.buffer)?.data : undefined;
  if (operation?.kind !== 'pixels' || !data) throw new Error('the run was not prepared to be interpreted');
  return { operation, image: { width: operation.width, height: operation.height, pixels: data } };
}

/** The steps on the interpreter; the errors of a program's image are about its file. */
async function* traceHere(
  { engine, compiled, prepared }: TraceRequest,
  { timeout }: TraceOptions,
): AsyncGenerator<TracedStep, Omit<TraceResult, 'seconds'>, void> {
  const { operation, image } = interpretationOf(prepared);
  const { compat, dialect, maxThreads, names } = operation;
  const { path: file } = compiled.source;
  const limits = { maxThreads, timeout: 1000 * timeout, signal: engine.signal };
  const steps = traceImage(image, { compat, dialect, names, file, ...limits });
  for (;;) {
    const { done, value } = await located(file, (async () => steps.next())());
    if (!done) {
      yield value;
      continue;
    }
    for (const warning of value.warnings) engine.report.add(inFile(warning, file));
    return { info: HERE, image: value.image };
  }
}

/** The steps on a runner, each a run of its own: all state lies in the image. */
async function* traceThere(
  { engine, compiled, prepared }: TraceRequest,
  { timeout }: TraceOptions,
  runner: string,
): AsyncGenerator<TracedStep, Omit<TraceResult, 'seconds'>, void> {
  const { operation, image } = interpretationOf(prepared);
  const { buffer, compat, dialect, names } = operation;
  const { path: file } = compiled.source;
  const deadline = performance.now() + 1000 * timeout;
  const memory = prepared.storages.get(buffer);
  let info: RunnerInfo | undefined;
  const run = async (now: PixelImage, steps: readonly [number, number]): Promise<PixelImage> => {
    const storages = new Map(memory && [[buffer, { ...memory, data: now.pixels }]]);
    const step = { ...prepared, operations: [{ ...operation, steps }], storages };
    const isLate = (): boolean => performance.now() >= deadline;
    const late = (cause?: unknown) =>
      new PxosError(say.traceTimeLimit({ seconds: timeout, step: steps[0] }), { cause });
    if (isLate()) throw late();
    try {
      const left = (deadline - performance.now()) / 1000;
      const executed = await executeWith(engine, compiled, step, { runner, timeout: left });
      info ??= executed.segments[0]?.info;
      return { ...now, pixels: executed.contents.get(buffer) ?? now.pixels };
    } catch (error) {
      // The runner knows only what was left for this step.
      throw isLate() ? late(error) : error;
    }
  };
  const result = yield* traceSteps(image, run, { compat, dialect, names, file });
  return { info: info ?? { runner, device: runner }, image: result };
}

/**
 * Traces a run that has been prepared to be interpreted: each step as it has run, in the end the result.
 *
 * @throws PxosError as the run itself, behind the steps before; PX1355 at the time limit on a runner
 */
export async function* traceRun(
  request: TraceRequest,
  options: TraceOptions,
): AsyncGenerator<TracedStep, TraceResult, void> {
  const start = performance.now();
  const { runner } = options;
  const steps = runner === undefined ? traceHere(request, options) : traceThere(request, options, runner);
  const result = yield* steps;
  return { ...result, seconds: (performance.now() - start) / 1000 };
}
