// The arrays that a step of version 1.1 names, each with its shape, its type, and what the step does with it.
import { elementOfCode, MATRIX_R } from '../words/element-codes.ts';
import { headOf } from '../words/head.ts';
import type { PixelProgram, PixelStep } from '../words/program.ts';

export type OperandAccess = 'read' | 'write' | 'readwrite';

/** An array that a step names. */
export interface TracedOperand {
  /** Its record in version 1.1, its row in version 1.0. */
  readonly number: number;
  readonly name?: string;
  /** `u8`, `f32` …; `u8 in R` for a version 1.0 matrix in a version 1.1 program. */
  readonly type: string;
  readonly rows: number;
  readonly columns: number;
  readonly access: OperandAccess;
}

/** By the number in a kernel's head. */
const ACCESS: readonly OperandAccess[] = ['read', 'read', 'write', 'readwrite'];

/** What the text of a type code is: as `inspect` shows it. */
export const typeText = (type: number): string =>
  type === MATRIX_R ? 'u8 in R' : (elementOfCode(type) ?? 'unknown');

/** Record numbers and what is done with them, in the order of the step's text. */
function accessesOf(
  { records }: PixelProgram,
  step: PixelStep,
): readonly (readonly [number: number, access: OperandAccess])[] {
  switch (step.kind) {
    case 'halt':
      return [];
    case 'copy':
      return [
        [step.from, 'read'],
        [step.to, 'write'],
      ];
    case 'matrix':
      if (step.op === 'relu') return [[step.result, 'readwrite']];
      return [...step.operands.map((number) => [number, 'read'] as const), [step.result, 'write']];
    case 'dispatch': {
      const kernel = records[step.kernel];
      const parameters = kernel && kernel.kind !== 'array' ? headOf(kernel).parameters : [];
      const grid = step.indirect ? ([[step.grid[0], 'read']] as const) : [];
      const given = step.parameters.map((number, k) => {
        const parameter = parameters[k];
        return [number, ACCESS[parameter?.kind === 'array' ? parameter.access : 1] ?? 'read'] as const;
      });
      return [...grid, ...given];
    }
  }
}

/** The arrays that a step names, in the order of its text. */
export function operandsOf(program: PixelProgram, step: PixelStep): readonly TracedOperand[] {
  return accessesOf(program, step).flatMap(([number, access]) => {
    const array = program.records[number];
    if (array?.kind !== 'array') return [];
    const { type, rows, columns } = array;
    const name = program.names.records.get(number);
    return [{ number, ...(name !== undefined && { name }), type: typeText(type), rows, columns, access }];
  });
}
