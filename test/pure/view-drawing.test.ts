// What the page of pxos view draws, pixel by pixel: windows onto images, marks, heat maps and their colours.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadElement, REGION_COLORS, wordsOf } from '../../core/index.ts';
import { placeOf } from '../../plugins/view/model/array-place.ts';
import { colorOf, NAN_WORD, scaleFor } from '../../plugins/view/model/color-map.ts';
import { type DrawOptions, drawPicture, type Picture } from '../../plugins/view/model/draw.ts';
import { elementOf, heatMapOf } from '../../plugins/view/model/heat-map.ts';
import { segmentsOf } from '../../plugins/view/model/segments.ts';
import {
  centred,
  fitted,
  keptInSight,
  LARGEST_SCALE,
  oneToOne,
  showing,
  smallestScale,
  zoomedAt,
} from '../../plugins/view/model/view-box.ts';
import { kernelProgram, legacyProgram } from './view-program.ts';

const EMPTY = 0xff010101;
const GRID = 0xff020202;
const MARK = 0xff0000ff;
const WINDOW = { width: 90, height: 60 };
const OPTIONS = { channel: 'rgb', squares: true, empty: EMPTY, grid: GRID, mark: MARK } as const;

/** Nine pixels, no alpha, all different. */
const NINE: Picture = {
  width: 3,
  height: 3,
  words: Uint32Array.from({ length: 9 }, (_, p) => 0x101010 * (p + 1)),
};

function drawn(options: Partial<DrawOptions> & Pick<DrawOptions, 'box'>, picture = NINE) {
  const target = new Uint32Array(WINDOW.width * WINDOW.height);
  drawPicture(picture, target, WINDOW, { ...OPTIONS, ...options });
  const at = (x: number, y: number): string => target[y * WINDOW.width + x]!.toString(16).padStart(8, '0');
  return { target, at };
}

const hex = (word: number): string => (word >>> 0).toString(16).padStart(8, '0');

test('every pixel of the window is that of the image below it, opaque, and empty beside the image', () => {
  const { at } = drawn({ box: { x: -1, y: -1, scale: 4 } });
  assert.is(at(0, 0), hex(EMPTY));
  for (let y = 0; y < 3; y++)
    for (let x = 0; x < 3; x++)
      for (const inside of [0, 3])
        assert.is(at(4 * (x + 1) + inside, 4 * (y + 1) + inside), hex(0xff000000 | NINE.words[3 * y + x]!));
  assert.is(at(16, 4), hex(EMPTY));
  assert.is(at(4, 16), hex(EMPTY));
});

test('large pixels have a grid and a frame in the colour of their region', () => {
  const segments = segmentsOf([{ kind: 'input', first: 4, end: 5 }], 9);
  const { at } = drawn({ box: { x: 0, y: 0, scale: 20 }, segments });
  const [red, green, blue] = REGION_COLORS.input;
  const region = hex(0xff000000 | (blue << 16) | (green << 8) | red);
  assert.is(at(20, 30), hex(GRID));
  assert.is(at(30, 20), hex(GRID));
  assert.is(at(21, 30), region);
  assert.is(at(30, 38), region);
  assert.is(at(30, 30), 'ff505050');
  assert.is(at(10, 10), 'ff101010');
  assert.is(at(1, 10), 'ff101010');
});

test('every square has exactly one line of the grid, wherever the image lies', () => {
  for (const scale of [8, 11, 13.7, 29])
    for (const room of [981, 982, 900.5]) {
      const picture = { width: 64, height: 2, words: new Uint32Array(128) };
      const box = { x: (picture.width - room / scale) / 2, y: -0.5, scale };
      const window = { width: 982, height: 20 };
      const target = new Uint32Array(window.width * window.height);
      drawPicture(picture, target, window, { ...OPTIONS, box });
      // The last line of the window: inside of the image, and in no line of the grid along it.
      const line = target.subarray(19 * window.width);
      const lines = new Map<number, number>();
      line.forEach((word, x) => {
        const column = Math.floor(box.x + (x + 0.5) / scale);
        if (word === GRID) lines.set(column, (lines.get(column) ?? 0) + 1);
      });
      const seen = Array.from({ length: 64 }, (_, column) => column).filter((column) => {
        const left = (column - box.x) * scale;
        return left >= 0 && left + scale <= window.width;
      });
      for (const column of seen) assert.is(lines.get(column), 1, `${scale}, ${room}, column ${column}`);
    }
});

