// What is wrong with one instruction of version 1.0, as far as the headers tell: every point of the strict list.
import type { Diagnostic, MessageFunction } from '../../diagnostics/index.ts';
import * as say from '../../diagnostics/messages/pixel-legacy.ts';
import type { PixelImage } from '../image.ts';
import type { LegacyDialect, ShapeOf } from './headers.ts';
import { LEGACY_OPERANDS, type LegacyInstruction, type LegacyOperation } from './instruction.ts';
import { lastRow, type MatrixShape } from './matrix.ts';

/** Where an instruction is judged. */
export interface CheckContext {
  readonly image: PixelImage;
  readonly dialect: LegacyDialect;
  readonly file: string | undefined;
  readonly shapeOf: ShapeOf;
}

/** An operand whose shape is known. */
interface Operand extends MatrixShape {
  readonly name: string;
  readonly row: number;
  readonly last: number;
}

const matrixOf = ({ rows, columns, row }: Operand) => ({ rows, columns, row });
const isDeclared = ({ rows, columns }: MatrixShape): boolean => rows > 0 && columns > 0;

/** Errors and warnings about an instruction, at its pixel. */
export function checkInstruction(
  instruction: LegacyInstruction,
  context: CheckContext,
): readonly Diagnostic[] {
  const { operation, opcode, column } = instruction;
  const { file } = context;
  const found: Diagnostic[] = [];
  const report = <A extends object>(message: MessageFunction<A>, args: A): void => {
    found.push(message(args, { file, pixel: { x: column, y: 0 } }));
  };
  if (operation === undefined) report(say.unknownOpcode, { opcode, isFirst: column === 0 });
  else if (operation !== 'HALT') {
    if (context.image.width < 2) report(say.oneColumn, {});
    if (checkRows(instruction, operation, { context, report }) && context.image.width > 1)
      checkShapes(instruction, operation, { context, report });
  }
  return found;
}

type Report = <A extends object>(message: MessageFunction<A>, args: A) => void;
interface Checking {
  readonly context: CheckContext;
  readonly report: Report;
}

/** True when every operand begins below the program and inside of the image. */
function checkRows(
  { operands }: LegacyInstruction,
  operation: LegacyOperation,
  { context, report }: Checking,
): boolean {
  const { height } = context.image;
  let isFine = true;
  LEGACY_OPERANDS[operation].forEach(({ name: operand, writes }, i) => {
    const row = operands[i] ?? 0;
    if (row >= height) report(say.rowOutside, { operation, operand, row, height });
    else if (row === 0) report(say.programRow, { operation, operand, writes });
    else return;
    isFine = false;
  });
  return isFine;
}

function checkShapes(
  { operands: [a, b, c] }: LegacyInstruction,
  operation: LegacyOperation,
  checking: Checking,
): void {
  const { image, dialect, shapeOf } = checking.context;
  const names = LEGACY_OPERANDS[operation];
  const operandAt = (k: number, row: number): Operand | undefined => {
    const shape = shapeOf(row);
    return shape && { ...shape, row, name: names[k]?.name ?? '', last: lastRow(image.width, row, shape) };
  };
  const [left, right, result] = [operandAt(0, a), operandAt(1, b), operandAt(2, c)];
  if (operation === 'MATMUL') {
    if (left && right) checkProduct(left, right, c, checking);
    return;
  }
  if (dialect === '0.0.2') return;
  if (operation === 'RELU') checkFits([left], checking, { isVector: true });
  else checkVectors(operation, [left, right, result], checking);
}

/** Refuses what goes on below the image. */
function checkFits(
  operands: readonly (Operand | undefined)[],
  { context, report }: Checking,
  { isVector }: { readonly isVector: boolean },
): void {
  const { height } = context.image;
  for (const operand of operands) {
    if (!operand || operand.last < height) continue;
    const { name, last } = operand;
    report(say.truncatedMatrix, { operand: name, matrix: matrixOf(operand), last, height, isVector });
  }
}

function checkProduct(left: Operand, right: Operand, row: number, checking: Checking): void {
  const { context, report } = checking;
  if (left.columns !== right.rows) {
    report(say.shapeMismatch, { left: matrixOf(left), right: matrixOf(right) });
    checkFits([left, right], checking, { isVector: false });
    return;
  }
  const shape = { rows: left.rows, columns: right.columns };
  const last = lastRow(context.image.width, row, shape);
  const result: Operand = { ...shape, row, last, name: LEGACY_OPERANDS.MATMUL[2]?.name ?? '' };
  checkFits([left, right, result], checking, { isVector: false });
  for (const other of left.row === right.row ? [left] : [left, right])
    if (other.row <= last && row <= other.last)
      report(say.overlap, { operand: other.name, result: matrixOf(result), other: matrixOf(other) });
}

function checkVectors(
  operation: 'DOT_RGB' | 'ADD' | 'HALT',
  [left, right, result]: readonly (Operand | undefined)[],
  checking: Checking,
): void {
  const { context, report } = checking;
  const fits = context.image.width - 1;
  const vectors = left && right && left.row === right.row ? [left] : [left, right];
  for (const operand of vectors)
    if (operand && !isDeclared(operand))
      report(say.noVectorHeader, { operation, operand: operand.name, row: operand.row });
  const declared = vectors.filter((operand) => operand !== undefined && isDeclared(operand));
  const [one, other] = declared;
  if (one && other && (one.rows !== other.rows || one.columns !== other.columns))
    report(say.vectorShapes, { operation, left: matrixOf(one), right: matrixOf(other) });
  checkFits(declared, checking, { isVector: true });
  const spans = operation === 'ADD' ? say.addSpansRows : say.dotSpansRows;
  const isOwn = result && !declared.some((operand) => operand?.row === result.row);
  for (const operand of operation === 'ADD' && isOwn ? [...declared, result] : declared)
    if (operand && operand.last > operand.row)
      report(spans, { operand: operand.name, matrix: matrixOf(operand), fits });
}
