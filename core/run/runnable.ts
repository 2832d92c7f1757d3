// A source that is ready to be run: what it compiles to, how it takes its inputs, how it is executed.
import type { Compiled } from '../pipeline/index.ts';
import type { ExecutedRun, ExecuteOptions } from './execute.ts';
import type { RunInputs } from './inputs.ts';
import type { PreparedRun } from './prepared.ts';

export interface Runnable {
  readonly compiled: Compiled;
  /** Resolves everything that a run needs. `cwd` is the folder that the caller's paths count from. */
  prepare(inputs: RunInputs, cwd: string): Promise<PreparedRun>;
  /** Executes what `prepare` has made. */
  execute(prepared: PreparedRun, options: ExecuteOptions): Promise<ExecutedRun>;
}
