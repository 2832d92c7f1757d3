// What the page of pxos view says of a program: which region a pixel is in, what lies there, its steps and its code.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { elementsOf, REGION_KINDS, type Region, regionsOf, wordsOf } from '../../core/index.ts';
import { elementsAt, pixelOf, placeOf } from '../../plugins/view/model/array-place.ts';
import { describePixel } from '../../plugins/view/model/describe-pixel.ts';
import { listingOf } from '../../plugins/view/model/listing.ts';
import { ribbonOf } from '../../plugins/view/model/ribbon.ts';
import { legendOf, segmentAt, segmentsOf } from '../../plugins/view/model/segments.ts';
import { Random } from '../random/random.ts';
import { kernelProgram, legacyProgram } from './view-program.ts';

/** Regions painted one over another, pixel by pixel. */
function painted(regions: readonly Region[], pixels: number): readonly number[] {
  const kinds = new Array<number>(pixels).fill(0);
  for (const { kind, first, end } of regions)
    kinds.fill(REGION_KINDS.indexOf(kind) + 1, first, Math.min(end, pixels));
  return kinds;
}

test('segments are what painting regions over one another gives', () => {
  const random = new Random(7);
  for (let round = 0; round < 300; round++) {
    const pixels = random.integer(1, 60);
    const regions = Array.from({ length: random.integer(0, 12) }, (): Region => {
      const first = random.integer(0, 70);
      return { kind: random.pick(REGION_KINDS), first, end: first + random.integer(0, 20) };
    });
    const segments = segmentsOf(regions, pixels);
    const kinds = Array.from({ length: pixels }, (_, p) => segments.kinds[segmentAt(segments, p)]!);
    assert.equal(kinds, painted(regions, pixels), `round ${round}`);
    const counted = legendOf(segments, pixels).map(({ kind, pixels, first }) => [kind, pixels, first]);
    const wanted = REGION_KINDS.map((kind, k) => [
      kind,
      kinds.filter((found) => found === k + 1).length,
      kinds.indexOf(k + 1),
    ]).filter(([, count]) => count !== 0);
    assert.equal(counted, wanted, `round ${round}`);
  }
});

test('every element of an array is found at its pixel, in both versions', () => {
  for (const { image, inspection } of [kernelProgram(), legacyProgram()])
    for (const array of inspection.arrays) {
      const place = placeOf(array, inspection);
      assert.ok(place);
      for (let i = 0; i < elementsOf(place); i++) {
        const found = elementsAt(place, image.width, pixelOf(place, image.width, i));
        assert.ok(found && found.first <= i && i < found.first + found.count, `${array.number} ${i}`);
      }
    }
});

test('a pixel of version 1.1 is a field of the directory, a record, a step, code or elements', () => {
  const { image, inspection } = kernelProgram();
  const words = wordsOf(image);
  const about = (pixel: number): string => {
    const { title, detail } = describePixel(inspection, words, pixel);
    return `${title} | ${detail}`;
  };
  assert.is(about(0), 'directory: guard | says that this is version 1.1');
  assert.is(about(words[3]! + 9), 'record 2 of the table | size and kind');
  assert.is(about(words[3]! + 7), 'record 1 of the table | type and flags, or registers');
  const [step] = inspection.steps;
  assert.is(about(step!.pixel), 'DISPATCH @2 grid 4 1 1 block 1 1 1 with @1 | 1×4');
  assert.is(about(step!.pixel + 2), 'DISPATCH @2 grid 4 1 1 block 1 1 1 with @1 | pixel 3 of this step');
  const [code] = inspection.code;
  assert.is(about(code!.pixels[0] + 1), 'LIT i1 5 | in kernel add');
  assert.is(about(code!.pixels[0] + 2), 'LIT i1 5 | pixel 2 of it, in kernel add');
  const [x, y] = inspection.arrays;
  assert.is(about(x!.pixels[0] + 2), 'x[0, 2] | = −3');
  assert.is(about(y!.pixels[0]), 'y[0, 0] and 3 more | = 1, −2, 3, 4');
  assert.is(about(y!.pixels[0] + 1), 'y[0, 4] and 1 more | = 5, 6');
});

test('a pixel of version 1.0 is an instruction, a header, an element or what lies between rows', () => {
  const { image, inspection } = legacyProgram();
  const about = (x: number, y: number): string => {
    const { title, detail } = describePixel(inspection, wordsOf(image), 5 * y + x);
    return `${title} | ${detail}`;
  };
  assert.is(about(0, 0), 'MATMUL 1 3 5 | 2×3 · 3×2 · 2×2');
  assert.is(about(2, 0), 'no part of the program | ');
  assert.is(about(0, 1), 'header of #1 | 2 × 3');
  assert.is(about(4, 1), '#1[1, 0] | = 4');
  assert.is(about(0, 2), 'between rows of #1 | left aside');
  assert.is(about(2, 2), '#1[1, 2] | = 6');
  assert.is(about(3, 2), 'no part of the program | ');
});

test('where regions are coloured, something is said, and what is said has the colour of its region', () => {
  for (const { image, inspection } of [kernelProgram(), legacyProgram()]) {
    const words = wordsOf(image);
    const segments = segmentsOf(regionsOf(inspection), words.length);
    for (let pixel = 0; pixel < words.length; pixel++) {
      const kind = REGION_KINDS[segments.kinds[segmentAt(segments, pixel)]! - 1];
      assert.is(describePixel(inspection, words, pixel).kind, kind, `pixel ${pixel}`);
    }
  }
});

test('the ribbon has the steps with names in place of numbers, and the bytes of their pixels', () => {
  const { image, inspection } = kernelProgram();
  const [dispatch, halt, ...more] = ribbonOf(inspection.steps, inspection, wordsOf(image), 10);
  assert.is(dispatch?.operation, 'DISPATCH');
  assert.is(dispatch?.operands, 'add grid 4 1 1 block 1 1 1 with x');
  assert.is(dispatch?.shapes, '1×4');
  assert.is(dispatch?.bytes, '80 02 01 00');
  assert.is(halt?.operation, 'HALT');
  assert.equal(more, []);
  assert.is(ribbonOf(inspection.steps, inspection, wordsOf(image), 1).length, 1);
});

test('a listing moves what stands in blocks to the right', () => {
  const { inspection } = kernelProgram();
  const lines = listingOf(inspection.code[0]!);
  const inBlock = lines.filter(({ depth }) => depth > 0).map(({ operation }) => operation);
  assert.equal(inBlock, ['ADD']);
  const texts = [
    'LOOP',
    'WHILE b0 +2',
    'IF b1 +4',
    'MOV i0 i1',
    'ELSE +2',
    'MOV i0 i2',
    'END',
    'NEXT -6',
    'RETURN',
  ];
  const instructions = texts.map((text, pixel) => ({ pixel, text }));
  assert.equal(
    listingOf({ instructions }).map(({ depth }) => depth),
    [0, 1, 1, 2, 1, 2, 1, 0, 0],
  );
});

test.run();
