// Version 1.0, rule by rule: what each instruction does to which pixel, in both dialects, strict and as old executors did.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { isPxosError } from '../../core/diagnostics/index.ts';
import {
  executeLegacy,
  type LegacyOptions,
  legacyInstructions,
  type PixelImage,
  stepLegacy,
  validateLegacy,
  versionOf,
} from '../../core/pxi/index.ts';
import { legacyImage, pixelAt, redOf, vector, type Written } from '../legacy-images.ts';

const run = (image: PixelImage, options?: LegacyOptions): PixelImage => executeLegacy(image, options).image;

/** The codes that a run gives, and that the image stays as it was. */
function codesOf(image: PixelImage, options?: LegacyOptions): readonly string[] {
  const before = image.pixels.slice();
  try {
    executeLegacy(image, options);
  } catch (error) {
    if (!isPxosError(error)) throw error;
    assert.equal(image.pixels, before);
    return error.diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
  }
  return [];
}

/** Sets a whole pixel. */
function set(image: PixelImage, x: number, y: number, ...bytes: readonly number[]): PixelImage {
  image.pixels.set(bytes, 4 * (y * image.width + x));
  return image;
}

const HALT: Written = ['HALT'];
const MULTIPLY: Written = ['MATMUL', 1, 2, 3];
const ADD: Written = ['ADD', 1, 2, 3];
const DOT: Written = ['DOT_RGB', 1, 2, 3];

test('instructions are read up to the HALT', () => {
  const image = legacyImage(8, 4, [DOT, ['RELU', 1, 9, 9], HALT, ADD]);
  assert.equal(
    legacyInstructions(image).map(({ operation, operands }) => `${operation} ${operands}`),
    ['DOT_RGB 1,2,3', 'RELU 1,9,9', 'HALT 0,0,0'],
  );
});

// ------------------------------------------------------------------------------------------------ DOT_RGB

test('DOT_RGB leaves column 0 out, and writes the sum to R and G of column 0; B and A stay', () => {
  const image = legacyImage(6, 4, [DOT, HALT], [vector(1, 10, 20, 30), vector(2, 4, 5, 6), vector(3, 9)]);
  const after = run(set(image, 0, 3, 7, 7, 77, 88));
  assert.equal(pixelAt(after, 0, 3), [(40 + 100 + 180) & 255, 1, 77, 88]);
  assert.equal(pixelAt(after, 1, 3), [9, 0, 0, 0]);
});

test('DOT_RGB in dialect 0.0.2 begins at column 0, where there is data and no header', () => {
  const image = legacyImage(4, 4, [DOT, HALT]);
  for (const [row, values] of [
    [1, [10, 20]],
    [2, [3, 4]],
  ] as const)
    values.forEach((value, x) => void set(image, x, row, value, 0, 0, 0));
  assert.equal(pixelAt(run(image, { dialect: '0.0.2' }), 0, 3), [110, 0, 0, 0]);
  assert.equal(pixelAt(run(image), 0, 3), [80, 0, 0, 0]);
});

test('a vector ends at the first column where both pixels are zero in all channels', () => {
  const image = legacyImage(8, 4, [DOT, HALT], [vector(1, 2, 0, 0, 0, 5), vector(2, 3, 0, 0, 0, 7)]);
  assert.equal(pixelAt(run(image, { compat: true }), 0, 3), [6, 0, 0, 0]);
  for (const channel of [1, 2, 3]) {
    const kept = { ...image, pixels: image.pixels.slice() };
    for (const x of [2, 3, 4]) kept.pixels[4 * (kept.width * (1 + (x % 2)) + x) + channel] = 1;
    assert.equal(pixelAt(run(kept), 0, 3), [41, 0, 0, 0]);
  }
});

