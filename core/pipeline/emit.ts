// The later stages: optimize, legalize for a target, emit, polish the artifacts, check them with the target's compiler.
import type { Artifact, EmitContext, LegalizeContext, Plan, RunInputs } from '../contract/index.ts';
import { PxosError } from '../diagnostics/index.ts';
import { pluginMessages } from '../diagnostics/messages/index.ts';
import type { Program } from '../ir/index.ts';
import { type Compiled, contextFor } from './compile.ts';
import { stageNames } from './lazy-plugin.ts';
import { located } from './locate.ts';
import type { Pipeline } from './pipeline.ts';

/** Runs all passes over the program. The IR is verified after each one. */
export async function optimizeProgram(pipeline: Pipeline, { source, program }: Compiled): Promise<Program> {
  for (const key of stageNames())
    if (pipeline.answeredStages.has(key)) await pipeline.need({ hook: 'optimize', key });
  const context = contextFor(pipeline, source);
  const optimized = await located(source.path, pipeline.hooks.optimize.promise(program, context));
  context.log.throwIfFailed();
  return optimized;
}

/** What a target makes of a program. */
export interface Emitted {
  /** The program as the target printed it: runners read its kernels. */
  readonly program: Program;
  readonly artifacts: readonly Artifact[];
}

export interface EmitInput {
  readonly target: string;
  readonly plan: Plan;
  /** The optimised program. */
  readonly program: Program;
  /** What the caller of the build gives; nothing by default. */
  readonly inputs?: RunInputs | undefined;
  /** Folder that paths of the inputs count from; the working directory by default. */
  readonly cwd?: string | undefined;
}

/** Rewrites what the target lacks. */
export async function legalizeFor(
  pipeline: Pipeline,
  { source }: Compiled,
  { target, plan, program, inputs = {}, cwd = process.cwd() }: EmitInput,
): Promise<Program> {
  // The plugin that emits for a target also legalizes for it.
  await pipeline.need({ hook: 'emit', key: target });
  const context = contextFor(pipeline, source);
  const hook = pipeline.hooks.legalize.get(target);
  if (!hook || hook.taps.length === 0) return program;
  const legalizeContext: LegalizeContext = { ...context, target, plan, inputs, cwd };
  const legal = await located(source.path, hook.promise(program, legalizeContext));
  context.log.throwIfFailed();
  return legal;
}

/** Legalizes and emits for one target; artifacts have passed the `artifact` hook and the target's validators. */
export async function emitFor(
  pipeline: Pipeline,
  compiled: Compiled,
  input: EmitInput,
  options: { readonly validate?: boolean } = {},
): Promise<Emitted> {
  const { target, plan, inputs = {}, cwd = process.cwd() } = input;
  const program = await legalizeFor(pipeline, compiled, input);
  const scoped = contextFor(pipeline, compiled.source);
  const context: EmitContext = { ...scoped, target, plan, inputs, cwd, original: compiled.program };
  const made = await located(compiled.source.path, pipeline.hooks.emit.for(target).promise(program, context));
  scoped.log.throwIfFailed();
  if (!made)
    throw new PxosError(
      pluginMessages.nobodyAnswers({
        hook: 'emit',
        key: target,
        what: `every emitter passed on \`${compiled.source.path}\``,
      }),
    );
  const artifacts: Artifact[] = [];
  for (const artifact of made) artifacts.push(await pipeline.hooks.artifact.promise(artifact, context));
  if (options.validate !== false) {
    const validators = pipeline.hooks.validate.get(target);
    if (validators) for (const artifact of artifacts) await validators.promise(artifact, context);
  }
  scoped.log.throwIfFailed();
  return { program, artifacts };
}
