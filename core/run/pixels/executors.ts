// Everything that can run the program of an image here: each runner, compiled from the pixels and interpreted; and one run of it.
import type { RunnerInfo, SourceInfo } from '../../contract/index.ts';
import { type Diagnostic, isPxosError } from '../../diagnostics/index.ts';
import type { Pipeline } from '../../pipeline/index.ts';
import type { PixelImage } from '../../pxi/index.ts';
import { ORACLE_TARGET } from '../engine.ts';
import type { ExecutedRun } from '../execute.ts';
import { engineOf } from '../pipeline-engine.ts';
import type { PreparedRun } from '../prepared.ts';
import type { PixelOptions } from './image-run.ts';
import { openPixelsWith, type PixelRunnable } from './open.ts';

/** A runner, and the way in which it runs a program. */
export interface Executor {
  readonly runner: string;
  readonly way: 'compiled' | 'interpreted';
}

export const nameOf = ({ runner, way }: Executor): string => `${runner} ${way}`;

/** What came of a run. */
export type Outcome =
  | {
      readonly kind: 'image';
      readonly image: PixelImage;
      readonly info: RunnerInfo;
      readonly seconds: number;
      /** The run itself, for its outputs and for traces. */
      readonly runnable: PixelRunnable;
      readonly prepared: PreparedRun;
      readonly executed: ExecutedRun;
      readonly diagnostics: readonly Diagnostic[];
    }
  /** It is not made for this program, or lacks what it needs. */
  | { readonly kind: 'declined'; readonly reason: string }
  | {
      readonly kind: 'failed';
      /** It was ended at its time limit: what it would have left is not known. */
      readonly late: boolean;
      readonly diagnostics: readonly Diagnostic[];
    };

/** How the program of an image is run by every executor. */
export interface ComparedProgram {
  readonly pipeline: Pipeline;
  readonly source: SourceInfo;
  readonly options: Pick<PixelOptions, 'compat' | 'dialect'>;
  /** Gives the program its inputs. */
  readonly prepare: (runnable: PixelRunnable) => Promise<PreparedRun>;
  /** Seconds that each run may take. */
  readonly timeout: number;
}

/**
 * The executors of a pipeline, the reference first. The evaluator of IR is none of them: tests hold compiled programs
 * against it, and for whole programs it is too slow.
 *
 * @param only a runner; with it no other takes part, but the reference
 */
export function executorsOf(
  { runners }: Pipeline,
  only: string | undefined,
): readonly [Executor, ...Executor[]] {
  const oracle = runners.find(({ target }) => target === ORACLE_TARGET)?.runner ?? 'reference';
  const others = runners.filter(({ runner, target }) =>
    only === undefined ? target !== ORACLE_TARGET : runner === only && runner !== oracle,
  );
  return [
    { runner: oracle, way: 'interpreted' },
    ...others.flatMap(({ runner }): Executor[] => [
      { runner, way: 'compiled' },
      { runner, way: 'interpreted' },
    ]),
  ];
}

/** Runs a program on an executor. What it throws that is no diagnostic is a fault. */
export async function runOn({ runner, way }: Executor, program: ComparedProgram): Promise<Outcome> {
  const { pipeline, source, options, prepare, timeout } = program;
  const diagnostics: Diagnostic[] = [];
  const report = { add: (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic) };
  const engine = { ...engineOf(pipeline), report };
  try {
    const runnable = openPixelsWith(engine, source, { ...options, interpret: way === 'interpreted' });
    if (way === 'compiled' && runnable.notCompiled !== undefined)
      return { kind: 'declined', reason: runnable.notCompiled };
    const prepared = await prepare(runnable);
    const executed = await runnable.execute(prepared, { runner, timeout });
    const image = runnable.imageOf(executed);
    const info = executed.segments.at(-1)?.info ?? { runner, device: runner };
    const { seconds } = executed;
    return { kind: 'image', image, info, seconds, runnable, prepared, executed, diagnostics };
  } catch (error) {
    if (!isPxosError(error)) throw error;
    const [first] = error.diagnostics;
    const { declines = [], timeouts = [] } = await pipeline.runner(runner);
    if (first && declines.includes(first.code)) return { kind: 'declined', reason: first.message };
    const late = first !== undefined && timeouts.includes(first.code);
    return { kind: 'failed', late, diagnostics: error.diagnostics };
  }
}