test('vectors of zeros have a length all the same, since their header is not zero', () => {
  const image = legacyImage(6, 4, [DOT, HALT], [vector(1, 0, 0), vector(2, 0, 0)]);
  assert.equal(pixelAt(run(set(image, 0, 3, 9, 9, 1, 1)), 0, 3), [0, 0, 1, 1]);
});

test('a DOT_RGB sum above 65535 is an error; in compat it wraps', () => {
  const make = (last: number) => legacyImage(4, 4, [DOT, HALT], [vector(1, 255, last), vector(2, 255, 1)]);
  assert.equal(codesOf(make(255)), []);
  const fits = legacyImage(4, 4, [DOT, HALT], [vector(1, 255, 255), vector(2, 255, 2)]);
  assert.equal(pixelAt(run(fits), 0, 3).slice(0, 2), [65535 & 255, 65535 >> 8]);
  const image = legacyImage(4, 4, [DOT, HALT], [vector(1, 255, 255, 1), vector(2, 255, 2, 1)]);
  assert.equal(codesOf(image), ['PX1109']);
  const { image: after, warnings } = executeLegacy(image, { compat: true });
  assert.equal(pixelAt(after, 0, 3).slice(0, 2), [0, 0]);
  assert.equal(
    warnings.map(({ code, severity }) => `${severity} ${code}`),
    ['warning PX1109'],
  );
});

test('a DOT_RGB may overwrite the header of its result', () => {
  const image = legacyImage(4, 4, [DOT, HALT], [vector(1, 5), vector(2, 5), vector(3, 1, 2, 3)]);
  assert.equal(pixelAt(run(image), 0, 3), [25, 0, 1, 0]);
});

// ------------------------------------------------------------------------------------------------ ADD, RELU

test('ADD clamps at 255 and writes R only; the header of the result stays', () => {
  const image = legacyImage(5, 4, [ADD, HALT], [vector(1, 200, 1), vector(2, 100, 2), vector(3, 0, 0)]);
  const after = run(set(set(image, 1, 3, 9, 8, 7, 6), 3, 3, 5, 0, 0, 0));
  assert.equal(pixelAt(after, 0, 3), [2, 0, 1, 0]);
  assert.equal(pixelAt(after, 1, 3), [255, 8, 7, 6]);
  assert.equal(redOf(after, 3, 2, 4), [3, 5]);
});

test('ADD in dialect 0.0.2 adds column 0, too', () => {
  const image = legacyImage(4, 4, [ADD, HALT], [vector(1, 1), vector(2, 2)]);
  assert.equal(redOf(run(image, { dialect: '0.0.2' }), 3, 0, 2), [2, 3]);
});

test('ADD goes on as far as one of the two has data', () => {
  const image = legacyImage(6, 4, [ADD, HALT], [vector(1, 1, 2, 3), vector(2, 1)]);
  assert.equal(redOf(run(image), 3, 1, 5), [2, 2, 3, 0]);
});

test('ADD works in place, and within one row', () => {
  const image = legacyImage(4, 2, [['ADD', 1, 1, 1], ['ADD', 1, 1, 1], HALT], [vector(1, 3, 100)]);
  assert.equal(redOf(run(image), 1, 1, 3), [12, 255]);
});

test('an ADD on a matrix that goes on in further rows is an error; in compat its first row is added', () => {
  const wide = [1, 2, 3, 4];
  const image = legacyImage(
    4,
    8,
    [['ADD', 1, 3, 5], HALT],
    [vector(1, ...wide), vector(3, ...wide), vector(5, 0, 0, 0, 9)],
  );
  assert.equal(codesOf(image), ['PX1108', 'PX1108', 'PX1108']);
  const after = run(image, { compat: true });
  assert.equal(
    [redOf(after, 5, 1, 4), redOf(after, 6, 1, 4)],
    [
      [2, 4, 6],
      [9, 0, 0],
    ],
  );
});

