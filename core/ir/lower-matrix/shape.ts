// What the kernel of a matrix statement depends on, and what its parameters are called.
import type { ElementType, MatrixStep } from '../types.ts';

/** What a kernel depends on: the operation, the types, and which operands are the result itself. */
export interface MatrixShape {
  readonly op: MatrixStep['op'];
  readonly operands: readonly ElementType[];
  readonly result: ElementType;
  /** For each operand of ADD and RELU: true when it is the array that the result goes to. */
  readonly inPlace: readonly boolean[];
}

/** Names of the parameters: the operands, the result, and the length of the sums of MATMUL. */
export const OPERAND_PARAMS = ['a', 'b'] as const;
export const RESULT_PARAM = 'c';
export const INNER_PARAM = 'inner';
