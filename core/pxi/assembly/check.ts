// What is wrong with the program that a text was assembled to, told at the lines of the text.
import type { Position } from 'unist';
import { type Diagnostic, isPxosError } from '../../diagnostics/index.ts';
import * as say from '../../diagnostics/messages/pixel-tools.ts';
import type { PixelImage } from '../image.ts';
import { validateLegacy } from '../legacy/validate.ts';
import { arrayPixels } from '../words/arrays.ts';
import { RECORD } from '../words/directory.ts';
import type { PixelProgram } from '../words/program.ts';
import { readProgram } from '../words/read.ts';
import { validateProgram } from '../words/validate/index.ts';
import { type Statement, statementsOf } from './blocks.ts';
import { type Line, linesOf } from './source.ts';

/**
 * Warnings PX1403 for everything that keeps an assembled program from running. It may be wanted so: assembly says every
 * image, also the broken ones that executors must refuse.
 */
export function checkAssembled(
  text: string,
  image: PixelImage,
  { file }: { readonly file?: string } = {},
): readonly Diagnostic[] {
  const statements = statementsOf(linesOf(text), file);
  const version = statements[0]?.line[1]?.text;
  const isPlaced = statements.some(({ line }) => line.some((word) => word.text === 'at'));
  const { problems, lineAt } =
    version === '1.0' ? checkLegacy(image, statements) : checkProgram(image, statements);
  return problems.flatMap((problem) => {
    if (problem.severity !== 'error') return [];
    const line = problem.pixel && lineAt(problem.pixel.y * image.width + problem.pixel.x);
    const { code, message, hint } = problem;
    return [say.assembledBroken({ code, message, hint, isPlaced }, { file, place: line && placeOf(line) })];
  });
}

interface Checked {
  readonly problems: readonly Diagnostic[];
  /** The line that says a pixel, counted row by row. */
  readonly lineAt: (pixel: number) => Line | undefined;
}

function checkLegacy(image: PixelImage, statements: readonly Statement[]): Checked {
  const code = statements.find(({ line }) => line[0].text === 'code')?.block;
  return {
    problems: validateLegacy(image),
    lineAt: (pixel) => (pixel < image.width ? code?.[pixel] : undefined),
  };
}

function checkProgram(image: PixelImage, statements: readonly Statement[]): Checked {
  try {
    const program = readProgram(image);
    return { problems: validateProgram(program), lineAt: linesOfProgram(program, statements) };
  } catch (error) {
    if (!isPxosError(error)) throw error;
    return { problems: error.diagnostics, lineAt: () => undefined };
  }
}

/** Steps and code first: where parts lie over one another, these were written by hand. */
function linesOfProgram(
  { width, table, steps, records }: PixelProgram,
  statements: readonly Statement[],
): Checked['lineAt'] {
  const parts: { readonly first: number; readonly end: number; readonly line: Line }[] = [];
  const take = (first: number, end: number, line: Line | undefined): void => {
    if (line) parts.push({ first, end, line });
  };
  /** Each takes what lies before the next one. */
  const takeLines = (
    start: number,
    length: number,
    places: readonly { readonly pixel: number }[],
    lines: readonly Line[] = [],
  ): void => {
    for (const [k, { pixel }] of places.entries())
      take(start + pixel, start + (places[k + 1]?.pixel ?? length), lines[k]);
  };

  const written = new Map(statements.map((statement) => [statement.line[1]?.text, statement]));
  takeLines(
    steps.first,
    steps.length,
    steps.list,
    statements.find(({ line }) => line[0].text === 'steps')?.block,
  );
  records.forEach((record, number) => {
    const statement = written.get(`@${number}`);
    if (!record || !statement) return;
    if (record.kind !== 'array') takeLines(record.first, record.length, record.code, statement.block);
    take(table.first + RECORD * number, table.first + RECORD * (number + 1), statement.line);
    take(
      record.first,
      record.first + (record.kind === 'array' ? arrayPixels(record, width) : record.length),
      statement.line,
    );
  });
  return (pixel) => parts.find(({ first, end }) => first <= pixel && pixel < end)?.line;
}

function placeOf(line: Line): Position {
  const [first] = line;
  const last = line.at(-1) ?? first;
  return {
    start: { line: first.line, column: first.column },
    end: { line: last.line, column: last.column + last.text.length },
  };
}
