// A version 1.0 program as assembly: its instructions, and the matrices that they name.
import type { PixelImage } from '../image.ts';
import { LEGACY_OPERANDS, type LegacyInstruction, legacyInstructions } from '../legacy/instruction.ts';
import { lastRow, readMatrix, readMatrixHeader } from '../legacy/matrix.ts';
import type { TextLength } from './text-length.ts';

const PER_LINE = 16;

/** An instruction; operands that the operation ignores are written where they are not 0. */
export function printLegacyInstruction({ opcode, operation, operands }: LegacyInstruction): string {
  const wanted = operation === undefined ? 3 : LEGACY_OPERANDS[operation].length;
  const used = operands.findLastIndex((operand, k) => operand !== 0 || k < wanted) + 1;
  return [operation ?? `OP${opcode}`, ...operands.slice(0, used)].join(' ');
}

/** Rows that instructions name as matrices and that hold one, each once. */
function matrixRows(image: PixelImage, instructions: readonly LegacyInstruction[]): number[] {
  const rows = new Set<number>();
  for (const { operation, operands } of instructions)
    for (const [k] of (operation === undefined ? [] : LEGACY_OPERANDS[operation]).entries())
      rows.add(operands[k]!);
  return [...rows]
    .sort((a, b) => a - b)
    .filter(
      (row) =>
        row > 0 &&
        row < image.height &&
        lastRow(image.width, row, readMatrixHeader(image, row)) < image.height,
    );
}

function matrixLines(image: PixelImage, row: number, length: TextLength): string[] {
  const shape = readMatrixHeader(image, row);
  length.addRead(shape.rows * shape.columns);
  const { rows, columns, elements } = readMatrix(image, row);
  const head = `matrix ${row} ${rows}x${columns}`;
  if (elements.every((element) => element === 0)) return [head];
  length.add(elements.length);
  const lines: string[] = [];
  for (let k = 0; k < elements.length; k += PER_LINE)
    lines.push(`  ${elements.subarray(k, k + PER_LINE).join(' ')}`);
  return [`${head} {`, ...lines, '}'];
}

export function printLegacyText(image: PixelImage, length: TextLength): string[] {
  const instructions = legacyInstructions(image);
  return [
    'pxi 1.0',
    `size ${image.width}x${image.height}`,
    '',
    'code {',
    ...instructions.map((instruction) => `  ${printLegacyInstruction(instruction)}`),
    '}',
    ...matrixRows(image, instructions).flatMap((row) => ['', ...matrixLines(image, row, length)]),
  ];
}
