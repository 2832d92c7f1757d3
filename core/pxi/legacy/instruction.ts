// Instructions of version 1.0: one pixel of row 0 each, (opcode, a0, a1, a2).
import type { PixelImage } from '../image.ts';
import type { StepRange } from '../step-range.ts';

/** Names by opcode. */
export const LEGACY_OPERATIONS = ['HALT', 'DOT_RGB', 'ADD', 'RELU', 'MATMUL'] as const;

export type LegacyOperation = (typeof LEGACY_OPERATIONS)[number];

/** A pixel of row 0 as an executor reads it. */
export interface LegacyInstruction {
  /** Column of row 0. */
  readonly column: number;
  readonly opcode: number;
  /** `undefined` for an opcode that version 1.0 does not have. */
  readonly operation: LegacyOperation | undefined;
  /** a0, a1, a2: the image rows where the operands begin. */
  readonly operands: readonly [number, number, number];
}

/** Steps after which an executor stops. */
const MAX_STEPS = 1024;

/** Pixels of row 0 that can be executed. */
export const reachable = ({ width }: PixelImage): number => Math.min(width, MAX_STEPS);

/** The columns of a range that can be executed. */
export function columnsOf(image: PixelImage, range: StepRange = [0, reachable(image)]): StepRange {
  return [range[0], Math.min(range[1], reachable(image))];
}

/** The instruction at a column of row 0. */
export function readLegacyInstruction({ pixels }: PixelImage, column: number): LegacyInstruction {
  const [opcode = 0, a = 0, b = 0, c = 0] = pixels.subarray(4 * column, 4 * column + 4);
  return { column, opcode, operation: LEGACY_OPERATIONS[opcode], operands: [a, b, c] };
}

/**
 * Writes an instruction into row 0. Operands that are left out are 0.
 *
 * @example
 * writeLegacyInstruction(image, 0, 'MATMUL', [1, 3, 9])
 */
export function writeLegacyInstruction(
  { pixels }: PixelImage,
  column: number,
  operation: LegacyOperation,
  operands: readonly number[] = [],
): void {
  const [a = 0, b = 0, c = 0] = operands;
  pixels.set([LEGACY_OPERATIONS.indexOf(operation), a, b, c], 4 * column);
}

/**
 * The instructions up to and with the HALT; without one all that can be reached.
 *
 * @param range columns from its first number to before its second; all of them when left out
 */
export function legacyInstructions(image: PixelImage, range?: StepRange): readonly LegacyInstruction[] {
  const [from, to] = columnsOf(image, range);
  const list: LegacyInstruction[] = [];
  for (let column = from; column < to; column++) {
    const instruction = readLegacyInstruction(image, column);
    list.push(instruction);
    if (instruction.operation === 'HALT') break;
  }
  return list;
}

/** Operands of an operation in order, and which it writes; RELU ignores a1 and a2, and leaves what it has. */
export const LEGACY_OPERANDS: Readonly<
  Record<LegacyOperation, readonly { readonly name: string; readonly writes: boolean }[]>
> = {
  HALT: [],
  DOT_RGB: [
    { name: 'its first vector', writes: false },
    { name: 'its second vector', writes: false },
    { name: 'its result', writes: true },
  ],
  ADD: [
    { name: 'its first vector', writes: false },
    { name: 'its second vector', writes: false },
    { name: 'its result', writes: true },
  ],
  RELU: [{ name: 'its vector', writes: false }],
  MATMUL: [
    { name: 'its left operand', writes: false },
    { name: 'its right operand', writes: false },
    { name: 'its result', writes: true },
  ],
};
