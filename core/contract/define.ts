// Short ways to a plugin, for authors who need one hook only: defineFrontend, definePlanner, definePass, defineEmitter, defineRunner.
import type { VFile } from 'vfile';
import { textOf } from '../files/index.ts';
import type { Program } from '../ir/index.ts';
import type { Artifact, EmitContext, LegalizeContext } from './artifact.ts';
import { checkOptions, type Field, FUNCTION, NAME, oneOf, optional, TEXT } from './check-options.ts';
import type { Context, FrontendContext } from './context.ts';
import type { Plan, PlanContext } from './plan.ts';
import { OPTIMIZE_STAGES, type OptimizeStage, type Plugin, type Requires } from './plugin.ts';
import type { RunnerProbe, RunRequest, RunResult } from './run.ts';

interface Named {
  readonly name: string;
  readonly requires?: Requires;
  readonly enforce?: 'pre' | 'post';
}

type MaybePromise<T> = T | Promise<T>;

const head = ({ name, requires, enforce }: Named): Named => ({
  name,
  ...(requires && { requires }),
  ...(enforce && { enforce }),
});

const EXTENSIONS: Field = {
  expected: "a list of extensions with their dots, such as `['.px']`,",
  is: (value) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((extension) => typeof extension === 'string' && extension.startsWith('.')),
};

export interface FrontendOptions extends Named {
  /** File extensions with their dot: `['.px']`. */
  readonly extensions: readonly string[];
  /** It reads files that are no text: `file.value` may be a `Uint8Array`. Others get PX0102 for such a file. */
  readonly binary?: boolean;
  readonly parse: (file: VFile, context: FrontendContext) => MaybePromise<Program>;
}

/**
 * A front end: turns files with the given extensions into programs.
 *
 * @throws PxosError PX0647, PX0648 for wrong, missing and unknown fields, like all makers of this file
 */
export function defineFrontend(options: FrontendOptions): Plugin {
  checkOptions('defineFrontend', options, {
    extensions: EXTENSIONS,
    binary: optional(oneOf(true, false)),
    parse: FUNCTION,
  });
  return {
    ...head(options),
    apply({ hooks }) {
      for (const extension of options.extensions)
        hooks.frontend.for(extension).tapPromise(options.name, async (file, context) => {
          if (!options.binary) textOf(file.value);
          return options.parse(file, context);
        });
    },
  };
}

export interface PlannerOptions extends Named {
  /** Answers with a plan, or `undefined` to leave the program to the next planner. */
  readonly plan: (program: Program, context: PlanContext) => MaybePromise<Plan | undefined>;
}

/** A planner: decides where each step runs. */
export function definePlanner(options: PlannerOptions): Plugin {
  checkOptions('definePlanner', options, { plan: FUNCTION });
  return {
    ...head(options),
    apply({ hooks }) {
      hooks.plan.tapPromise(options.name, async (program, context) => options.plan(program, context));
    },
  };
}

export interface PassOptions extends Named {
  /** One sentence, shown by `pxos explain --stage passes`. */
  readonly about: string;
  readonly stage: OptimizeStage;
  readonly run: (program: Program, context: Context) => MaybePromise<Program>;
}

/** An optimisation pass: IR to IR, verified afterwards. */
export function definePass(options: PassOptions): Plugin {
  const stages = oneOf(...Object.keys(OPTIMIZE_STAGES));
  checkOptions('definePass', options, { about: TEXT, stage: stages, run: FUNCTION });
  return {
    ...head(options),
    apply({ hooks }) {
      const { name, stage, about } = options;
      const tap = { name, stage: OPTIMIZE_STAGES[stage], about };
      hooks.optimize.tapPromise(tap, async (program, context) => options.run(program, context));
    },
  };
}

export interface EmitterOptions extends Named {
  readonly target: string;
  /** Emit only when the target is asked for by name: it needs more than a source, such as sizes. */
  readonly onRequest?: boolean;
  /** Rewrites what the target lacks, before `emit`. */
  readonly legalize?: (program: Program, context: LegalizeContext) => MaybePromise<Program>;
  readonly emit: (program: Program, context: EmitContext) => MaybePromise<readonly Artifact[]>;
  /** Checks an artifact with the target's own compiler, where there is one. */
  readonly validate?: (artifact: Artifact, context: EmitContext) => Promise<void>;
}

/** An emitter: a program to artifacts of one target. */
export function defineEmitter(options: EmitterOptions): Plugin {
  const more = {
    legalize: optional(FUNCTION),
    validate: optional(FUNCTION),
    onRequest: optional(oneOf(true, false)),
  };
  checkOptions('defineEmitter', options, { target: NAME, emit: FUNCTION, ...more });
  const { name, target, legalize, emit, validate, onRequest } = options;
  return {
    ...head(options),
    ...(onRequest && { onRequest: [target] }),
    apply({ hooks }) {
      if (legalize)
        hooks.legalize.for(target).tapPromise(name, async (program, context) => legalize(program, context));
      hooks.emit.for(target).tapPromise(name, async (program, context) => emit(program, context));
      if (validate) hooks.validate.for(target).tapPromise(name, validate);
    },
  };
}

const CODES: Field = {
  expected: "a list of codes, such as `['PX0771']`,",
  is: (value) => Array.isArray(value) && value.every((code) => /^PX\d{4}$/.test(String(code))),
};

export interface RunnerOptions extends Named {
  /** Name for `--runner`. */
  readonly runner: string;
  /** The target whose artifacts it executes. */
  readonly target: string;
  readonly device: 'cpu' | 'gpu';
  readonly run: (request: RunRequest) => Promise<RunResult>;
  /** For GPU runners: which adapter a run would get. `auto` asks before it plans; hardware only is ever planned onto. */
  readonly probe?: RunnerProbe;
  /**
   * Codes of the errors with which it, or the emitter of its target, declines a run: it is not made for the program, or
   * this machine lacks what it needs. Who compares executors tells these from failures.
   */
  readonly declines?: readonly string[];
  /** Codes of the errors with which it ends a run at its time limit: who compares executors learns nothing from these. */
  readonly timeouts?: readonly string[];
  /** Frees what the runner holds, when the pipeline closes. */
  readonly close?: () => Promise<void>;
}

/** A runner: executes the artifacts of one target. */
export function defineRunner(options: RunnerOptions): Plugin {
  const codes = { declines: optional(CODES), timeouts: optional(CODES) };
  const more = { probe: optional(FUNCTION), close: optional(FUNCTION), ...codes };
  const fields = { runner: NAME, target: NAME, device: oneOf('cpu', 'gpu'), run: FUNCTION, ...more };
  checkOptions('defineRunner', options, fields);
  const { name, runner, target, device, run, probe, close, declines, timeouts } = options;
  return {
    ...head(options),
    runs: {
      ...{ runner, target, device },
      ...(probe && { probe }),
      ...(declines && { declines }),
      ...(timeouts && { timeouts }),
    },
    apply({ hooks }) {
      hooks.run.for(runner).tapPromise(name, run);
      if (close) hooks.close.tapPromise(name, close);
    },
  };
}