test('an ADD on a matrix of several rows within one image row is fine', () => {
  const square = { rows: 2, columns: 2, elements: [1, 2, 3, 4] };
  const image = legacyImage(
    6,
    4,
    [ADD, HALT],
    [
      { row: 1, ...square },
      { row: 2, ...square },
    ],
  );
  assert.equal(redOf(run(image), 3, 1, 5), [2, 4, 6, 8]);
});

test('RELU changes nothing, and ignores a1 and a2', () => {
  const image = legacyImage(4, 2, [['RELU', 1, 200, 201], HALT], [vector(1, 0, 200, 255)]);
  assert.equal(run(image).pixels, image.pixels);
  assert.equal(codesOf(legacyImage(4, 2, [['RELU', 2], HALT])), ['PX1101']);
});

// ------------------------------------------------------------------------------------------------ MATMUL

test('MATMUL writes the header of its result, then R of its elements', () => {
  const image = legacyImage(
    8,
    4,
    [MULTIPLY, HALT],
    [
      { row: 1, rows: 2, columns: 3, elements: [1, 2, 3, 4, 5, 6] },
      { row: 2, rows: 3, columns: 2, elements: [1, 2, 3, 4, 5, 6] },
    ],
  );
  const after = run(set(image, 1, 3, 9, 8, 7, 6));
  assert.equal(pixelAt(after, 0, 3), [2, 0, 2, 0]);
  assert.equal(pixelAt(after, 1, 3), [22, 8, 7, 6]);
  assert.equal(redOf(after, 3, 1, 6), [22, 28, 49, 64, 0]);
});

test('elements wrap into the next image rows at column 1, with the header row among them', () => {
  const image = legacyImage(
    3,
    9,
    [['MATMUL', 1, 4, 7], HALT],
    [
      { row: 1, rows: 2, columns: 3, elements: [1, 2, 3, 4, 5, 6] },
      { row: 4, rows: 3, columns: 2, elements: [1, 2, 3, 4, 5, 6] },
    ],
  );
  for (let y = 2; y < 9; y++) if (y !== 4 && y !== 7) set(image, 0, y, 90, 91, 92, 93);
  const after = run(image);
  assert.equal(
    [redOf(after, 7, 1, 3), redOf(after, 8, 1, 3)],
    [
      [22, 28],
      [49, 64],
    ],
  );
  assert.equal(pixelAt(after, 0, 8), [90, 91, 92, 93]);
});

test('sums are exact before they are clamped', () => {
  // 40 000 products of 255 · 255 pass 2^31.
  const count = 40_000;
  const image = legacyImage(
    8192,
    12,
    [['MATMUL', 1, 6, 11], HALT],
    [
      { row: 1, rows: 1, columns: count, elements: Array<number>(count).fill(255) },
      { row: 6, rows: count, columns: 1, elements: Array<number>(count).fill(255) },
    ],
  );
  assert.is(pixelAt(run(image), 1, 11)[0], 255);
});

test('a product without inner elements is zeros, one without elements is a header', () => {
  const empty = legacyImage(
    4,
    4,
    [MULTIPLY, HALT],
    [{ row: 1, rows: 2, columns: 0 }, { row: 2, rows: 0, columns: 1 }, vector(3, 9, 9, 9)],
  );
  const after = run(empty);
  assert.equal(pixelAt(after, 0, 3), [1, 0, 2, 0]);
  assert.equal(redOf(after, 3, 1, 4), [0, 0, 9]);
  assert.equal(pixelAt(run(legacyImage(4, 4, [MULTIPLY, HALT])), 0, 3), [0, 0, 0, 0]);
});

test('operands whose shapes do not meet are an error; in compat the instruction is skipped', () => {
  const image = legacyImage(6, 4, [MULTIPLY, HALT], [vector(1, 1, 2), vector(2, 3, 4)]);
  assert.equal(codesOf(image), ['PX1104']);
  assert.equal(run(image, { compat: true }).pixels, image.pixels);
});

