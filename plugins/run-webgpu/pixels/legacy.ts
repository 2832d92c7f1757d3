// A version 1.0 program on the device: the host goes along row 0, the device looks at every instruction and executes it.
import {
  checkInstruction,
  columnsOf,
  type Diagnostic,
  LEGACY_OPERANDS,
  type LegacyDialect,
  type LegacyInstruction,
  lastRow,
  MATRIX_R,
  type MatrixShape,
  type PixelImage,
  PxosError,
  pixelLegacyMessages,
  readLegacyInstruction,
  type StepRange,
  validateLegacy,
} from 'pxos/core';
import { PixelMachine } from './machine.ts';
import { runProducts, UINT } from './matrix.ts';
import type { Entry } from './pipelines.ts';

/** How a version 1.0 program runs. */
export interface LegacyRun {
  readonly image: PixelImage;
  readonly compat: boolean;
  readonly dialect: LegacyDialect;
  /** Runs these instructions only. */
  readonly steps?: StepRange | undefined;
}

/** The greatest sum that DOT_RGB can write. */
const MOST_SUM = 0xffff;
/** Products of one slice of a MATMUL over its operands, which one invocation computes. */
const SLICE = 2 ** 18;
/** Words of the status before its facts. */
const BEFORE_FACTS = 2;

const isError = ({ severity }: Diagnostic): boolean => severity === 'error';
const asWarning = (diagnostic: Diagnostic): Diagnostic => ({ ...diagnostic, severity: 'warning' });

/** What the device found at an instruction. */
interface Look {
  readonly instruction: LegacyInstruction;
  /** What the headers of its three rows say. */
  readonly shapes: readonly [MatrixShape, MatrixShape, MatrixShape];
  /** Leading columns where one of the two vectors is not all zero, and columns up to the last such one. */
  readonly length: number;
  readonly reach: number;
  readonly sum: number;
}

function shapeOfHeader(word: number): MatrixShape {
  return { columns: word & 0xffff, rows: word >>> 16 };
}

class LegacyMachine {
  private readonly run: LegacyRun;
  private readonly machine: PixelMachine;
  private readonly before: readonly Diagnostic[];
  readonly warnings: Diagnostic[];

  constructor(run: LegacyRun, machine: PixelMachine, before: readonly Diagnostic[]) {
    this.run = run;
    this.machine = machine;
    this.before = before;
    this.warnings = before.map(asWarning);
  }

  private get start(): number {
    return this.run.dialect === '0.0.2' ? 0 : 1;
  }

  /** Executes the instruction of a column; true when it is HALT. */
  async execute(column: number): Promise<boolean> {
    const look = await this.look(column);
    const { instruction } = look;
    this.judge(look);
    const { operation, operands } = instruction;
    if (operation === 'HALT') return true;
    if (operands.some((row) => row >= this.run.image.height)) return false;
    if (operation === 'MATMUL') await this.multiply(look);
    if (operation === 'DOT_RGB' || operation === 'ADD') {
      this.judgeVectors(look);
      if (operation === 'DOT_RGB') await this.submit('write_dot', column);
      else await this.submit('add_vectors', column, this.run.image.width);
    }
    return false;
  }

  private async look(column: number): Promise<Look> {
    await this.submit('look_at_instruction', column);
    const status = await this.machine.readStatus();
    const [word = 0, a = 0, b = 0, c = 0, length = 0, reach = 0, sum = 0] = status.subarray(BEFORE_FACTS);
    const pixels = new Uint8Array(Uint32Array.of(word).buffer);
    const instruction = { ...readLegacyInstruction({ width: 1, height: 1, pixels }, 0), column };
    const shapes = [shapeOfHeader(a), shapeOfHeader(b), shapeOfHeader(c)] as const;
    return { instruction, shapes, length, reach, sum };
  }

  private submit(
    entry: Entry,
    column: number,
    invocations = 1,
    product: readonly number[] = [],
  ): Promise<void> {
    const { width, height } = this.run.image;
    const uniform = new Uint32Array(13);
    uniform.set([width, height, column, this.start, ...product]);
    return this.machine.submit({ entry, uniform, invocations });
  }

