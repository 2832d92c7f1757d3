// Gives every matrix statement a kernel that does it, for targets whose programs consist of kernels.
import type { ElementType, Kernel, MatrixStep, Program } from '../types.ts';
import { type MatrixKernelOptions, matrixKernel, matrixKernelName } from './kernels.ts';
import type { MatrixShape } from './shape.ts';

export { NARROW_RANGE, type SumType, sumTypeOf } from './arithmetic.ts';
export { INNER_PARAM, OPERAND_PARAMS, RESULT_PARAM } from './shape.ts';

/** True for the operations whose elements depend on one element of each operand, and may replace it. */
const isElementwise = ({ op }: MatrixStep): boolean => op === 'add' || op === 'relu';

function shapeOf(step: MatrixStep, elements: ReadonlyMap<string, ElementType>): MatrixShape {
  const elementOf = (name: string): ElementType => elements.get(name) ?? 'f32';
  return {
    op: step.op,
    operands: step.operands.map(elementOf),
    result: elementOf(step.result),
    inPlace: step.operands.map((name) => isElementwise(step) && name === step.result),
  };
}

/**
 * The program with a kernel for each matrix statement, named by the step; steps keep their places. A kernel has one
 * thread for each element of the result and these parameters: the operands `a` and `b` that are not the result, the result
 * `c`, and for MATMUL `inner`, the columns of `a`. MATMUL and DOT must not be bound to a result that is an operand.
 */
export function lowerMatrices(program: Program, options: MatrixKernelOptions = {}): Program {
  if (!program.steps.some((step) => step.kind === 'matrix' && step.kernel === undefined)) return program;
  const elements = new Map(program.buffers.map(({ name, element }) => [name, element]));
  const taken = new Set([...program.kernels, ...program.functions].map(({ name }) => name));
  const made = new Map<string, Kernel>();
  const kernelFor = (step: MatrixStep): string => {
    const shape = shapeOf(step, elements);
    const plain = matrixKernelName(shape);
    let name = plain;
    while (taken.has(name)) name += '_';
    if (!made.has(name))
      made.set(name, { ...matrixKernel(name, shape, options), ...(step.at && { at: step.at }) });
    return name;
  };
  const steps = program.steps.map((step) =>
    step.kind === 'matrix' && step.kernel === undefined ? { ...step, kernel: kernelFor(step) } : step,
  );
  return { ...program, steps, kernels: [...program.kernels, ...made.values()] };
}
