// Executes programs of version 1.0, on a copy of their image: strict or as old executors did, whole or step by step.
import { type Diagnostic, type Placement, PxosError } from '../../diagnostics/index.ts';
import * as say from '../../diagnostics/messages/pixel-legacy.ts';
import { Clock, type TimeLimit } from '../clock.ts';
import type { PixelImage } from '../image.ts';
import type { StepRange } from '../step-range.ts';
import { type CheckContext, checkInstruction } from './check.ts';
import type { LegacyDialect } from './headers.ts';
import { columnsOf, LEGACY_OPERANDS, type LegacyInstruction, readLegacyInstruction } from './instruction.ts';
import { multiply } from './matmul.ts';
import { lastRow, readMatrixHeader } from './matrix.ts';
import { type PixelRegion, regionsWritten } from './regions.ts';
import { validateLegacy } from './validate.ts';
import { addVectors, dotProduct, zeroColumn } from './vectors.ts';

/** How a version 1.0 program runs. */
export interface LegacyOptions extends TimeLimit {
  /** As old executors did, bit for bit: what strict mode refuses is skipped, wrapped or cut, and comes back as a warning. */
  readonly compat?: boolean;
  /** '1.0' by default. */
  readonly dialect?: LegacyDialect;
  /** Executes these instructions only, on an image that those before them have left; it judges no others. */
  readonly steps?: StepRange | undefined;
  /** The file's name, for messages. */
  readonly file?: string;
}

/** An instruction that has just been executed. */
export interface LegacyStep {
  readonly instruction: LegacyInstruction;
  /** What it wrote; nothing for HALT, RELU, and an instruction that was skipped. */
  readonly written: readonly PixelRegion[];
  /** The image as it is now; later steps change it. */
  readonly image: PixelImage;
}

/** The image that a program leaves, and what would have been an error in strict mode. */
export interface LegacyResult {
  readonly image: PixelImage;
  readonly warnings: readonly Diagnostic[];
}

/** Largest sum of a DOT_RGB. */
const MAX_DOT = 0xffff;

const isError = ({ severity }: Diagnostic): boolean => severity === 'error';
const asWarning = (diagnostic: Diagnostic): Diagnostic => ({ ...diagnostic, severity: 'warning' });

/**
 * Executes a program instruction by instruction. The image that is given stays as it is.
 *
 * @throws PxosError in strict mode PX1100–PX1110; with `compat` PX1105 only, at a MATMUL of a matrix that is not whole;
 * PX0795 time limit, PX0796 aborted
 * @returns the final image and the warnings
 * @example
 * for (const { instruction, written } of stepLegacy(image)) console.log(instruction.operation, written)
 */
export function* stepLegacy(
  image: PixelImage,
  { compat = false, dialect = '1.0', steps, file, ...limit }: LegacyOptions = {},
): Generator<LegacyStep, LegacyResult, void> {
  const before = validateLegacy(image, { dialect, steps, ...(file !== undefined && { file }) });
  if (!compat && before.some(isError)) throw new PxosError(before);
  const warnings = before.map(asWarning);
  const copy: PixelImage = { ...image, pixels: image.pixels.slice() };
  const context: CheckContext = { image: copy, dialect, file, shapeOf: (row) => readMatrixHeader(copy, row) };
  const refuse = (diagnostic: Diagnostic): void => {
    if (!compat) throw new PxosError(diagnostic);
    warnings.push(asWarning(diagnostic));
  };
  const clock = new Clock(limit);
  const [from, to] = columnsOf(copy, steps);
  for (let column = from; column < to; column++) {
    const instruction = readLegacyInstruction(copy, column);
    // Headers that depend on data are known by now.
    const late = checkInstruction(instruction, context).filter(isError);
    if (late.length > 0 && !compat) throw new PxosError(late);
    const isNew = ({ code }: Diagnostic): boolean =>
      !before.some((known) => known.code === code && known.pixel?.x === column);
    warnings.push(...late.filter(isNew).map(asWarning));
    const written = regionsWritten(instruction, copy, dialect);
    clock.kernel = instruction.operation ?? '';
    clock.look();
    perform(instruction, { ...context, clock }, refuse);
    yield { instruction, written, image: copy };
    if (instruction.operation === 'HALT') break;
  }
  return { image: copy, warnings };
}

/** Executes one instruction on the image of its context; `refuse` hears what strict mode does not allow. */
function perform(
  { operation, operands, column }: LegacyInstruction,
  { image, dialect, file, clock }: CheckContext & { readonly clock: Clock },
  refuse: (diagnostic: Diagnostic) => void,
): void {
  if (operation === undefined || operation === 'HALT' || operation === 'RELU') return;
  const { width, height, pixels } = image;
  const [a, b, c] = operands;
  if (a >= height || b >= height || c >= height) return;
  const at = { file, pixel: { x: column, y: 0 } };
  const start = dialect === '0.0.2' ? 0 : 1;
  if (operation === 'MATMUL') {
    performProduct(image, operands, { at, clock });
    return;
  }
  const zero = zeroColumn(image, a, b);
  if (zero) refuse(say.zeroColumn({ operation, a, b, ...zero }, at));
  if (operation === 'ADD') {
    addVectors(image, operands, start);
    return;
  }
  const sum = dotProduct(image, a, b, start);
  if (sum > MAX_DOT) refuse(say.dotTooLarge({ sum }, at));
  pixels.set([sum & 255, (sum >> 8) & 255], 4 * width * c);
}

/** A MATMUL: skipped when the shapes do not meet, refused in every mode when a matrix is not whole. */
function performProduct(
  image: PixelImage,
  rows: readonly [number, number, number],
  { at, clock }: { readonly at: Placement; readonly clock: Clock },
): void {
  const [a, b, c] = rows;
  const [left, right] = [readMatrixHeader(image, a), readMatrixHeader(image, b)];
  if (left.columns !== right.rows) return;
  const result = { rows: left.rows, columns: right.columns };
  const truncated = [
    { ...left, row: a },
    { ...right, row: b },
    { ...result, row: c },
  ].flatMap((matrix, i) => {
    const last = lastRow(image.width, matrix.row, matrix);
    const operand = LEGACY_OPERANDS.MATMUL[i]?.name ?? '';
    return last < image.height
      ? []
      : [say.truncatedMatrix({ operand, matrix, last, height: image.height }, at)];
  });
  if (truncated.length > 0) throw new PxosError(truncated);
  multiply(image, { rows, left, right, clock });
}

/**
 * Executes a program to its end. The image that is given stays as it is, whatever happens.
 *
 * @throws PxosError as `stepLegacy`
 */
export function executeLegacy(image: PixelImage, options: LegacyOptions = {}): LegacyResult {
  const steps = stepLegacy(image, options);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