test('a matrix that is not whole is an error in every mode', () => {
  for (const [a, b] of [
    [
      { rows: 3, columns: 2 },
      { rows: 2, columns: 1 },
    ],
    [
      { rows: 1, columns: 9 },
      { rows: 9, columns: 1 },
    ],
    [
      { rows: 4, columns: 1 },
      { rows: 1, columns: 4 },
    ],
  ] as const) {
    const image = legacyImage(
      3,
      4,
      [MULTIPLY, HALT],
      [
        { row: 1, ...a },
        { row: 2, ...b },
      ],
    );
    assert.ok(codesOf(image).includes('PX1105'), JSON.stringify([a, b]));
    assert.ok(codesOf(image, { compat: true }).includes('PX1105'));
  }
});

test('a result over an operand is an error; in compat it is computed in order, each element from what is there', () => {
  const image = legacyImage(
    8,
    4,
    [['MATMUL', 1, 2, 1], HALT],
    [
      { row: 1, rows: 2, columns: 2, elements: [1, 2, 3, 4] },
      { row: 2, rows: 2, columns: 2, elements: [1, 1, 1, 1] },
    ],
  );
  assert.equal(codesOf(image), ['PX1103']);
  assert.equal(redOf(run(image, { compat: true }), 1, 1, 5), [3, 5, 7, 11]);
});

test('rows are shared from the header to the last element', () => {
  const tall = (row: number) => ({ row, rows: 3, columns: 2 });
  const make = (c: number) =>
    legacyImage(3, 17, [['MATMUL', 4, 7, c], HALT], [tall(4), { row: 7, rows: 2, columns: 4 }]);
  for (const [c, codes] of [
    [1, ['PX1103']],
    [11, []],
    [10, ['PX1103']],
    [6, ['PX1103', 'PX1103']],
  ] as const)
    assert.equal(codesOf(make(c)), codes, `result at row ${c}`);
});

// ------------------------------------------------------------------------------------------------ the program

test('everything that is wrong is reported at once, each at its pixel', () => {
  const image = legacyImage(
    6,
    4,
    [[9], ['ADD', 0, 200, 3], ['MATMUL', 1, 2, 0], [5, 1], [6], [7]],
    [vector(1, 1)],
  );
  const found = validateLegacy(image, { file: 'a.pxi' });
  assert.equal(
    found.map(({ code, pixel, file }) => `${file} ${code} ${pixel?.x},${pixel?.y}`),
    [
      'a.pxi PX1100 0,0',
      'a.pxi PX1102 1,0',
      'a.pxi PX1101 1,0',
      'a.pxi PX1102 2,0',
      'a.pxi PX1100 3,0',
      'a.pxi PX1100 4,0',
      'a.pxi PX1100 5,0',
      'a.pxi PX1107 5,0',
    ],
  );
});

test('a program ends with its row, or after 1024 steps: an error, and none in compat', () => {
  const full = Array<Written>(4).fill(['RELU', 1]);
  assert.equal(codesOf(legacyImage(4, 2, full)), ['PX1107']);
  assert.equal(codesOf(legacyImage(4, 2, full), { compat: true }), []);
  const long = (steps: number) =>
    legacyImage(
      2000,
      4,
      [...Array<Written>(steps).fill(['RELU', 1]), ADD, HALT],
      [vector(1, 1), vector(2, 2)],
    );
  assert.equal(codesOf(long(1022)), []);
  assert.equal(codesOf(long(1023)), ['PX1107']);
  assert.is(pixelAt(run(long(1023), { compat: true }), 1, 3)[0], 3);
  assert.is(pixelAt(run(long(1024), { compat: true }), 1, 3)[0], 0);
});