test('small pixels have a hint of the colour of their region, or one of their bytes', () => {
  const segments = segmentsOf([{ kind: 'steps', first: 0, end: 1 }], 9);
  const { at } = drawn({ box: { x: 0, y: 0, scale: 2 }, segments });
  const hint = REGION_COLORS.steps.map((channel) => (((channel >> 1) + 8) >> 1) + 8);
  assert.is(at(0, 0), hex(0xff000000 | (hint[2]! << 16) | (hint[1]! << 8) | hint[0]!));
  assert.is(at(2, 0), 'ff202020');
  const picture = { width: 1, height: 1, words: Uint32Array.of(0x44332211) };
  for (const [channel, byte] of [
    ['red', '11'],
    ['green', '22'],
    ['blue', '33'],
    ['alpha', '44'],
  ] as const)
    assert.is(drawn({ box: { x: 0, y: 0, scale: 4 }, channel }, picture).at(1, 1), `ff${byte.repeat(3)}`);
});

test('changed pixels are framed when they are large, marked when they are small, and seen when they are tiny', () => {
  const change = { runs: Uint32Array.of(2, 4), flips: Uint32Array.of(1, 1) };
  const large = drawn({ box: { x: 0, y: 0, scale: 20 }, change });
  assert.is(large.at(41, 10), hex(MARK));
  assert.is(large.at(50, 10), 'ff303030');
  assert.is(large.at(1, 30), hex(MARK));
  assert.is(large.at(30, 30), 'ff505050');
  const small = drawn({ box: { x: 0, y: 0, scale: 2 }, change });
  assert.is(small.at(4, 0), hex(MARK));
  assert.is(small.at(0, 3), hex(MARK));
  assert.is(small.at(2, 2), 'ff505050');
  const all = drawn({
    box: { x: -1, y: -1, scale: 4 },
    change: { runs: Uint32Array.of(0, 9), flips: new Uint32Array(9).fill(1) },
  });
  assert.is(all.at(4, 4), hex(MARK));
  // Seven parts of eight are the pixel's own colour.
  assert.is(all.at(9, 9), 'ff464665');
  const words = new Uint32Array(900 * 600);
  const far = { width: 900, height: 600, words };
  const tiny = drawn(
    { box: { x: 0, y: 0, scale: 0.1 }, change: { runs: Uint32Array.of(905, 906), flips: Uint32Array.of(1) } },
    far,
  );
  assert.is(tiny.target.filter((word) => word === MARK).length, 1);
});

test('a picture that ends inside of its last line is empty behind it', () => {
  const { at } = drawn({ box: { x: 0, y: 0, scale: 4 } }, { ...NINE, end: 8 });
  assert.is(at(5, 9), 'ff808080');
  assert.is(at(9, 9), hex(EMPTY));
});

