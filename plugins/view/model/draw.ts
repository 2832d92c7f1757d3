// Draws the part of an image that a window shows, straight from its words: exact squares, regions, what changed.
//
// Going over the window instead of the image keeps the cost and the memory those of the window, whatever the image's size.
import { REGION_COLORS, REGION_KINDS } from 'pxos/browser';
import type { Delta } from './delta.ts';
import { type Segments, segmentAt } from './segments.ts';
import type { Size, ViewBox } from './view-box.ts';

/** What of a pixel is shown: its colour without regard to alpha, or one of its bytes as grey. */
export type Channel = 'rgb' | 'red' | 'green' | 'blue' | 'alpha';

export interface Picture extends Size {
  /** R lowest, rows from the top. */
  readonly words: Uint32Array;
  /** The pixel behind the last one, where that is not the end of the last row. */
  readonly end?: number;
}

export interface DrawOptions {
  readonly box: ViewBox;
  readonly channel: Channel;
  /** Regions to be coloured. */
  readonly segments?: Segments | undefined;
  /** Pixels to be marked. */
  readonly change?: Delta | undefined;
  /** Whether single pixels are told apart, with a grid and frames, once they are large enough. */
  readonly squares: boolean;
  /** Words of the colours beside the image's own. */
  readonly empty: number;
  readonly grid: number;
  readonly mark: number;
}

/** From this scale on pixels are squares with a grid between them and a frame in their region's colour. */
export const GRID_SCALE = 8;
/** The thickest frame, in pixels of the window. */
const MOST_FRAME = 6;
/** Pixels of the image that are looked at for one of the window, along each axis. */
const MOST_SAMPLES = 4;
const OPAQUE = 0xff000000;

const wordOf = ([red, green, blue]: readonly [number, number, number]): number =>
  (red | (green << 8) | (blue << 16) | OPAQUE) >>> 0;

/** Colours by the kinds of segments. */
const SEGMENT_WORDS = Uint32Array.from([0, ...REGION_KINDS.map((kind) => wordOf(REGION_COLORS[kind]))]);

const SHIFTS = { red: 0, green: 8, blue: 16, alpha: 24 } as const;

const shown = (word: number, channel: Channel): number =>
  channel === 'rgb' ? word | OPAQUE : (((word >>> SHIFTS[channel]) & 255) * 0x010101) | OPAQUE;

/** Half of each of two colours. */
const mixed = (a: number, b: number): number => ((a & 0xfefefefe) >>> 1) + ((b & 0xfefefefe) >>> 1);

/** A colour with a quarter of another: a hint of it, that leaves the first one what it is. */
const hinted = (own: number, other: number): number => mixed(own, mixed(own, other)) | OPAQUE;

/** Fills `target`, the words of a window of this size. */
export function drawPicture(picture: Picture, target: Uint32Array, window: Size, options: DrawOptions): void {
  const { box } = options;
  const columns = new Int32Array(window.width);
  for (let x = 0; x < window.width; x++) columns[x] = cellAt(box.x, box.scale, x);
  let above = cellAt(box.y, box.scale, -1);
  let drawn = Number.NaN;
  for (let y = 0; y < window.height; y++) {
    const row = cellAt(box.y, box.scale, y);
    const line = target.subarray(y * window.width, (y + 1) * window.width);
    const edge = options.squares ? edgeAt(box.y, box.scale, y, [above, row]) : INSIDE;
    above = row;
    // Lines that show the same are copied; lines of the grid and of frames are their own.
    const kind = 4 * row + edge;
    if (kind === drawn) line.set(target.subarray((y - 1) * window.width, y * window.width));
    else drawLine(picture, line, { ...options, columns, row, edge });
    drawn = kind;
  }
  if (options.change) markRuns(picture, target, window, options, options.change.runs);
}

/** Where in its square a line or column of the window lies. */
const INSIDE = 0;
const FRAME = 1;
const GRID = 2;

/** Sums that should be whole are a little more or less. */
const NEAR = 1e-6;

/** The row or column of the image at a line or column of the window. */
const cellAt = (start: number, scale: number, at: number): number => Math.floor(start + (at + 0.5) / scale);

/** `before` is the cell one line back: the grid is where the cell changes, so that each has exactly one line of it. */
function edgeAt(start: number, scale: number, at: number, [before, cell]: readonly [number, number]): number {
  if (scale < GRID_SCALE) return INSIDE;
  if (cell !== before) return GRID;
  const within = at + 0.5 - (cell - start) * scale;
  const frame = 1 + Math.min(MOST_FRAME, Math.max(1, scale / 8));
  return within < frame - NEAR || within > scale - frame + 1 + NEAR ? FRAME : INSIDE;
}

interface Line extends DrawOptions {
  readonly columns: Int32Array;
  readonly row: number;
  readonly edge: number;
}

