// What lies over the pixels of a program: the outline of the chosen array, the present instruction, words inside of squares.
import type { Inspection } from 'pxos/browser';
import { describePixel } from '../model/describe-pixel.ts';
import type { Size, ViewBox } from '../model/view-box.ts';

/** Squares of this size, in screen pixels, have words in them. */
const READABLE = 44;
const FONT = '10px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace';

/** How far an outline keeps from the pixels that it is about, so that a run of one row stays to be seen. */
const DISTANCE = 2;
const DASHES = [6, 6];

/** The outline of a run of pixels, which may begin and end inside of rows. */
export function outlineRun(
  context: CanvasRenderingContext2D,
  { x, y, scale }: ViewBox,
  { first, end, width }: { readonly first: number; readonly end: number; readonly width: number },
  { color, isDashed = false }: { readonly color: string; readonly isDashed?: boolean },
): void {
  // A corner, and the directions in which the outside lies.
  const at = (column: number, row: number, dx: number, dy: number): readonly [number, number] => [
    Math.round((column - x) * scale) + dx * DISTANCE,
    Math.round((row - y) * scale) + dy * DISTANCE,
  ];
  const [startRow, startColumn] = [Math.floor(first / width), first % width];
  const [lastRow, lastColumn] = [Math.floor((end - 1) / width), ((end - 1) % width) + 1];
  const corners =
    startRow === lastRow
      ? [
          at(startColumn, startRow, -1, -1),
          at(lastColumn, startRow, 1, -1),
          at(lastColumn, startRow + 1, 1, 1),
          at(startColumn, startRow + 1, -1, 1),
        ]
      : [
          at(startColumn, startRow, -1, -1),
          at(width, startRow, 1, -1),
          at(width, lastRow, 1, 1),
          at(lastColumn, lastRow, 1, 1),
          at(lastColumn, lastRow + 1, 1, 1),
          at(0, lastRow + 1, -1, 1),
          at(0, startRow + 1, -1, -1),
          at(startColumn, startRow + 1, -1, -1),
        ];
  context.beginPath();
  for (const [left, top] of corners) context.lineTo(left, top);
  context.closePath();
  context.lineWidth = 2;
  context.strokeStyle = color;
  context.setLineDash(isDashed ? DASHES : []);
  context.stroke();
  context.setLineDash([]);
}

/** The smallest radius of a circle around a pixel, in screen pixels. */
const LEAST_RADIUS = 8;

/** A circle around a pixel, so that it is found among any number of others; its border can be seen on any colour. */
export function circlePixel(
  context: CanvasRenderingContext2D,
  { x, y, scale }: ViewBox,
  pixel: { readonly x: number; readonly y: number },
  { color, border, ratio }: { readonly color: string; readonly border: string; readonly ratio: number },
): void {
  context.beginPath();
  const radius = Math.max(LEAST_RADIUS * ratio, 0.8 * scale);
  context.arc((pixel.x + 0.5 - x) * scale, (pixel.y + 0.5 - y) * scale, radius, 0, 2 * Math.PI);
  for (const [thick, style] of [
    [5, border],
    [2.5, color],
  ] as const) {
    context.lineWidth = thick * ratio;
    context.strokeStyle = style;
    context.stroke();
  }
}

/** Writes into each square what it is, as long as squares are large enough. */
export function writeLabels(
  context: CanvasRenderingContext2D,
  { x, y, scale }: ViewBox,
  window: Size & { readonly ratio: number },
  inspection: Inspection,
  words: Uint32Array,
): void {
  if (scale < READABLE * window.ratio) return;
  const { width, height } = inspection;
  const size = 10 * window.ratio;
  context.font = FONT.replace('10px', `${size}px`);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const room = Math.floor((scale * 0.74) / (size * 0.61));
  for (let row = Math.max(0, Math.floor(y)); row < Math.min(height, y + window.height / scale); row++)
    for (
      let column = Math.max(0, Math.floor(x));
      column < Math.min(width, x + window.width / scale);
      column++
    ) {
      const pixel = row * width + column;
      const lines = linesOf(describePixel(inspection, words, pixel).label, room);
      const word = words[pixel]!;
      const light = 0.299 * (word & 255) + 0.587 * ((word >>> 8) & 255) + 0.114 * ((word >>> 16) & 255);
      context.fillStyle = light > 140 ? '#000' : '#fff';
      lines.forEach((line, k) => {
        const [left, top] = [(column + 0.5 - x) * scale, (row + 0.5 - y) * scale];
        context.fillText(line, left, top + (k - (lines.length - 1) / 2) * size * 1.2);
      });
    }
}

/** Up to four lines of at most `room` characters. */
function linesOf(label: string, room: number): readonly string[] {
  const lines: string[] = [];
  for (const word of label.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < room) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word.length > room ? `${word.slice(0, Math.max(1, room - 1))}…` : word);
  }
  return lines.slice(0, 4);
}
