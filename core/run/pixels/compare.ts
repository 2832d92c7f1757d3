// Runs the program of an image on every executor and holds what each leaves against the reference.
import type { RunnerInfo } from '../../contract/index.ts';
import { type Diagnostic, formatCount, type Placement } from '../../diagnostics/index.ts';
import * as say from '../../diagnostics/messages/pixel-tools.ts';
import { differenceOf, hashOf, inspectImage, type PixelDifference, readNames } from '../../pxi/index.ts';
import {
  type ComparedProgram,
  type Executor,
  executorsOf,
  nameOf,
  type Outcome,
  runOn,
} from './executors.ts';
import { type FirstFault, firstDifferentStep, lastingWriter } from './first-fault.ts';

/** Where an image differs from the reference. */
export interface ExecutorDifference {
  readonly count: number;
  /** `first` is what the reference has. */
  readonly pixel: PixelDifference;
  readonly fault: FirstFault | undefined;
}

/** What an executor made of the program. */
export type ComparedExecutor = Executor &
  (
    | {
        readonly outcome: 'image';
        readonly info: RunnerInfo;
        readonly seconds: number;
        readonly sha256: string;
        readonly difference: ExecutorDifference | undefined;
      }
    | { readonly outcome: 'declined'; readonly reason: string }
    | {
        readonly outcome: 'failed';
        readonly code: string;
        readonly reason: string;
        /** It was ended at its time limit, which says nothing of what it would have left. */
        readonly late: boolean;
      }
  );

/** What came of a comparison. */
export interface ExecutorComparison {
  readonly executors: readonly ComparedExecutor[];
  /** The reference's run, if it left an image. */
  readonly reference: Extract<Outcome, { kind: 'image' }> | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

type LeftImage = Extract<Outcome, { kind: 'image' }>;

class Comparing {
  readonly executors: ComparedExecutor[] = [];
  readonly diagnostics: Diagnostic[] = [];
  private readonly program: ComparedProgram;
  private readonly first: Executor;
  private readonly wanted: Outcome;

  constructor(program: ComparedProgram, first: Executor, wanted: Outcome) {
    this.program = program;
    this.first = first;
    this.wanted = wanted;
  }

  /** Takes what an executor made of the program; of the reference itself first. */
  async take(executor: Executor, got: Outcome): Promise<void> {
    switch (got.kind) {
      case 'declined':
        this.executors.push({ ...executor, outcome: 'declined', reason: got.reason });
        return;
      case 'failed':
        this.takeFailure(executor, got);
        return;
      case 'image':
        await this.takeImage(executor, got);
    }
  }

  private takeFailure(executor: Executor, got: Extract<Outcome, { kind: 'failed' }>): void {
    const code = codeOf(got);
    const reason = got.diagnostics[0]?.message ?? '';
    const { late } = got;
    this.executors.push({ ...executor, outcome: 'failed', code, reason, late });
    if (late) return;
    const agrees = isLate(this.wanted) || codeOf(this.wanted) === code;
    if (got !== this.wanted && !agrees) this.diagnostics.push(this.disagreement(executor, got));
    if (got === this.wanted || codeOf(this.wanted) !== code) this.diagnostics.push(...got.diagnostics);
  }

  private async takeImage(executor: Executor, got: LeftImage): Promise<void> {
    const { info, seconds, image } = got;
    const sha256 = await hashOf(image);
    this.diagnostics.push(...got.diagnostics);
    const difference =
      this.wanted.kind === 'image' ? await this.difference(executor, this.wanted, got) : undefined;
    this.executors.push({ ...executor, outcome: 'image', info, seconds, sha256, difference });
    if (this.wanted.kind === 'failed' && !this.wanted.late)
      this.diagnostics.push(this.disagreement(executor, got));
    else if (this.wanted.kind === 'image' && difference)
      this.diagnostics.push(this.differing(executor, this.wanted, difference));
  }

