// One step of a trace as lines for people: what it is, what it reads and writes, what changed, the hash of the image.
import { formatCount, harmless } from '../diagnostics/index.ts';
import type { OperandAccess, PixelRange, TracedOperand, TracedStep } from '../pxi/index.ts';

/** How a trace is printed. */
export interface TraceStyle {
  /** Columns of the image. */
  readonly width: number;
  /** What a number of an operand stands for: `@3`, a record; `row 3` in version 1.0. */
  readonly version: '1.0' | '1.1';
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
}

const VERBS: Readonly<Record<OperandAccess, string>> = {
  read: 'reads',
  write: 'writes',
  readwrite: 'changes',
};

/** Words before the facts, as wide as the longest. */
const LABEL = 'changed'.length + 2;

const pixels = (count: number): string => `${formatCount(count)} ${count === 1 ? 'pixel' : 'pixels'}`;

/** The column and row of a pixel. */
const placeOf = (pixel: number, { width }: TraceStyle): string =>
  `(${pixel % width}, ${Math.floor(pixel / width)})`;

/** From the first pixel to the last one. */
function spanOf(first: number, last: number, style: TraceStyle): string {
  return first === last ? placeOf(first, style) : `${placeOf(first, style)} … ${placeOf(last, style)}`;
}

/** Where a step may write. */
function regionText(ranges: readonly PixelRange[], style: TraceStyle): string | undefined {
  const [first, last] = [ranges[0], ranges.at(-1)];
  if (!first || !last) return undefined;
  const count = ranges.reduce((sum, [from, end]) => sum + end - from, 0);
  const pieces = ranges.length === 1 ? '' : ` in ${formatCount(ranges.length)} pieces`;
  return `${pixels(count)}${pieces}, ${spanOf(first[0], last[1] - 1, style)}`;
}

function changedText({ changed: { count, first, last } }: TracedStep, style: TraceStyle): string {
  if (first === undefined || last === undefined) return 'nothing';
  return `${pixels(count)}, ${spanOf(first, last, style)}`;
}

/** The cells of an operand: what is done with it, which it is, its name, type and shape. */
function operandCells(operand: TracedOperand, { version }: TraceStyle): readonly string[] {
  const { number, name = '', type, rows, columns, access } = operand;
  const which = version === '1.1' ? `@${number}` : `row ${number}`;
  return [VERBS[access], which, harmless(name), type, `${rows}x${columns}`];
}

/** Cells in columns, with two blanks between; a column without any text is left out. */
function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_cell, k) => Math.max(...rows.map((row) => row[k]?.length ?? 0)));
  widths[0] = LABEL - 2;
  return rows.map((row) =>
    row
      .flatMap((cell, k) => ((widths[k] ?? 0) === 0 ? [] : [cell.padEnd(widths[k] ?? 0)]))
      .join('  ')
      .trimEnd(),
  );
}

/** The lines of a step. */
export function traceLines(step: TracedStep, hash: string, style: TraceStyle): readonly string[] {
  const { index, pixel, text, operands, written } = step;
  const facts = [
    ['region', regionText(written, style)],
    ['changed', changedText(step, style)],
    ['image', `sha256 ${hash}`],
  ] as const;
  const lines = [
    ...aligned(operands.map((operand) => operandCells(operand, style))),
    ...facts.flatMap(([label, fact]) => (fact === undefined ? [] : [label.padEnd(LABEL) + fact])),
  ];
  return [
    `${style.dim(`step ${index} at ${placeOf(pixel, style)}`)}  ${style.bold(harmless(text))}`,
    ...lines.map((line) => `  ${line.startsWith('image') ? style.dim(line) : line}`),
  ];
}
