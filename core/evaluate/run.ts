// The evaluator's entry point: a whole run.
import type { BoundsReport, BufferState, RunOperation } from '../contract/index.ts';
import { type Diagnostic, PxosError } from '../diagnostics/index.ts';
import * as messages from '../diagnostics/messages/reference.ts';
import type { Program } from '../ir/index.ts';
import { bytesOf } from '../ir/index.ts';
import { BoundsCollector } from './bounds.ts';
import { type LaunchContext, runLaunch } from './launch.ts';
import { runMatrix } from './matrix.ts';
import { type Memory, makeMemory } from './memory.ts';
import type { ScheduleOrder } from './schedule.ts';
import { missing } from './unfit.ts';

/** How to evaluate; all parts have defaults. */
export interface EvaluateOptions {
  /** Milliseconds after which the run is ended with PX0795; 60 000. */
  readonly timeout?: number | undefined;
  /** Ends the run with PX0796 when it is aborted. */
  readonly signal?: AbortSignal | undefined;
  /** Order of threads and blocks; `forward`. */
  readonly order?: ScheduleOrder | undefined;
  /** Accesses outside their array become errors (PX0791), and the run ends with them. */
  readonly sanitize?: boolean | undefined;
  /** Most bytes of all buffers together; 2 GiB. */
  readonly memoryLimit?: number | undefined;
}

/** What is evaluated: the part of a `RunRequest` that matters here. */
export interface EvaluateRequest {
  readonly program: Program;
  readonly buffers: readonly BufferState[];
  readonly operations: readonly RunOperation[];
}

export interface EvaluateResult {
  /** Bytes of every buffer, little endian, by name. */
  readonly buffers: ReadonlyMap<string, Uint8Array>;
  /** Accesses outside their array: how many, and the first of each place as diagnostics. */
  readonly bounds: BoundsReport;
  /** Those of `bounds`, and their number if there are more. */
  readonly diagnostics: readonly Diagnostic[];
}

const TIMEOUT = 60_000;
const MEMORY = 2 ** 31;

function contextOf({
  timeout = TIMEOUT,
  signal,
  order = 'forward',
  sanitize = false,
}: EvaluateOptions): LaunchContext {
  const limits = { timeout, deadline: performance.now() + timeout, signal };
  return { bounds: new BoundsCollector({ sanitize }), limits, order };
}

/** Ends the run when accesses outside were errors: those of `sanitize`, and those that a wrong proof let through. */
function failed(bounds: BoundsReport): void {
  if (bounds.first.some(({ severity }) => severity === 'error')) throw new PxosError(summary(bounds));
}

function summary({ count, first }: BoundsReport): readonly Diagnostic[] {
  const shown = first.length;
  return count > shown ? [...first, messages.moreOutside({ count, shown })] : first;
}

function copy(memory: Memory, from: string, to: string, count: number): void {
  const source = memory.get(from) ?? missing('buffer', from);
  const target = memory.get(to) ?? missing('buffer', to);
  const elements = Math.min(count, source.length, target.length);
  target.bytes.set(source.bytes.subarray(0, elements * bytesOf(source.element)));
}

/**
 * Runs operations in order on copies of the buffers: the meaning of a program, slowly and exactly. f32 results are those
 * of correctly rounded operations; `evaluateIntervals` says which others are as right.
 *
 * @throws PxosError PX0791 with `sanitize`, PX0792 too much memory, PX0794 divergent barrier, PX0795 time limit, PX0796
 * aborted, PX0798 a wrong proof of a pass, PX0799 parts that are missing.
 * @example
 * evaluateRun({ program, buffers: [{ name: 'x', element: 'f32', length: 4 }], operations }).buffers.get('x')
 */
export function evaluateRun(request: EvaluateRequest, options: EvaluateOptions = {}): EvaluateResult {
  const context = contextOf(options);
  const memory = makeMemory(request.buffers, options.memoryLimit ?? MEMORY);
  for (const operation of request.operations) {
    switch (operation.kind) {
      case 'launch':
        runLaunch(request.program, operation, memory, context);
        break;
      case 'copy':
        copy(memory, operation.from, operation.to, operation.count);
        break;
      case 'matrix':
        runMatrix(operation, memory, context.limits);
        break;
    }
  }
  const bounds = context.bounds.report();
  failed(bounds);
  const buffers = new Map([...memory].map(([name, { bytes }]) => [name, bytes]));
  return { buffers, bounds, diagnostics: summary(bounds) };
}
