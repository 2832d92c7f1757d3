// Cuts a program down to the kernels that one runner executes, so that what other kernels need cannot stand in the way.
import type { Program } from '../ir/index.ts';

/**
 * The program with these kernels only. Launches of the others become GPU_SYNC, which does nothing: indices of steps stay
 * what they are.
 */
export function restrictTo(program: Program, kernels: ReadonlySet<string>): Program {
  if (program.kernels.every(({ name }) => kernels.has(name))) return program;
  return {
    ...program,
    kernels: program.kernels.filter(({ name }) => kernels.has(name)),
    steps: program.steps.map((step) =>
      step.kind === 'launch' && !kernels.has(step.kernel)
        ? { kind: 'sync', ...(step.at && { at: step.at }) }
        : step,
    ),
  };
}
