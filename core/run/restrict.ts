// Cuts a program down to what one runner executes, so that what other kernels need cannot stand in the way.
import type { RunOperation } from '../contract/index.ts';
import type { Program, Step } from '../ir/index.ts';

/** A step that does nothing stands in for those that are left out: indices of steps stay what they are. */
const nothing = ({ at }: Step): Step => ({ kind: 'sync', ...(at && { at }) });

/** The program with the kernels and the matrix statements of these operations only. */
export function restrictTo(program: Program, operations: readonly RunOperation[]): Program {
  const kernels = new Set(
    operations.flatMap((operation) => (operation.kind === 'launch' ? [operation.kernel] : [])),
  );
  const matrices = new Set(operations.flatMap(({ kind, step }) => (kind === 'matrix' ? [step] : [])));
  const isWanted = (step: Step, index: number): boolean =>
    step.kind === 'launch' ? kernels.has(step.kernel) : step.kind !== 'matrix' || matrices.has(index);
  if (program.kernels.every(({ name }) => kernels.has(name)) && program.steps.every(isWanted)) return program;
  return {
    ...program,
    kernels: program.kernels.filter(({ name }) => kernels.has(name)),
    steps: program.steps.map((step, index) => (isWanted(step, index) ? step : nothing(step))),
  };
}
