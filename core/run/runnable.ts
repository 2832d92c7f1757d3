// A source that is ready to be run: what it compiles to, how it takes its inputs, how it is executed.

import type { SourceInfo } from '../contract/index.ts';
import { type Compiled, compileSource, type Pipeline } from '../pipeline/index.ts';
import type { ExecutedRun, ExecuteOptions } from './execute.ts';
import type { RunInputs } from './inputs.ts';
import { executeRun } from './pipeline-engine.ts';
import { isPixelSource, openPixels, type PixelOptions } from './pixels/index.ts';
import { prepareRun } from './prepare.ts';
import type { PreparedRun } from './prepared.ts';

export interface Runnable {
  readonly compiled: Compiled;
  /** Resolves everything that a run needs. `cwd` is the folder that the caller's paths count from. */
  prepare(inputs: RunInputs, cwd: string): Promise<PreparedRun>;
  /** Executes what `prepare` has made. */
  execute(prepared: PreparedRun, options: ExecuteOptions): Promise<ExecutedRun>;
}

/**
 * Compiles a source. An image is read strictly, and its program compiled from its pixels unless the options or the program
 * ask for interpretation.
 *
 * @throws PxosError with everything that is wrong with the source
 */
export async function openRunnable(
  pipeline: Pipeline,
  source: SourceInfo,
  options: PixelOptions = {},
): Promise<Runnable> {
  if (isPixelSource(source)) return openPixels(pipeline, source, options);
  const compiled = await compileSource(pipeline, source);
  return {
    compiled,
    prepare: (inputs, cwd) => prepareRun(compiled.program, inputs, { source: source.path, cwd }),
    execute: (prepared, executeOptions) => executeRun(pipeline, compiled, prepared, executeOptions),
  };
}