function drawLine(picture: Picture, line: Uint32Array, options: Line): void {
  const { columns, row, edge, segments, box, channel, empty, grid, squares } = options;
  const { width, height, words, end = words.length } = picture;
  line.fill(empty);
  if (row < 0 || row >= height) return;
  const samples = Math.max(1, Math.min(MOST_SAMPLES, Math.round(1 / box.scale)));
  const far = box.scale < GRID_SCALE || !squares;
  let run = segments ? segmentAt(segments, row * width + Math.max(0, columns[0]!)) : 0;
  for (let x = 0; x < line.length; x++) {
    const column = columns[x]!;
    if (column < 0 || column >= width) continue;
    const p = row * width + column;
    if (p >= end) break;
    while (segments && run + 1 < segments.starts.length && segments.starts[run + 1]! <= p) run++;
    const region = segments ? SEGMENT_WORDS[segments.kinds[run]!]! : 0;
    if (far) {
      const own =
        samples === 1 ? shown(words[p]!, channel) : averaged(picture, column, row, samples, options);
      line[x] = region === 0 ? own : hinted(own, region);
      continue;
    }
    const before = columns[x - 1] ?? cellAt(box.x, box.scale, -1);
    const across = Math.max(edge, edgeAt(box.x, box.scale, x, [before, column]));
    line[x] = across === GRID ? grid : across === FRAME && region !== 0 ? region : shown(words[p]!, channel);
  }
}

/** The mean colour of the pixels that one of the window stands for. */
function averaged(
  { words, width, height }: Picture,
  column: number,
  row: number,
  samples: number,
  { box, channel }: DrawOptions,
): number {
  const step = 1 / box.scale / samples;
  let [red, green, blue, count] = [0, 0, 0, 0];
  for (let j = 0; j < samples; j++)
    for (let i = 0; i < samples; i++) {
      const x = Math.min(width - 1, column + Math.floor((i - samples / 2 + 0.5) * step + 0.5));
      const y = Math.min(height - 1, row + Math.floor((j - samples / 2 + 0.5) * step + 0.5));
      if (x < 0 || y < 0) continue;
      const word = shown(words[y * width + x]!, channel);
      red += word & 255;
      green += (word >>> 8) & 255;
      blue += (word >>> 16) & 255;
      count++;
    }
  return wordOf([red / count, green / count, blue / count]);
}

/** Marks runs of pixels: a frame around each where squares can be seen, a tint where they cannot. */
function markRuns(
  { width }: Picture,
  target: Uint32Array,
  window: Size,
  { box, mark }: DrawOptions,
  runs: Uint32Array,
): void {
  const { x: left, y: top, scale } = box;
  const [firstRow, lastRow] = [Math.floor(top), Math.ceil(top + window.height / scale)];
  const tinted = scale < GRID_SCALE ? new Uint8Array(target.length) : undefined;
  for (let k = 0; k < runs.length; k += 2) {
    const end = runs[k + 1]!;
    for (let p = runs[k]!; p < end; ) {
      const row = Math.floor(p / width);
      const stop = Math.min(end, (row + 1) * width);
      if (row > lastRow) return;
      if (row >= firstRow) {
        const [y0, y1] = span((row - top) * scale, (row + 1 - top) * scale, window.height);
        if (tinted) {
          const from = (p - row * width - left) * scale;
          const [x0, x1] = span(from, (stop - row * width - left) * scale, window.width);
          for (let y = y0; y < y1; y++) tinted.fill(1, y * window.width + x0, y * window.width + x1);
        } else {
          const first = Math.max(p - row * width, Math.floor(left));
          const last = Math.min(stop - row * width, Math.ceil(left + window.width / scale));
          for (let column = first; column < last; column++) {
            const [x0, x1] = span((column - left) * scale, (column + 1 - left) * scale, window.width);
            frame(target, window.width, { x0, x1, y0, y1 }, Math.max(2, Math.round(scale / 10)), mark);
          }
        }
      }
      p = stop;
    }
  }
  if (tinted) tint(target, tinted, window.width, mark);
}

/** Colours an area: its edge in full, so that single pixels stand out, its inside a little, so that it stays to be seen. */
function tint(target: Uint32Array, area: Uint8Array, width: number, mark: number): void {
  for (let p = 0; p < target.length; p++) {
    if (area[p] === 0) continue;
    const isEdge = area[p - 1] !== 1 || area[p + 1] !== 1 || area[p - width] !== 1 || area[p + width] !== 1;
    const own = target[p]!;
    target[p] = isEdge ? mark : mixed(own, mixed(own, mixed(own, mark))) | OPAQUE;
  }
}

/** Whole window pixels between two places, at least one where any of it can be seen. */
function span(from: number, to: number, room: number): readonly [number, number] {
  const first = Math.round(from);
  return [
    Math.max(0, Math.min(room, first)),
    Math.max(0, Math.min(room, Math.max(first + 1, Math.round(to)))),
  ];
}

interface Rectangle {
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
}

function frame(
  target: Uint32Array,
  width: number,
  { x0, x1, y0, y1 }: Rectangle,
  thick: number,
  word: number,
): void {
  for (let y = y0; y < y1; y++) {
    const line = y * width;
    if (y - y0 < thick || y1 - y <= thick) target.fill(word, line + x0, line + x1);
    else {
      target.fill(word, line + x0, line + Math.min(x1, x0 + thick));
      target.fill(word, line + Math.max(x0, x1 - thick), line + x1);
    }
  }
}