test('in compat an unknown opcode and a row outside are skipped, and row 0 is a row like others', () => {
  const image = legacyImage(
    6,
    4,
    [[77, 1, 2, 3], ['ADD', 1, 2, 9], ['ADD', 1, 2, 0], HALT],
    [vector(1, 1, 2, 0, 0), vector(2, 1, 2, 4, 5)],
  );
  const after = run(image, { compat: true });
  // ADD into row 0 makes the HALT at column 3 an ADD of row 0 to itself.
  assert.equal(redOf(after, 0, 0, 6), [77, 2, 4, 4, 5, 0]);
});

test('what depends on a header that a DOT_RGB wrote is judged when the instruction is reached', () => {
  const shapes = (a: number) =>
    legacyImage(
      8,
      6,
      [['DOT_RGB', 1, 2, 3], ['MATMUL', 4, 3, 5], HALT],
      [
        vector(1, a),
        vector(2, 1),
        { row: 3, rows: 2, columns: 60_000 },
        { row: 4, rows: 1, columns: 2, elements: [3, 4] },
      ],
    );
  assert.equal(validateLegacy(shapes(2)), []);
  assert.equal(pixelAt(run(shapes(2)), 0, 5), [2, 0, 1, 0]);
  assert.equal(codesOf(shapes(200)), ['PX1105', 'PX1105', 'PX1103']);
});

test('a MATMUL makes the header that later instructions are judged by, before the run', () => {
  const image = legacyImage(
    8,
    7,
    [['MATMUL', 1, 2, 3], ['MATMUL', 3, 4, 5], HALT],
    [
      vector(1, 1, 2),
      { row: 2, rows: 2, columns: 3, elements: [1, 2, 3, 4, 5, 6] },
      vector(3, 0, 0),
      { row: 4, rows: 2, columns: 1 },
    ],
  );
  assert.equal(
    validateLegacy(image).map(({ code, pixel }) => `${code} ${pixel?.x}`),
    ['PX1104 1'],
  );
});

test('in dialect 0.0.2 no header is looked at but those of MATMUL', () => {
  const wide = (row: number) => ({ row, rows: 9, columns: 9 });
  const program: readonly Written[] = [ADD, DOT, ['RELU', 1], HALT];
  const image = legacyImage(4, 5, program, [wide(1), wide(2), wide(3)]);
  assert.equal(validateLegacy(image, { dialect: '0.0.2' }), []);
  assert.equal(redOf(run(image, { dialect: '0.0.2' }), 3, 0, 2), [81, 0]);
  assert.equal(
    codesOf(legacyImage(4, 5, [MULTIPLY, HALT], [wide(1), wide(2)]), { dialect: '0.0.2' }).includes('PX1105'),
    true,
  );
});

test('an image of one column holds no matrices', () => {
  assert.equal(codesOf(legacyImage(1, 4, [['MATMUL', 1, 2, 3]])), ['PX1106', 'PX1107']);
  assert.equal(codesOf(legacyImage(1, 4, [HALT])), []);
  assert.equal(codesOf(legacyImage(1, 4, [['MATMUL', 1, 2, 3]]), { compat: true }), [
    'PX1105',
    'PX1105',
    'PX1105',
  ]);
  const dot = set(legacyImage(1, 4, [DOT]), 0, 3, 9, 9, 9, 9);
  assert.equal(pixelAt(run(dot, { compat: true }), 0, 3), [0, 0, 9, 9]);
});

test('a column of zeros within two vectors is an error at the instruction; behind them it is their end', () => {
  const image = legacyImage(8, 4, [['RELU', 1], ADD, HALT], [vector(1, 1, 0, 3), vector(2, 1, 0, 0)]);
  assert.equal(codesOf(image), ['PX1110']);
  assert.equal(redOf(run(image, { compat: true }), 3, 1, 4), [2, 0, 0]);
  assert.equal(codesOf(legacyImage(8, 4, [ADD, HALT], [vector(1, 1, 0, 0), vector(2, 1, 0, 0)])), []);
});

