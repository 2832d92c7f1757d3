// What executing a run asks for: a plan, code for a runner, the runner. A pipeline answers with its plugins, a page with what it has.
import type {
  Artifact,
  Context,
  Plan,
  RunnerDevice,
  RunOperation,
  RunRequest,
  RunResult,
  SourceInfo,
} from '../contract/index.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import type { Program } from '../ir/index.ts';
import type { Compiled, RunnerEntry } from '../pipeline/index.ts';
import type { PreparedRun } from './prepared.ts';

/** The plan, and the runner of each operation. */
export interface RunnerChoice {
  readonly plan: Plan;
  readonly runnerOf: (operation: RunOperation) => string;
}

/** What a runner executes, and the program that its artifacts were made from. */
export interface Executable {
  readonly program: Program;
  readonly artifacts: readonly Artifact[];
}

export interface Engine {
  readonly report: { add(diagnostic: Diagnostic): void };
  /** Aborted when the run is given up. */
  readonly signal: AbortSignal;
  readonly runners: readonly RunnerEntry[];
  /** The context of one piece of work on a source. */
  contextFor(source: SourceInfo): Context;
  /** Where everything runs. `runner` is a name, or `auto` for what the plan says. */
  choose(compiled: Compiled, prepared: PreparedRun, runner: string): Promise<RunnerChoice>;
  /** The program, optimised, as code for a target. */
  emit(compiled: Compiled, target: string, plan: Plan): Promise<Executable>;
  /** Has a runner execute; nothing when it passes. */
  run(runner: string, request: RunRequest): Promise<RunResult | undefined>;
}

/** The evaluator is an oracle: `auto` never chooses it. */
export const ORACLE_TARGET = 'ir';

/** The first runner of a device. */
export const firstOn = (runners: readonly RunnerEntry[], device: RunnerDevice): RunnerEntry | undefined =>
  runners.find((entry) => entry.device === device && entry.target !== ORACLE_TARGET);
