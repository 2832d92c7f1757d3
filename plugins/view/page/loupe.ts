// A loupe: the neighbourhood of the pointed pixel, large, in the corner that the pointer is not in.
import { type DrawOptions, drawPicture, GRID_SCALE, type Picture } from '../model/draw.ts';
import type { Size } from '../model/view-box.ts';

/** Pixels that it shows, and how large, in screen pixels. */
const COLUMNS = 15;
const ROWS = 9;
const SCALE = 18;
const MARGIN = 12;

/** Draws it over a window in which single pixels are too small to be seen. */
export function drawLoupe(
  context: CanvasRenderingContext2D,
  picture: Picture,
  window: Size & { readonly ratio: number },
  cursor: { readonly x: number; readonly y: number },
  options: DrawOptions,
): void {
  const { box } = options;
  if (box.scale >= GRID_SCALE * window.ratio) return;
  const scale = Math.round(SCALE * window.ratio);
  const size = { width: COLUMNS * scale + 1, height: ROWS * scale + 1 };
  const margin = MARGIN * window.ratio;
  if (window.width < 2 * size.width || window.height < size.height + 2 * margin) return;
  const data = context.createImageData(size.width, size.height);
  const near = { x: cursor.x - (COLUMNS >> 1), y: cursor.y - (ROWS >> 1), scale };
  drawPicture(picture, new Uint32Array(data.data.buffer), size, { ...options, box: near });
  const isRight = (cursor.x - box.x) * box.scale > window.width / 2;
  const left = Math.round(isRight ? margin : window.width - size.width - margin);
  const top = Math.round(window.height - size.height - margin);
  context.putImageData(data, left, top);
  context.lineWidth = 1;
  context.strokeStyle = '#000';
  context.strokeRect(left - 0.5, top - 0.5, size.width + 1, size.height + 1);
  const [x, y] = [left + (COLUMNS >> 1) * scale, top + (ROWS >> 1) * scale];
  for (const [thick, color] of [
    [4, '#000'],
    [2, '#fff'],
  ] as const) {
    context.lineWidth = thick;
    context.strokeStyle = color;
    context.strokeRect(x, y, scale + 1, scale + 1);
  }
}