  /** The strict list once more: headers that depend on data are known by now. */
  private judge({ instruction, shapes }: Look): void {
    const rows: readonly number[] = instruction.operands;
    const shapeOf = (row: number): MatrixShape | undefined => shapes[rows.indexOf(row)];
    const context = { image: this.run.image, dialect: this.run.dialect, file: undefined, shapeOf };
    const late = checkInstruction(instruction, context).filter(isError);
    if (late.length > 0 && !this.run.compat) throw new PxosError(late);
    const isNew = ({ code }: Diagnostic): boolean =>
      !this.before.some((known) => known.code === code && known.pixel?.x === instruction.column);
    this.warnings.push(...late.filter(isNew).map(asWarning));
  }

  /** Refuses in strict mode; with `compat` the run goes on. */
  private refuse(diagnostic: Diagnostic): void {
    if (!this.run.compat) throw new PxosError(diagnostic);
    this.warnings.push(asWarning(diagnostic));
  }

  private judgeVectors({ instruction, length, reach, sum }: Look): void {
    const { operands, column } = instruction;
    const operation = instruction.operation ?? '';
    const [a, b] = operands;
    const at = { pixel: { x: column, y: 0 } };
    if (reach > length) {
      const zero = { operation, a, b, column: length, behind: reach - 1 };
      this.refuse(pixelLegacyMessages.zeroColumn(zero, at));
    }
    if (operation === 'DOT_RGB' && sum > MOST_SUM) this.refuse(pixelLegacyMessages.dotTooLarge({ sum }, at));
  }

  private async multiply({ instruction, shapes }: Look): Promise<void> {
    const { operands, column } = instruction;
    const { width } = this.run.image;
    const [left, right] = shapes;
    if (left.columns !== right.rows) return;
    const shape = { rows: left.rows, columns: right.columns };
    const matrices = [left, right, shape].map((matrix, i) => {
      const row = operands[i] ?? 0;
      return { ...matrix, row, last: lastRow(width, row, matrix) };
    });
    this.refuseTruncated(column, matrices);
    const [a, b, c] = operands.map((row) => row * width) as [number, number, number];
    const product = [
      ...[a, b, c],
      (shape.columns | (shape.rows << 16)) >>> 0,
      shape.rows * shape.columns,
      left.columns,
      shape.columns,
    ];
    await this.submit('write_header', column, 1, product);
    const [, , result] = matrices;
    const isOver = matrices
      .slice(0, 2)
      .some(({ row, last }) => result !== undefined && row <= result.last && result.row <= last);
    if (isOver) return this.multiplyInOrder(column, product);
    await runProducts(this.machine, {
      left: { ...left, first: a, type: MATRIX_R },
      right: { ...right, first: b, type: MATRIX_R },
      result: { ...shape, first: c, type: MATRIX_R },
      kind: UINT,
      width,
      inner: left.columns,
      columns: shape.columns,
    });
  }

  private refuseTruncated(
    column: number,
    matrices: readonly (MatrixShape & { readonly row: number; readonly last: number })[],
  ): void {
    const { height } = this.run.image;
    const truncated = matrices.flatMap(({ last, ...matrix }, i) =>
      last < height
        ? []
        : [
            pixelLegacyMessages.truncatedMatrix(
              { operand: LEGACY_OPERANDS.MATMUL[i]?.name ?? '', matrix, last, height },
              { pixel: { x: column, y: 0 } },
            ),
          ],
    );
    if (truncated.length > 0) throw new PxosError(truncated);
  }

  private async multiplyInOrder(column: number, product: readonly number[]): Promise<void> {
    for (let fresh = 1; ; fresh = 0) {
      this.machine.setStatus(0, 0);
      await this.submit('multiply_in_order', column, 1, [...product, SLICE, fresh]);
      const [unfinished] = await this.machine.readStatus();
      if (unfinished === 0) return;
    }
  }
}

/**
 * Runs a version 1.0 program on the image in a buffer of the device; the buffer changes only when all of it has run.
 * Gives what would have been an error in strict mode. Throws what `executeLegacy` throws.
 */
export async function runLegacy(
  device: GPUDevice,
  buffer: GPUBuffer,
  run: LegacyRun,
): Promise<readonly Diagnostic[]> {
  const before = validateLegacy(run.image, { dialect: run.dialect, steps: run.steps });
  if (!run.compat && before.some(isError)) throw new PxosError(before);
  const machine = new PixelMachine(device, buffer, { scratch: 0 });
  try {
    const legacy = new LegacyMachine(run, machine, before);
    const [from, to] = columnsOf(run.image, run.steps);
    for (let column = from; column < to; column++) if (await legacy.execute(column)) break;
    machine.keep();
    return legacy.warnings;
  } finally {
    machine.close();
  }
}
