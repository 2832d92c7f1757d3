// The matrices and vectors that an instruction of version 1.0 names, with the shapes that it takes them to have.
import type { PixelImage } from '../image.ts';
import {
  LEGACY_OPERANDS,
  type LegacyDialect,
  type LegacyInstruction,
  type MatrixShape,
  readMatrixHeader,
  vectorLength,
} from '../legacy/index.ts';
import type { TracedOperand } from './operands.ts';

const vector = (columns: number): MatrixShape => ({ rows: 1, columns });

/** The shape of the result on an image that the instruction has not changed yet. */
function resultShape(
  { operation, operands: [a, b] }: LegacyInstruction,
  image: PixelImage,
  start: number,
): MatrixShape {
  if (operation === 'DOT_RGB') return vector(1);
  if (operation === 'ADD') return vector(Math.max(0, vectorLength(image, a, b) - start));
  return { rows: readMatrixHeader(image, a).rows, columns: readMatrixHeader(image, b).columns };
}

/** The operands of an instruction; those that the image has no row for are left out, and so are those of an unknown one. */
export function legacyOperands(
  instruction: LegacyInstruction,
  image: PixelImage,
  dialect: LegacyDialect,
): readonly TracedOperand[] {
  const { operation, operands } = instruction;
  if (operation === undefined) return [];
  const [a, b] = operands;
  const isInside = (row: number): boolean => row < image.height;
  // In the old dialect vectors have no headers: they go as far as both have data.
  const hasHeaders = dialect === '1.0' || operation === 'MATMUL';
  const start = dialect === '1.0' ? 1 : 0;
  return LEGACY_OPERANDS[operation].flatMap(({ writes }, k): readonly TracedOperand[] => {
    const number = operands[k] ?? 0;
    if (!isInside(number) || (writes && !(isInside(a) && isInside(b)))) return [];
    const other = operation === 'RELU' || !isInside(a) || !isInside(b) ? number : k === 0 ? b : a;
    const read = hasHeaders ? readMatrixHeader(image, number) : vector(vectorLength(image, number, other));
    const shape = writes ? resultShape(instruction, image, start) : read;
    return [{ number, type: 'u8', ...shape, access: writes ? 'write' : 'read' }];
  });
}