test('zooming keeps the place under the pointer, and images stay in sight', () => {
  const image = { width: 1024, height: 161 };
  const box = keptInSight({ x: 100, y: 50, scale: 4 }, image, WINDOW);
  const point = { x: 33, y: 21 };
  const near = zoomedAt(box, point, 9);
  assert.ok(Math.abs(box.x + point.x / box.scale - (near.x + point.x / near.scale)) < 1e-9);
  assert.ok(Math.abs(box.y + point.y / box.scale - (near.y + point.y / near.scale)) < 1e-9);
  const whole = fitted(image, WINDOW);
  assert.ok(image.width * whole.scale <= WINDOW.width && whole.x < 0);
  assert.equal(keptInSight({ x: 1e6, y: 1e6, scale: 0 }, image, WINDOW).scale, smallestScale(image, WINDOW));
  assert.is(keptInSight({ x: 0, y: 0, scale: 1e9 }, image, WINDOW).scale, LARGEST_SCALE);
  assert.ok(keptInSight({ x: 1e6, y: 0, scale: 4 }, image, WINDOW).x < image.width);
  assert.is(fitted({ width: 7, height: 5 }, WINDOW).scale, 11);
  assert.ok(Math.abs(fitted({ width: 60, height: 40 }, WINDOW).scale - 1.44) < 1e-9);
  assert.equal(centred({ width: 9, height: 6 }, WINDOW, 10), { x: 0, y: 0, scale: 10 });
  assert.is(oneToOne(image, WINDOW).scale, 1);
  const shown = showing(whole, { x: 500, y: 80 }, image, WINDOW);
  assert.equal(
    [
      Math.floor(shown.x + WINDOW.width / 2 / shown.scale),
      Math.floor(shown.y + WINDOW.height / 2 / shown.scale),
    ],
    [500, 80],
  );
});

test('values of one sign have a sequential scale, those of both a diverging one with 0 in its middle', () => {
  assert.equal(scaleFor(0, 9), { kind: 'sequential', low: 0, high: 9 });
  assert.equal(scaleFor(-9, -2), { kind: 'sequential', low: -9, high: -2 });
  const scale = scaleFor(-1, 9);
  assert.equal(scale, { kind: 'diverging', low: -9, high: 9 });
  const light = (value: number): number => {
    const word = colorOf(scale, value);
    return (word & 255) + ((word >>> 8) & 255) + ((word >>> 16) & 255);
  };
  for (const value of [-9, -4, 4, 9]) assert.ok(light(value) < light(0));
  assert.is(colorOf(scale, Number.NaN), NAN_WORD);
  assert.is(
    colorOf(scaleFor(0, Number.POSITIVE_INFINITY), Number.POSITIVE_INFINITY),
    colorOf(scaleFor(0, 1), 1),
  );
  assert.is(colorOf(scaleFor(5, 5), 5), colorOf(scaleFor(0, 1), 0));
  let before = -1;
  for (let value = 0; value <= 100; value++) {
    const word = colorOf(scaleFor(0, 100), value);
    const grey = 0.2126 * (word & 255) + 0.7152 * ((word >>> 8) & 255) + 0.0722 * ((word >>> 16) & 255);
    assert.ok(grey >= before, `the scale darkens at ${value}`);
    before = grey;
  }
});

test('a heat map shows each element in its place, and folds vectors into lines', () => {
  const { image, inspection } = legacyProgram();
  const place = placeOf(inspection.arrays[0]!, inspection);
  assert.ok(place);
  const heat = heatMapOf(image, wordsOf(image), place);
  assert.equal([heat.width, heat.height, heat.min, heat.max, heat.isFolded], [3, 2, 1, 6, false]);
  for (let y = 0; y < 2; y++)
    for (let x = 0; x < 3; x++) {
      assert.equal(elementOf(heat, x, y), { i: 3 * y + x, row: y, column: x });
      const value = loadElement(wordsOf(image), place, image.width, 3 * y + x);
      assert.is(heat.words[3 * y + x], colorOf(scaleFor(1, 6), value));
    }
  assert.is(elementOf(heat, 3, 0), undefined);
  assert.is(elementOf(heat, 0, 2), undefined);
});

test('long vectors are folded into lines of a power of two, and colours are shown as they are', () => {
  const { image, inspection } = kernelProgram();
  const place = { first: 0, rows: 1, columns: 40, type: 0x0e };
  const heat = heatMapOf(image, wordsOf(image), place);
  assert.equal([heat.width, heat.height, heat.isFolded, heat.scale], [8, 5, true, undefined]);
  assert.equal(elementOf(heat, 3, 2), { i: 19, row: 0, column: 19 });
  assert.equal(heat.words.slice(0, 40), wordsOf(image).slice(0, 40));
  const short = placeOf(inspection.arrays[0]!, inspection);
  assert.is(short && heatMapOf(image, wordsOf(image), short).width, 4);
});

test.run();
