// The image with its tools: zoom, regions and their legend, changes, single bytes, and the line that says what lies where.
import { REGION_COLORS, REGION_NAMES } from 'pxos/browser';
import { describePixel, kindOf } from '../model/describe-pixel.ts';
import type { Channel } from '../model/draw.ts';
import { countText } from '../model/numbers.ts';
import { legendOf } from '../model/segments.ts';
import type { Size } from '../model/view-box.ts';
import type { Desk } from './desk.ts';
import { button, element, part } from './element.ts';
import { circlePixel, outlineRun, writeLabels } from './overlay.ts';
import { PictureWindow } from './picture-window.ts';
import { rgbText, showReadout } from './readout.ts';

/** Ranges that a step may write and that are outlined. */
const MOST_OUTLINES = 64;
const CHANNELS: readonly Channel[] = ['rgb', 'red', 'green', 'blue', 'alpha'];

/** Errors whose pixels are circled. */
const MOST_CIRCLES = 64;

/** From so many times as wide as high on, an image gets a low window. */
const FLAT = 6;

/** Tells the style what room the image needs, so that a flat one lies in no tall empty window. */
function shapeStage({ width, height }: Size): void {
  const main = part('main', HTMLElement);
  main.style.setProperty('--aspect', String(width / height));
  main.toggleAttribute('data-flat', width >= FLAT * height);
}

/** Puts the image on its stage. */
export function setUpStage(desk: Desk): void {
  const canvas = part('image', HTMLCanvasElement);
  const regions = part('show-regions', HTMLInputElement);
  const changes = part('show-changes', HTMLInputElement);
  const channel = part('channel', HTMLSelectElement);
  const readout = part('readout', HTMLElement);

  const window = new PictureWindow(canvas, {
    picture: () => {
      const { file } = desk;
      return file && { width: file.inspection.width, height: file.inspection.height, words: file.words };
    },
    look: () => ({
      channel: CHANNELS.find((name) => name === channel.value) ?? 'rgb',
      segments: regions.checked ? desk.file?.segments : undefined,
      change: changes.checked ? desk.file?.history.change : undefined,
    }),
    over: (context, box, size) => {
      const { file } = desk;
      if (!file) return;
      const { inspection, selected, presentStep, words } = file;
      const { width } = inspection;
      if (selected)
        outlineRun(
          context,
          box,
          { first: selected.pixels[0], end: selected.pixels[1], width },
          { color: rgbText(REGION_COLORS[kindOf(selected)]) },
        );
      if (presentStep) {
        const { pixel } = presentStep;
        const end = file.steps[presentStep.index + 1]?.pixel ?? pixel + 1;
        const last = end > pixel && end - pixel < 300 ? end : pixel + 1;
        const mark = getComputedStyle(canvas).getPropertyValue('--mark').trim();
        outlineRun(context, box, { first: pixel, end: last, width }, { color: mark });
        if (changes.checked)
          for (const [from, to] of presentStep.written.slice(0, MOST_OUTLINES))
            outlineRun(context, box, { first: from, end: to, width }, { color: mark, isDashed: true });
      }
      const ratio = size.width / canvas.clientWidth;
      writeLabels(context, box, { ...size, ratio }, inspection, words);
      const style = getComputedStyle(canvas);
      const [color, border] = ['--bad', '--sheet'].map((name) => style.getPropertyValue(name).trim());
      const wrong = file.diagnostics.filter(({ severity }) => severity === 'error');
      for (const { pixel } of wrong.slice(0, MOST_CIRCLES))
        if (pixel) circlePixel(context, box, pixel, { color: color ?? '', border: border ?? '', ratio });
    },
  });

  const tell = (): void => {
    if (desk.file) showReadout(readout, desk.file, window.cursor);
  };
  window.pointed.listen(tell);
  window.picked.listen(({ x, y }) => {
    const { file } = desk;
    if (!file) return;
    const { array } = describePixel(file.inspection, file.words, y * file.inspection.width + x);
    if (array) desk.select(array);
  });
  window.zoomed.listen((scale) => {
    part('zoom', HTMLOutputElement).value =
      `${scale < 0.1 ? (scale * 100).toFixed(1) : Math.round(scale * 100)} %`;
  });
  const controls: readonly (readonly [string, () => void])[] = [
    ['zoom-in', () => window.step(1)],
    ['zoom-out', () => window.step(-1)],
    ['zoom-fit', () => window.fit()],
    ['zoom-one', () => window.oneToOne()],
  ];
  for (const [id, act] of controls) part(id, HTMLButtonElement).addEventListener('click', act);
  for (const control of [regions, changes, channel])
    control.addEventListener('change', () => window.redraw());

  const showLegend = (): void => {
    const { file } = desk;
    if (!file) return;
    const entries = legendOf(file.segments, file.words.length);
    part('legend', HTMLUListElement).replaceChildren(
      ...entries.map(({ kind, pixels, first }) => {
        const swatch = element('span', { class: 'dot' });
        swatch.style.background = rgbText(REGION_COLORS[kind]);
        const title = `${countText(pixels)} pixels`;
        return element(
          'li',
          {},
          button({ class: 'key', title }, [swatch, REGION_NAMES[kind]], () => desk.showPixel(first)),
        );
      }),
    );
  };
  desk.opened.listen(({ inspection }) => {
    shapeStage(inspection);
    showLegend();
    window.reset();
    tell();
  });
  desk.moved.listen(() => {
    window.redraw();
    tell();
  });
  desk.selected.listen(() => window.redraw());
  // Where stepping came upon an error is known in its end.
  desk.traced.listen(() => {
    if (desk.file?.trace.kind === 'broken off') window.redraw();
  });
  desk.themed.listen(() => window.redraw());
  desk.pixelShown.listen((pixel) => {
    const width = desk.file?.inspection.width ?? 1;
    window.show({ x: pixel % width, y: Math.floor(pixel / width) });
  });
}
