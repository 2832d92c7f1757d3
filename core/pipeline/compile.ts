// The first stages: a source text goes through its front end to a program, and the program through the planner to a plan.
import { extname } from 'node:path';
import { VFile } from 'vfile';
import type {
  Context,
  FrontendContext,
  LaunchValues,
  MachineProfile,
  Plan,
  PlanContext,
  SourceInfo,
} from '../contract/index.ts';
import { PxosError } from '../diagnostics/index.ts';
import { pluginMessages } from '../diagnostics/messages/index.ts';
import type { Program } from '../ir/index.ts';
import { checkPlan } from './check-plan.ts';
import { located } from './locate.ts';
import type { Pipeline } from './pipeline.ts';
import { diagnosticOf, isFileMessage, messagesOf } from './processor.ts';
import { readSource, sourceOf } from './read-source.ts';
import type { ScopedLogger } from './report.ts';

/** A program with the context that it was made in; later stages take it as it is. */
export interface Compiled {
  readonly source: SourceInfo;
  readonly context: Context;
  /** What the user wrote: before optimisation and legalisation. */
  readonly program: Program;
}

/** The context of one piece of work on a source; each piece has a logger of its own. */
export function contextFor(pipeline: Pipeline, source: SourceInfo): Context & { readonly log: ScopedLogger } {
  return {
    source,
    config: pipeline.config,
    log: pipeline.report.scope(source.path),
    signal: pipeline.signal,
  };
}

/**
 * Reads a file and compiles it. `folder` is what relative paths count from; the configuration's root by default.
 * Throws `PxosError` with everything that is wrong with the file.
 */
export async function compileFile(
  pipeline: Pipeline,
  path: string,
  folder = pipeline.config.root,
): Promise<Compiled> {
  return compileSource(pipeline, await readSource(path, folder));
}

/** Compiles a text; the extension of `path` picks the front end. */
export async function compileText(pipeline: Pipeline, path: string, text: string): Promise<Compiled> {
  return compileSource(pipeline, sourceOf(path, text));
}

/** Compiles a source that was read already. */
export async function compileSource(pipeline: Pipeline, source: SourceInfo): Promise<Compiled> {
  const key = extname(source.path);
  await pipeline.need({ hook: 'frontend', key });
  const context = contextFor(pipeline, source);
  const frontendContext: FrontendContext = { ...context, processor: pipeline.processor };
  const file = new VFile({ path: source.path, value: source.bytes ?? source.text });
  let program: Program | undefined;
  try {
    program = await located(source.path, pipeline.hooks.frontend.for(key).promise(file, frontendContext));
  } catch (error) {
    throw fileFailure(error, context.source.path);
  } finally {
    for (const diagnostic of messagesOf(file)) context.log.report(diagnostic);
  }
  context.log.throwIfFailed();
  if (!program)
    throw new PxosError(
      pluginMessages.nobodyAnswers({ hook: 'frontend', key, what: `\`${source.path}\` gave no program` }),
    );
  return { source, context, program };
}

/** `file.fail` of a tree plugin is a message on the source, not a fault of the front end. */
function fileFailure(error: unknown, path: string): unknown {
  const cause = error instanceof PxosError ? error.cause : undefined;
  return isFileMessage(cause) ? new PxosError(diagnosticOf(cause, path), { cause }) : error;
}

/** What is known about a run when its plan is made; nothing of it at build time. */
export interface PlanFacts {
  readonly lengths?: ReadonlyMap<string, number> | undefined;
  readonly threads?: ReadonlyMap<number, number> | undefined;
  readonly parameters?: ReadonlyMap<number, LaunchValues> | undefined;
  /** What comes back to the caller. */
  readonly outputs?: readonly { readonly name: string }[] | undefined;
  /** Another machine than the configuration's. */
  readonly profile?: MachineProfile | undefined;
}

/** Asks the planners where each step runs; the first that answers wins. */
export async function planProgram(
  pipeline: Pipeline,
  { source, program }: Compiled,
  facts: PlanFacts = {},
): Promise<Plan> {
  await pipeline.need({ hook: 'plan' });
  const context = contextFor(pipeline, source);
  const planContext: PlanContext = {
    ...context,
    profile: facts.profile ?? pipeline.config.machine,
    lengths: facts.lengths ?? new Map(),
    threads: facts.threads ?? new Map(),
    parameters: facts.parameters ?? new Map(),
    outputs: facts.outputs?.map(({ name }) => name),
    program,
  };
  const plan = await pipeline.hooks.plan.promise(program, planContext);
  context.log.throwIfFailed();
  if (!plan)
    throw new PxosError(
      pluginMessages.nobodyAnswers({ hook: 'plan', what: `every planner passed on \`${source.path}\`` }),
    );
  checkPlan(plan, program);
  return plan;
}
