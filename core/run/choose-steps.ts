// Decides which steps a run takes: all of them, or with an implied launch those around the chosen kernel.
import { type Diagnostic, didYouMean, PxosError } from '../diagnostics/index.ts';
import * as say from '../diagnostics/messages/run.ts';
import type { Program, Step } from '../ir/index.ts';

/** A step and its index in `program.steps`. */
export interface NumberedStep {
  readonly index: number;
  readonly step: Step;
}

interface Choice {
  readonly kernel?: string | undefined;
  readonly threads?: unknown;
}

/**
 * The steps that run, in order. Of the launches that a file without launches implies, the one of `kernel` stays.
 *
 * @throws PxosError PX0553 unknown kernel · PX0554 several kernels · PX0555 the file launches itself · PX0576 nothing to run
 */
export function chooseSteps(program: Program, { kernel, threads }: Choice): readonly NumberedStep[] {
  const steps = program.steps.map((step, index) => ({ index, step }));
  const implied = program.steps.flatMap((step) => (step.kind === 'launch' && step.implicit ? [step] : []));
  const refuse = (diagnostic: Diagnostic): never => {
    throw new PxosError(diagnostic);
  };
  if (steps.length === 0) refuse(say.nothingToRun({}));
  const known = program.kernels.map((k) => k.name);
  if (kernel !== undefined && !known.includes(kernel))
    refuse(say.unknownKernel({ name: kernel, known, suggestion: didYouMean(kernel, known) }));
  if (implied.length === 0) {
    const ofImage = program.buffers.some(({ origin }) => origin === 'image');
    if (kernel !== undefined) refuse(say.launchesThemselves({ flag: '--kernel', ofImage }));
    if (threads !== undefined) refuse(say.launchesThemselves({ flag: '--threads', ofImage }));
    return steps;
  }
  if (kernel === undefined && implied.length > 1) refuse(say.kernelNotChosen({ known }));
  return steps.filter(
    ({ step }) => step.kind !== 'launch' || !step.implicit || kernel === undefined || step.kernel === kernel,
  );
}