  /** One message for all that were ended at the time limit, which are no reason to think that anyone is wrong. */
  tellWhoIsLate(): void {
    const ran = this.executors.filter(({ outcome }) => outcome !== 'declined');
    const late = ran.filter((executor) => executor.outcome === 'failed' && executor.late);
    if (late.length === 0) return;
    const { timeout: seconds } = this.program;
    const told = { late: late.map(nameOf), nobodyEnded: late.length === ran.length, seconds };
    this.diagnostics.push(say.executorsLate(told, this.at()));
  }

  private disagreement(executor: Executor, got: Outcome): Diagnostic {
    const end = (outcome: Outcome): string =>
      outcome.kind === 'image' ? 'leaves an image' : `ends with ${codeOf(outcome)}`;
    const names = { reference: nameOf(this.first), other: nameOf(executor) };
    return say.executorsDisagree({ ...names, end: end(got), wanted: end(this.wanted) }, this.at());
  }

  private at(): Placement {
    return { file: this.program.source.path };
  }

  private async difference(
    executor: Executor,
    wanted: LeftImage,
    got: LeftImage,
  ): Promise<ExecutorDifference | undefined> {
    const { names } = wanted.runnable;
    const known = names && readNames(new TextDecoder().decode(names)).names;
    const { count, first } = differenceOf(wanted.image, got.image, known);
    if (!first) return undefined;
    return { count, pixel: first, fault: await this.faultOf(executor, wanted, got) };
  }

  /** Executors that run single steps are watched; of the others only the result is known. */
  private async faultOf(
    { runner, way }: Executor,
    wanted: LeftImage,
    got: LeftImage,
  ): Promise<FirstFault | undefined> {
    const { timeout } = this.program;
    const right = () => wanted.runnable.trace(wanted.prepared, { timeout });
    if (way === 'interpreted') {
      const fault = await firstDifferentStep(right(), got.runnable.trace(got.prepared, { runner, timeout }));
      if (fault) return fault;
    }
    return lastingWriter(right(), [wanted.image, got.image]);
  }

  private differing(
    executor: Executor,
    { image }: LeftImage,
    { count, pixel, fault }: ExecutorDifference,
  ): Diagnostic {
    const { x, y, first, second, what } = pixel;
    const args = {
      reference: nameOf(this.first),
      other: nameOf(executor),
      count: formatCount(count),
      ...{ x, y, what, wanted: first.join(' '), got: second.join(' ') },
      flags: inspectImage(image).flags,
    };
    const notes = fault ? [{ message: blame(fault, image.width) }] : [];
    return say.executorsDiffer(args, { ...this.at(), pixel: { x, y }, notes });
  }
}

const isLate = (outcome: Outcome): boolean => outcome.kind === 'failed' && outcome.late;

const codeOf = (outcome: Outcome): string =>
  (outcome.kind === 'failed' ? outcome.diagnostics[0]?.code : undefined) ?? '';

/** Which step is to blame, in words. */
function blame({ step: { index, pixel, text }, isExact }: FirstFault, width: number): string {
  const step = `step ${index}, \`${text}\` at (${pixel % width}, ${Math.floor(pixel / width)}).`;
  return isExact
    ? `The images differ for the first time behind ${step}`
    : `Of the pixels that differ, the earliest was written by ${step}`;
}

/**
 * Compares the executors of a program. Nobody is left out silently: who does not run is among `executors` with a reason.
 *
 * @param only a runner; with it no other takes part, but the reference
 * @returns besides the executors PX1412 and PX1413 for each that does something else, PX1414 for those that are late, and why the program fails, if it does
 */
export async function compareExecutors(program: ComparedProgram, only?: string): Promise<ExecutorComparison> {
  if (only !== undefined) await program.pipeline.runner(only);
  const [first, ...others] = executorsOf(program.pipeline, only);
  const wanted = await runOn(first, program);
  const comparing = new Comparing(program, first, wanted);
  await comparing.take(first, wanted);
  for (const executor of others) await comparing.take(executor, await runOn(executor, program));
  comparing.tellWhoIsLate();
  const { executors, diagnostics } = comparing;
  return { executors, diagnostics, reference: wanted.kind === 'image' ? wanted : undefined };
}
