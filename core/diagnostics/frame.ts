// A code frame: the line that a message points at, with its number and carets below, bounded in size whatever the line is.
import type { Position } from 'unist';

/** Columns of a tab stop, as the layout of the language counts them. */
const TAB = 8;
/** Columns of source text that a frame shows of a line by default. */
export const FRAME_WIDTH = 100;
/** Columns that stay visible before a span in a line that is cut. */
const LEAD = 30;

const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uff01-\uff60]/u;
/** Characters that would move the cursor, change colours, or turn the direction of writing. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u;
const COMBINING = /\p{M}/u;

/** The text of a line, counted from 1, without its end; at most `limit` UTF-16 units of it. */
export function lineAt(text: string, line: number, limit = Number.POSITIVE_INFINITY): string {
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (let i = 1; i < line; i++) {
    const end = text.indexOf('\n', start);
    if (end < 0) return '';
    start = end + 1;
  }
  const end = text.indexOf('\n', start);
  const stop = end < 0 ? text.length : text[end - 1] === '\r' ? end - 1 : end;
  return text.slice(start, Math.min(stop, start + limit));
}

/** One character as it is shown, and the columns that it takes. */
interface Cell {
  readonly text: string;
  readonly width: number;
}

function cellOf(character: string, column: number): Cell {
  if (character === '\t') {
    const width = TAB - (column % TAB);
    return { text: ' '.repeat(width), width };
  }
  if (COMBINING.test(character)) return { text: character, width: 0 };
  if (UNPRINTABLE.test(character)) return { text: '·', width: 1 };
  return { text: character, width: WIDE.test(character) ? 2 : 1 };
}

/** Control characters but line feeds, and those that turn the direction of writing. */
const COMMANDING = /[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu;

/** A text that may hold names of files and other foreign words, made harmless for a terminal. */
export const harmless = (text: string): string => text.replace(COMMANDING, '·');

/** Columns that a text takes on a terminal. */
export function displayWidth(text: string): number {
  let column = 0;
  for (const character of text) column += cellOf(character, column).width;
  return column;
}

/** A line ready to print: its text, and where the span lies in it, in columns from 0. */
interface ShownLine {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** Lays a line out in columns and cuts it around the span. `start` and `end` are offsets within the line. */
function showLine(line: string, start: number, end: number, width: number): ShownLine {
  const cells: Cell[] = [];
  let column = 0;
  let offset = 0;
  let from = 0;
  let to = 0;
  for (const character of line) {
    if (offset <= start) from = column;
    const cell = cellOf(character, column);
    cells.push(cell);
    column += cell.width;
    offset += character.length;
    if (offset <= end) to = column;
  }
  if (start >= offset) from = column;
  if (end <= start) to = from;
  const first = column > width ? Math.max(0, from - LEAD) : 0;
  return cut(cells, { first, last: first + width, from, to });
}

function cut(
  cells: readonly Cell[],
  { first, last, from, to }: { first: number; last: number; from: number; to: number },
): ShownLine {
  let text = first > 0 ? '…' : '';
  const shift = first > 0 ? first - 1 : 0;
  let column = 0;
  let ended = true;
  for (const cell of cells) {
    const after = column + cell.width;
    if (after > last) {
      ended = false;
      break;
    }
    if (column >= first) text += cell.text;
    column = after;
  }
  const limit = Math.max(from, Math.min(to, column));
  return { text: ended ? text.trimEnd() : `${text}…`, from: from - shift, to: limit - shift };
}

/** The parts of a frame: the caller paints them. */
export interface Frame {
  /** Number of the line, as text. */
  readonly number: string;
  readonly source: string;
  /** Blanks, then carets below the span. */
  readonly carets: string;
}

/**
 * The frame of a place in a text.
 *
 * A span over several lines shows the first of them, marked to its end. Tabs are shown as blanks, long lines are cut.
 */
export function frameOf(text: string, place: Position, width = FRAME_WIDTH): Frame {
  const { start, end } = place;
  // The columns beyond the span are never shown: a line of megabytes costs no more than one of a thousand characters.
  const line = lineAt(text, start.line, start.column + 4 * width);
  const stop = end.line === start.line ? end.column - 1 : line.length;
  const shown = showLine(line, start.column - 1, stop, width);
  return {
    number: String(start.line),
    source: shown.text,
    carets: `${' '.repeat(shown.from)}${'^'.repeat(Math.max(1, shown.to - shown.from))}`,
  };
}
