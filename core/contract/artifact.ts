// What an emitter makes: text or bytes, and the facts about it that a runner needs.
import type { Program } from '../ir/index.ts';
import type { Context } from './context.ts';
import type { Plan } from './plan.ts';
import type { RunInputs } from './run-inputs.ts';

/** Facts for the runner of a target: JSON, described by the emitter's README. */
export type ArtifactMeta = { readonly [key: string]: unknown };

/** One output of a build. */
export interface Artifact {
  readonly target: string;
  /** File name relative to the output folder, with `/` between folders. */
  readonly path: string;
  readonly contents: string | Uint8Array;
  readonly meta?: ArtifactMeta | undefined;
}

export interface LegalizeContext extends Context {
  readonly target: string;
  readonly plan: Plan;
  /** What the caller of the build gives, for targets that fix sizes; paths count from `cwd`. */
  readonly inputs: RunInputs;
  readonly cwd: string;
}

export interface EmitContext extends LegalizeContext {
  /** The program before optimisation and legalisation: what the user wrote, for headers and expectations. */
  readonly original: Program;
}
