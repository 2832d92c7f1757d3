// A run with the plugins of a pipeline: its planners, passes, emitters and runners.
import { type Compiled, contextFor, emitFor, optimizeProgram, type Pipeline } from '../pipeline/index.ts';
import { chooseRunner } from './choose-runner.ts';
import type { Engine } from './engine.ts';
import { type ExecutedRun, type ExecuteOptions, executeWith } from './execute.ts';
import type { PreparedRun } from './prepared.ts';

/** What a run asks for, from a pipeline. */
export const engineOf = (pipeline: Pipeline): Engine => ({
  report: pipeline.report,
  signal: pipeline.signal,
  get runners() {
    return pipeline.runners;
  },
  contextFor: (source) => contextFor(pipeline, source),
  choose: (compiled, prepared, runner) => chooseRunner(pipeline, compiled, prepared, runner),
  async emit(compiled, target, plan) {
    const program = await optimizeProgram(pipeline, compiled);
    return emitFor(pipeline, compiled, { target, plan, program }, { validate: false });
  },
  async run(runner, request) {
    await pipeline.runner(runner);
    const hook = pipeline.hooks.run.for(runner);
    const configured = pipeline.config.options[hook.taps[0]?.name ?? ''] ?? {};
    return hook.promise({ ...request, options: { ...configured, ...request.options } });
  },
});

/**
 * Executes a prepared run. `auto` follows the plan and announces when a GPU is missing or failed; a named runner never
 * falls back.
 *
 * @throws PxosError of the runners (each with its own codes), PX0591, PX0592, PX0596
 */
export const executeRun = (
  pipeline: Pipeline,
  compiled: Compiled,
  prepared: PreparedRun,
  options: ExecuteOptions,
): Promise<ExecutedRun> => executeWith(engineOf(pipeline), compiled, prepared, options);
