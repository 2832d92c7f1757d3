// The chosen array as a heat map with its scale, and the value under the pointer.
import { type ArrayStatistics, loadElement, readElements } from 'pxos/browser';
import { arrayJson, arrayNpy } from '../model/array-files.ts';
import { pixelOf, placeOf } from '../model/array-place.ts';
import { colorOf, cssColor } from '../model/color-map.ts';
import { nameOf } from '../model/describe-pixel.ts';
import { elementOf, type HeatMap, heatMapOf } from '../model/heat-map.ts';
import { countText, elementText, valueText } from '../model/numbers.ts';
import type { Desk } from './desk.ts';
import { download } from './download.ts';
import { element, part } from './element.ts';
import { PictureWindow, type Point } from './picture-window.ts';

/** Elements of an array that is drawn; larger ones have their figures in the list. */
const MOST_ELEMENTS = 2 ** 24;

export function setUpHeat(desk: Desk): void {
  let heat: HeatMap | undefined;
  let shown: ArrayStatistics | undefined;
  const window = new PictureWindow(part('heat', HTMLCanvasElement), {
    picture: () => heat,
    look: () => ({ squares: false }),
  });

  const draw = (): void => {
    const { file } = desk;
    const array = file?.selected;
    const place = file && array && placeOf(array, file.inspection);
    const isDrawn =
      place && array.pixels[1] <= file.words.length && array.rows * array.columns <= MOST_ELEMENTS;
    const figures = isDrawn && array.rows * array.columns > 0 ? file.figuresOf(array) : undefined;
    // Figures stay the same ones as long as the array does.
    if (figures === undefined || figures !== shown)
      heat = place && figures && heatMapOf(file.image, file.words, place, figures);
    shown = figures;
    part('heat-name', HTMLElement).textContent = array ? nameOf(array) : '';
    part('heat-facts', HTMLElement).textContent = array
      ? `${array.type} ${array.rows} × ${array.columns}${heat?.isFolded ? `, in lines of ${heat.width}` : ''}`
      : '';
    for (const id of ['heat-show', 'heat-json', 'heat-npy']) part(id, HTMLButtonElement).disabled = !place;
    showScale(heat);
    tell(window.cursor);
    window.redraw();
  };

  const tell = (point: Point | undefined): void => {
    const place = part('heat-readout', HTMLElement);
    const { file } = desk;
    if (!heat || !file?.selected) {
      place.replaceChildren('Nothing to draw.');
      return;
    }
    const found = point && elementOf(heat, point.x, point.y);
    if (!found) {
      const { mean, nonZero } = heat;
      const count = countText(file.selected.rows * file.selected.columns);
      const share = `${Math.round(nonZero * 100)} % not 0`;
      place.replaceChildren(
        element(
          'span',
          { class: 'quiet' },
          heat.scale
            ? `${count} ${count === '1' ? 'element' : 'elements'} · mean ${valueText(mean)} · ${share}`
            : `${count} colours`,
        ),
      );
      return;
    }
    const { i, row, column } = found;
    const value = loadElement(file.words, heat.place, file.inspection.width, i);
    const swatch = element('span', { class: 'swatch' });
    const word = heat.scale ? colorOf(heat.scale, value) : value;
    swatch.style.background = `rgb(${word & 255} ${(word >>> 8) & 255} ${(word >>> 16) & 255})`;
    const pixel = pixelOf(heat.place, file.inspection.width, i);
    const at = `(${pixel % file.inspection.width}, ${Math.floor(pixel / file.inspection.width)})`;
    place.replaceChildren(
      swatch,
      element(
        'b',
        {},
        `${nameOf(file.selected)}[${row}, ${column}] = ${elementText(file.selected.type, value)}`,
      ),
      element('span', { class: 'quiet' }, `in pixel ${at}`),
    );
  };

  window.pointed.listen(tell);
  window.picked.listen(({ x, y }) => {
    const found = heat && elementOf(heat, x, y);
    if (found && heat && desk.file) desk.showPixel(pixelOf(heat.place, desk.file.inspection.width, found.i));
  });
  part('heat-show', HTMLButtonElement).addEventListener('click', () => {
    const first = desk.file?.selected?.pixels[0];
    if (first !== undefined) desk.showPixel(first);
  });
  const save = (extension: 'json' | 'npy'): void => {
    const { file } = desk;
    const array = file?.selected;
    const place = array && placeOf(array, file.inspection);
    if (!place) return;
    const bytes = readElements(file.words, place, file.inspection.width);
    const contents =
      extension === 'npy'
        ? arrayNpy(array, bytes)
        : arrayJson(array, (i) => loadElement(file.words, place, file.inspection.width, i));
    download(`${nameOf(array).replace('#', 'array-')}.${extension}`, contents);
  };
  part('heat-json', HTMLButtonElement).addEventListener('click', () => save('json'));
  part('heat-npy', HTMLButtonElement).addEventListener('click', () => save('npy'));

  const another = (): void => {
    draw();
    window.reset();
  };
  desk.opened.listen(another);
  desk.selected.listen(another);
  desk.moved.listen(draw);
  desk.themed.listen(() => window.redraw());
}

const STOPS = 24;

/** The scale with the least and the greatest value where they lie on it. */
function showScale(heat: HeatMap | undefined): void {
  const place = part('heat-scale', HTMLElement);
  place.replaceChildren();
  if (!heat?.scale || heat.min === undefined || heat.max === undefined) return;
  const { kind, low, high } = heat.scale;
  const colors = Array.from({ length: STOPS }, (_, k) => cssColor(kind, k / (STOPS - 1)));
  const bar = element('span', { class: 'ramp' });
  bar.style.background = `linear-gradient(to right, ${colors.join(', ')})`;
  const ends =
    kind === 'diverging'
      ? [valueText(low), '0', valueText(high)]
      : [valueText(heat.min), '', valueText(heat.max)];
  const present =
    kind === 'diverging'
      ? [element('span', { class: 'quiet' }, `${valueText(heat.min)} … ${valueText(heat.max)}`)]
      : [];
  place.replaceChildren(
    bar,
    element('span', { class: 'ends' }, ...ends.map((text) => element('span', {}, text))),
    ...present,
  );
}
