// The line below the image: coordinates, bytes and word of a pixel, and what lies there.
import { REGION_COLORS } from 'pxos/browser';
import { describePixel } from '../model/describe-pixel.ts';
import { countText, hexText } from '../model/numbers.ts';
import { element } from './element.ts';
import type { OpenedFile } from './opened-file.ts';
import type { Point } from './picture-window.ts';

/** A colour of three bytes as CSS has it. */
export const rgbText = (color: readonly number[]): string => `rgb(${color.slice(0, 3).join(' ')})`;

/** Tells what is at a point of the image; without one what the line is for. */
export function showReadout(place: HTMLElement, file: OpenedFile, point: Point | undefined): void {
  if (!point) {
    place.replaceChildren(
      element('span', { class: 'what quiet' }, 'Point at a pixel to see its bytes and what lies there.'),
    );
    return;
  }
  const { inspection, words } = file;
  const pixel = point.y * inspection.width + point.x;
  const word = words[pixel] ?? 0;
  const bytes = [word & 255, (word >>> 8) & 255, (word >>> 16) & 255, word >>> 24];
  const about = describePixel(inspection, words, pixel);
  const swatch = element('span', { class: 'swatch' });
  swatch.style.background = rgbText(bytes);
  const dot = element('span', { class: 'dot' });
  if (about.kind) dot.style.background = rgbText(REGION_COLORS[about.kind]);
  place.replaceChildren(
    swatch,
    element('span', { class: 'at' }, `${point.x}, ${point.y}`),
    element('span', { class: 'number' }, `pixel ${countText(pixel)}`),
    element(
      'span',
      { class: 'bytes' },
      ...['R', 'G', 'B', 'A'].flatMap((name, k) => [element('i', {}, name), `${bytes[k]} `]),
    ),
    element('span', { class: 'word' }, `0x${hexText(word, 8)}`),
    element('span', { class: 'what' }, dot, element('b', {}, about.title), ` ${about.detail}`),
  );
}
