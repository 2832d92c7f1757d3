// Copies of bool as kernels: any byte but 0 is true in an image, and what a copy writes is 0 or 1.
import { build as b, type Kernel, type Program, type Step } from '../../ir/index.ts';

const copyKernel = (name: string): Kernel =>
  b.kernel({
    name,
    params: [b.array('from', 'bool', 'read'), b.array('to', 'bool', 'write')],
    body: [b.store('to', b.threadId(), b.load('from', b.threadId(), 'bool'))],
  });

/** The program with launches in place of copies of bool; steps keep their places. */
export function withBoolCopies(program: Program): Program {
  const bools = new Set(program.buffers.flatMap(({ name, element }) => (element === 'bool' ? [name] : [])));
  const copiesBool = (step: Step): boolean => step.kind === 'copy' && bools.has(step.from);
  if (!program.steps.some(copiesBool)) return program;
  let name = 'copy_bool';
  while ([...program.kernels, ...program.functions].some((owner) => owner.name === name)) name += '_';
  const steps = program.steps.map((step): Step => {
    if (step.kind !== 'copy' || !bools.has(step.from)) return step;
    const extent = { kind: 'grid', blocks: [step.count], threads: [b.i32(1)] } as const;
    return b.launch(name, [b.bindBuffer('from', step.from), b.bindBuffer('to', step.to)], extent);
  });
  return { ...program, steps, kernels: [...program.kernels, copyKernel(name)] };
}
