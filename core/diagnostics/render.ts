// Diagnostics as text for people, with code frames, and as records for programs.
import pc from 'picocolors';
import type { Position } from 'unist';
import type { Diagnostic, PixelPlace, Severity } from './diagnostic.ts';
import { FRAME_WIDTH, frameOf, harmless } from './frame.ts';

/** How diagnostics are shown. */
export interface RenderOptions {
  /** With ANSI colours; false by default. */
  readonly color?: boolean;
  /** Most messages that are shown in full; the rest is counted. 20 by default. */
  readonly limit?: number;
  /** Columns of source text in a frame; 100 by default. */
  readonly width?: number;
}

type Paint = ReturnType<typeof pc.createColors>;

const SHOWN = 20;
const LONGEST_SENTENCE = 400;

/** One place with its frame: path, line and column, the line, the carets. */
function place(
  position: Position,
  file: string | undefined,
  {
    source,
    width,
    paint,
    mark,
  }: { source: string | undefined; width: number; paint: Paint; mark: (text: string) => string },
): string[] {
  const { line, column } = position.start;
  const at = `  --> ${file === undefined ? '' : `${harmless(file)}:`}${line}:${column}`;
  if (source === undefined) return [paint.dim(at)];
  const { number, source: text, carets } = frameOf(source, position, width);
  const gutter = ' '.repeat(number.length);
  return [
    paint.dim(at),
    paint.dim(` ${gutter} |`),
    `${paint.dim(` ${number} |`)}${text ? ` ${text}` : ''}`,
    `${paint.dim(` ${gutter} |`)} ${mark(carets)}`,
  ];
}

function severityColor(paint: Paint, severity: Severity): (text: string) => string {
  switch (severity) {
    case 'error':
      return paint.red;
    case 'warning':
      return paint.yellow;
    case 'info':
      return paint.cyan;
  }
}

/** Sentences quote what the user wrote, whatever its length: very long ones lose their middle. */
function bounded(words: string): string {
  const sentence = harmless(words);
  if (sentence.length <= LONGEST_SENTENCE) return sentence;
  const half = LONGEST_SENTENCE / 2;
  return `${sentence.slice(0, half)}…${sentence.slice(-half)}`;
}

/** `a.px`, and of an image the pixel: `a.pxi:(3, 0)`. */
function whereabouts(file: string | undefined, pixel: PixelPlace | undefined): string {
  const parts = [file === undefined ? [] : harmless(file), pixel ? `(${pixel.x}, ${pixel.y})` : []];
  return parts.flat().join(':');
}

/** The lines of one diagnostic. */
function renderOne(
  diagnostic: Diagnostic,
  sources: ReadonlyMap<string, string>,
  { width, paint }: { width: number; paint: Paint },
): string[] {
  const { code, severity, message, hint, pixel, file, plugin, hook } = diagnostic;
  const mark = severityColor(paint, severity);
  const source = file === undefined ? undefined : sources.get(file);
  const lines = [`${paint.bold(mark(`${severity} ${code}`))}: ${paint.bold(bounded(message))}`];
  if (diagnostic.place) lines.push(...place(diagnostic.place, file, { source, width, paint, mark }));
  else if (file !== undefined || pixel) lines.push(paint.dim(`  --> ${whereabouts(file, pixel)}`));
  for (const note of diagnostic.notes ?? []) {
    lines.push(`  ${paint.cyan('note')}: ${bounded(note.message)}`);
    if (note.place) lines.push(...place(note.place, file, { source, width, paint, mark: paint.cyan }));
  }
  if (plugin !== undefined)
    lines.push(`  ${paint.cyan('plugin')}: ${plugin}${hook === undefined ? '' : `, in its hook ${hook}`}`);
  if (hint !== undefined) lines.push(`  ${paint.green('hint')}: ${bounded(hint)}`);
  return lines;
}

const counted = (count: number, noun: string): string => `${count} more ${noun}${count === 1 ? '' : 's'}`;

/** `… and 3 more errors, 1 more warning.` */
function rest(diagnostics: readonly Diagnostic[]): string {
  const counts = (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const count = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
    return count === 0 ? [] : [counted(count, severity === 'info' ? 'message' : severity)];
  });
  return `… and ${counts.join(', ')}.`;
}

/**
 * The text of diagnostics, without a newline at its end: sentence, code frame, notes with frames of their own, hint.
 *
 * @param sources texts by the path that the diagnostics name; without its text a place is shown as line and column
 * @example
 * renderDiagnostics(parseTree(text, 'a.px').diagnostics, new Map([['a.px', text]]), { color: false })
 */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
  { color = false, limit = SHOWN, width = FRAME_WIDTH }: RenderOptions = {},
): string {
  const paint = pc.createColors(color);
  // Where not all can be shown, no warning takes the place of an error.
  const ordered =
    diagnostics.length <= limit
      ? diagnostics
      : [
          ...diagnostics.filter(({ severity }) => severity === 'error'),
          ...diagnostics.filter(({ severity }) => severity !== 'error'),
        ];
  const blocks = ordered
    .slice(0, limit)
    .map((diagnostic) => renderOne(diagnostic, sources, { width, paint }).join('\n'));
  const hidden = ordered.slice(limit);
  return [...blocks, ...(hidden.length > 0 ? [rest(hidden)] : [])].join('\n\n');
}

/** A diagnostic as `--json` prints it: the same fields in a fixed order, those that are absent left out. */
export function toRecord(diagnostic: Diagnostic): Readonly<Record<string, unknown>> {
  const { code, severity, message, hint, file, place: position, pixel, notes, plugin, hook } = diagnostic;
  return Object.fromEntries(
    Object.entries({
      code,
      severity,
      message,
      hint,
      file,
      place: position,
      pixel,
      notes,
      plugin,
      hook,
    }).filter(([, value]) => value !== undefined),
  );
}