test('warnings are about what runs, and may not be what was meant', () => {
  const image = legacyImage(
    4,
    8,
    [['DOT_RGB', 1, 3, 6], ['DOT_RGB', 4, 5, 7], HALT],
    [vector(1, 1, 2, 3, 4), vector(3, 1), vector(5, 1)],
  );
  set(image, 1, 4, 1, 0, 0, 0);
  const { warnings } = executeLegacy(image);
  assert.equal(
    warnings.map(({ code, pixel }) => `${code} ${pixel?.x}`),
    ['PX1120 0', 'PX1122 0', 'PX1121 1'],
  );
});

// ------------------------------------------------------------------------------------------------ step by step

test('steps tell the instruction, what it wrote, and the image behind it', () => {
  const image = legacyImage(
    5,
    9,
    [['MATMUL', 1, 2, 4], ['ADD', 1, 1, 1], ['DOT_RGB', 1, 1, 7], ['RELU', 1], HALT],
    [
      { row: 1, rows: 1, columns: 1, elements: [2] },
      { row: 2, rows: 1, columns: 6, elements: [1, 2, 3, 4, 5, 6] },
    ],
  );
  const steps = [...stepLegacy(image)].map(
    ({ instruction: { operation, column }, written }) =>
      `${column} ${operation} ${written.map(({ x, y, width, height }) => `${x},${y} ${width}x${height}`).join(' ')}`,
  );
  assert.equal(steps, [
    '0 MATMUL 0,4 1x1 1,4 4x1 1,5 2x1',
    '1 ADD 1,1 1x1',
    '2 DOT_RGB 0,7 1x1',
    '3 RELU ',
    '4 HALT ',
  ]);
  const [first] = stepLegacy(image);
  assert.equal(redOf(first!.image, 4, 1, 4), [2, 4, 6]);
  assert.equal(redOf(image, 4, 1, 4), [0, 0, 0]);
});

// ------------------------------------------------------------------------------------------------ versions

test('the first two pixels say which version an image is', () => {
  const at = (...bytes: readonly number[]) => {
    const image = legacyImage(8, 2, []);
    image.pixels.set(bytes);
    return versionOf(image);
  };
  assert.is(at(0xc0, 0x50, 0x58, 1), '1.1');
  assert.is(at(0xc0, 0x50, 0x58, 1, 0, 0, 0, 1), 'damaged');
  for (const damaged of [
    [0xc0, 0x50, 0x58, 255],
    [0xc0, 0x50, 0x58, 0],
    [0xbf, 0x50, 0x58, 1],
    [0xc0, 0x50, 0, 0],
    [5, 0x50, 0x58, 77],
    [0xc0, 0, 0, 1],
  ])
    assert.is(at(...damaged), 'damaged', `${damaged}`);
  assert.is(at(0xc0, 0x50, 0x58, 2), 'later');
  assert.is(at(0xc0, 0x50, 0x58, 2, 1), 'damaged');
  for (const legacy of [
    [0, 0x50, 0x58, 1],
    [1, 0x50, 0x58, 1],
    [4, 0x50, 0x58, 1],
    [0xc0, 1, 2, 3],
    [77, 1, 2, 3],
  ])
    assert.is(at(...legacy), '1.0', `${legacy}`);
});

// ------------------------------------------------------------------------------------------------ limits

test('a MATMUL ends at the time limit, and a run that was given up does not begin', () => {
  const image = legacyImage(1025, 3073, [['MATMUL', 1, 2, 3], HALT]);
  // Rows are numbers of one byte: matrices of 1000 × 1000 that lie over one another, which `compat` allows.
  for (const row of [1, 2]) set(image, 0, row, 1000 & 255, 1000 >> 8, 1000 & 255, 1000 >> 8);
  assert.equal(codesOf(image, { compat: true, timeout: 5 }), ['PX0795']);
  assert.equal(codesOf(image, { compat: true, signal: AbortSignal.abort() }), ['PX0796']);
});

test.run();
