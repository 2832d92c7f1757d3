// What people see of each mistake in a version 1.0 program: the strict list, what depends on data, warnings, layout.
import { test } from 'uvu';
import { createPipeline } from '../../core/index.ts';
import {
  allocateRows,
  createImage,
  encodePng,
  executeLegacy,
  legacyToProgram,
  quantizeQ2,
  readMatrix,
  readQ2,
  rowsNeeded,
  validateLegacy,
  writeMatrix,
} from '../../core/pxi/index.ts';
import { openRunnable } from '../../core/run/index.ts';
import { builtins } from '../../plugins/builtins.ts';
import { legacyImage, vector, type Written } from '../legacy-images.ts';
import { matchPicture, pictureOf, refuseStrayPictures, thrownBy } from '../pictures.ts';

const HALT: Written = ['HALT'];
const file = 'a.pxi';
const run = (...parts: Parameters<typeof legacyImage>) => executeLegacy(legacyImage(...parts), { file });
const shape = (row: number, rows: number, columns: number) => ({ row, rows, columns });

/** RELU takes a vector whose header the DOT_RGB before it writes. */
const COMPUTED = legacyImage(6, 4, [['DOT_RGB', 1, 1, 2], ['RELU', 2], HALT], [vector(1, 1)]);

/** Work that throws, for each picture. */
const ERRORS: Readonly<Record<string, () => unknown>> = {
  'PX1100-opcode': () => run(4, 2, [[9, 1], HALT]),
  'PX1100-letter': () => run(4, 2, [[77, 1, 2, 3], HALT]),
  'PX1101-row': () => run(6, 4, [['ADD', 1, 2, 200], HALT], [vector(1, 1), vector(2, 1)]),
  'PX1101-one-row': () => run(6, 1, [['RELU', 1], HALT]),
  'PX1102-read': () => run(6, 4, [['DOT_RGB', 0, 1, 2], HALT], [vector(1, 1)]),
  'PX1102-written': () => run(6, 4, [['MATMUL', 1, 2, 0], HALT], [vector(1, 1), vector(2, 1)]),
  'PX1103-overlap': () => run(4, 9, [['MATMUL', 1, 4, 3], HALT], [shape(1, 3, 3), shape(4, 3, 1)]),
  'PX1104-shapes': () => run(8, 9, [['MATMUL', 1, 2, 4], HALT], [shape(1, 1, 2), shape(2, 3, 4)]),
  'PX1105-truncated': () => run(4, 5, [['MATMUL', 1, 2, 4], HALT], [shape(1, 1, 3), shape(2, 3, 4)]),
  'PX1105-one-column': () => executeLegacy(legacyImage(1, 4, [['MATMUL', 1, 2, 3]]), { compat: true, file }),
  'PX1106-one-column': () => run(1, 4, [['DOT_RGB', 1, 2, 3]]),
  'PX1107-halt': () =>
    run(2, 2, [
      ['RELU', 1],
      ['RELU', 1],
    ]),
  'PX1108-add': () => run(4, 7, [['ADD', 1, 3, 5], HALT], [vector(1, 1, 2, 3, 4), vector(3, 1, 2, 3, 4)]),
  'PX1109-sum': () => run(4, 4, [['DOT_RGB', 1, 2, 3], HALT], [vector(1, 255, 255), vector(2, 255, 3)]),
  'PX1110-zeros': () => run(6, 4, [['ADD', 1, 2, 3], HALT], [vector(1, 5, 0, 1), vector(2, 5, 0, 1)]),
  'PX1130-written': () =>
    writeMatrix(createImage(4, 3), 1, { rows: 7, columns: 1, elements: new Uint8Array(7) }),
  'PX1130-read': () => readMatrix(legacyImage(4, 3, [], [shape(2, 4, 1)]), 2),
  'PX1131-elements': () =>
    writeMatrix(createImage(4, 3), 1, { rows: 2, columns: 2, elements: new Uint8Array(3) }),
  'PX1132-plain': () => rowsNeeded({ rows: 1, columns: 1 }, 1),
  'PX1132-quantised': () => readQ2(createImage(3, 2), 1),
  'PX1133-row': () => allocateRows({ a: { rows: 300, columns: 1 }, b: { rows: 1, columns: 1 } }, 2),
  'PX1134-not-finite': () => quantizeQ2(Float32Array.of(1, Number.NaN)),
  'PX1134-too-near': () => quantizeQ2(Float32Array.of(0, 1e-44)),
  'PX1134-no-scale': () => readQ2(legacyImage(6, 2, [], [shape(1, 1, 1)]), 1),
  'PX1353-shape': () => legacyToProgram(COMPUTED, { file }),
};

/** Images that run with a warning. */
const WARNINGS: Readonly<Record<string, () => ReturnType<typeof legacyImage>>> = {
  'PX1123-halt': () => legacyImage(6, 4, [HALT], [vector(1, 1, 2)]),
  'PX1120-shapes': () => legacyImage(6, 4, [['ADD', 1, 2, 3], HALT], [vector(1, 1, 2), vector(2, 1)]),
  'PX1121-no-header': () => legacyImage(6, 4, [['ADD', 1, 2, 3], HALT], [vector(2, 1)]),
  'PX1122-dot': () =>
    legacyImage(4, 5, [['DOT_RGB', 1, 3, 4], HALT], [vector(1, 1, 2, 3, 4), vector(3, 1, 2, 3)]),
};

for (const [name, work] of Object.entries(ERRORS))
  test(`${name} looks like its picture`, async () => {
    matchPicture('pixel-legacy-errors', name, pictureOf(await thrownBy(work)));
  });

for (const [name, make] of Object.entries(WARNINGS))
  test(`${name} runs, and looks like its picture`, () => {
    executeLegacy(make());
    matchPicture('pixel-legacy-errors', name, pictureOf(validateLegacy(make(), { file })));
  });

test('PX1354-shape runs, and looks like its picture', async () => {
  const pipeline = await createPipeline({ builtins });
  try {
    await openRunnable(pipeline, { path: file, text: '', bytes: encodePng(COMPUTED), hash: '' });
    matchPicture('pixel-legacy-errors', 'PX1354-shape', pictureOf(pipeline.report.diagnostics));
  } finally {
    await pipeline.close();
  }
});

test('every picture belongs to a case', () =>
  refuseStrayPictures('pixel-legacy-errors', [
    ...Object.keys(ERRORS),
    ...Object.keys(WARNINGS),
    'PX1354-shape',
  ]));

test.run();
