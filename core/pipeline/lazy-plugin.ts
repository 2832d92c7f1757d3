// How built-in plugins are listed: by name and by the hooks that they answer, so that a command loads only those it needs.
import { OPTIMIZE_STAGES, type OptimizeStage, type Plugin } from '../contract/index.ts';

/** A hook that a plugin answers and without which the build cannot go on. `stage` is for passes. */
export type Answer =
  | { readonly hook: 'frontend'; readonly key: string }
  | { readonly hook: 'plan' }
  | { readonly hook: 'optimize'; readonly key: OptimizeStage }
  | { readonly hook: 'emit'; readonly key: string }
  | { readonly hook: 'run'; readonly key: string };

/** A plugin that is loaded when a hook that it answers is first needed. */
export interface LazyPlugin {
  readonly name: string;
  readonly answers: readonly Answer[];
  /** For runners: whose artifacts they execute, known without loading them. */
  readonly runs?: { readonly runner: string; readonly target: string; readonly device: 'cpu' | 'gpu' };
  /** Targets that are emitted only when they are asked for by name. */
  readonly onRequest?: readonly string[];
  readonly load: () => Promise<Plugin>;
}

/** What the composition root gives the pipeline. */
export type Builtin = Plugin | LazyPlugin;

export const isLazy = (builtin: Builtin): builtin is LazyPlugin => 'load' in builtin;

/** Whether `answer` is an answer to the same question as `question`. */
export function answersTo(answer: Answer, question: Answer): boolean {
  if (answer.hook !== question.hook) return false;
  return ('key' in answer ? answer.key : undefined) === ('key' in question ? question.key : undefined);
}

/** Names of the stages of `optimize`, in their order. */
export function stageNames(): readonly OptimizeStage[] {
  return (Object.keys(OPTIMIZE_STAGES) as OptimizeStage[]).sort(
    (a, b) => OPTIMIZE_STAGES[a] - OPTIMIZE_STAGES[b],
  );
}
