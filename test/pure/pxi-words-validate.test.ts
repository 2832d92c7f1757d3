// Every rule of version 1.1 has a program that breaks it and nothing else; its message is a picture, like those that end a run.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Diagnostic } from '../../core/diagnostics/index.ts';
import { createImage, type PixelImage, wordsOf } from '../../core/pxi/image.ts';
import { interpret } from '../../core/pxi/words/interpret/index.ts';
import { type LooseProgram, layOut } from '../../core/pxi/words/layout.ts';
import { readNames } from '../../core/pxi/words/names.ts';
import { loadProgram, validateImage } from '../../core/pxi/words/validate/index.ts';
import { matchPicture, pictureOf, refuseStrayPictures, thrownBy } from '../pictures.ts';
import { array, dispatch, functionOf, HALT, kernel, launched } from './pxi-kernel.ts';
import { VECTORS } from './pxi-vectors.ts';

const FOLDER = 'pixel-program-errors';

/** Vector A with one word changed. */
const changed = (pixel: number, word: number) => (): PixelImage => {
  const image = VECTORS.A.image();
  wordsOf(image)[pixel] = word;
  return image;
};

/** The image of a program whose pieces are laid out, with words changed then: by record, its first pixel counts as 0. */
const made =
  (loose: LooseProgram, patch: (words: Uint32Array, firsts: readonly number[]) => void = () => {}) =>
  (): PixelImage => {
    const { program, image } = layOut(loose, { width: 8 });
    patch(
      wordsOf(image),
      program.records.map((record) => record?.first ?? 0),
    );
    return image;
  };

/** A program of one kernel with these arrays. */
const one =
  (
    counts: Parameters<typeof kernel>[0],
    text: string,
    rest: Partial<Parameters<typeof launched>[0]> = {},
    extent = {},
  ) =>
  (): PixelImage =>
    launched({ arrays: [], kernel: kernel(counts, text), ...rest }, extent).image;

const ints = [array(0x06, 8)];

/** A program of steps on arrays. */
const steps = (records: LooseProgram['records'], ...list: LooseProgram['steps'][number][]) =>
  made({ records, steps: [...list, HALT] });

const IMAGES: Readonly<Record<string, () => PixelImage>> = {
  'PX1200-narrow': () => createImage(7, 3),
  'PX1201-guard': changed(0, 0x015850c1),
  'PX1202-minor': changed(2, 2),
  'PX1203-reserved': changed(7, 1),
  'PX1203-halts-old-executors': changed(1, 4),
  'PX1203-field': changed(32, 0x00010270),
  'PX1204-table': changed(3, 4000),
  'PX1204-array': changed(12, 39),
  'PX1204-code': changed(16, 40),
  'PX1205-records': changed(4, 0),
  'PX1205-code': changed(17, 0x02000000),
  'PX1206-kind': changed(13, 0x04000001),
  'PX1207-opcode': changed(34, 0x5f),
  'PX1208-empty-extension': changed(34, 0x10),
  'PX1208-extension-of-jump': made(
    { records: [kernel({}, 'LOOP\nNEXT\nRETURN')], steps: [HALT] },
    (words, [, first = 0]) => {
      words[first] = 0x0110;
    },
  ),
  'PX1209-cut': changed(17, 0x02000002),
  'PX1210-step': changed(28, 0x20),
  'PX1220-element': made({ records: [array(0x06, 2)], steps: [HALT] }, (words) => {
    words[15] = 0x0b0f;
  }),
  'PX1221-empty': changed(14, 0),
  'PX1222-overlap': changed(12, 28),
  'PX1223-column': made({ records: [array(0x10, 3)], steps: [HALT] }, (words) => {
    words[12] = words[12]! + 1;
  }),
  'PX1224-setting': steps([array(0x06, 2, { flags: 17 })]),
  'PX1225-kernel': changed(20, 0x00010180),
  'PX1225-aux': steps([array(0x06, 2, { aux: 2 })]),
  'PX1230-registers': one({ int: 4097 }, 'RETURN'),
  'PX1230-shared': one({}, 'SHARED 0 16385\nRETURN'),
  'PX1230-nesting': one({ bool: 1 }, `${'IF 0\n'.repeat(257)}${'END\n'.repeat(257)}RETURN`),
  'PX1230-chain': () =>
    launched({
      arrays: [],
      functions: Array.from({ length: 17 }, (_, k) => functionOf({}, `${k > 0 ? `CALL ${k}\n` : ''}RETURN`)),
      kernel: kernel({}, 'CALL 17\nRETURN'),
    }).image,
  'PX1231-order': one({ int: 1 }, 'LIT 0 5\nARRAY 1 6\nRETURN', { arrays: ints }),
  'PX1231-body': one({ int: 2 }, 'INDEX 0 0 0\nLIT 1 5\nRETURN'),
  'PX1232-body': one({ int: 1 }, 'LIT 0 5\nINDEX 0 0 0\nRETURN'),
  'PX1232-head': one({ int: 1 }, 'LIT 0 5\nLIT 0 5\nRETURN'),
  'PX1233-return': one({ int: 1 }, 'INDEX 0 0 0'),
  'PX1234-register': one({ int: 1 }, 'INDEX 1 0 0\nRETURN'),
  'PX1235-type': one({ int: 1, uint: 1 }, 'ADD 0 0 1\nRETURN'),
  'PX1236-slot': one({ int: 1 }, 'LOAD 0 0 0\nRETURN'),
  'PX1236-stage': one({ int: 1 }, 'ARRAY 1 6\nSTAGE 0 0 0 0 0\nRETURN', { arrays: ints }),
  'PX1237-read': one({ int: 1 }, 'ARRAY 2 6\nLOAD 0 0 0\nRETURN', { arrays: ints }),
  'PX1237-write': one({ int: 1 }, 'ARRAY 1 6\nSTORE 0 0 0\nRETURN', { arrays: ints }),
  'PX1238-atomic': one({ int: 1 }, 'ARRAY 3 5\nATOMIC 0 0 0 0 0 0 0\nRETURN', { arrays: [array(0x05, 8)] }),
  'PX1239-function': () =>
    launched({
      arrays: [],
      functions: [functionOf({ int: 1 }, 'INDEX 0 0 0\nRETURN')],
      kernel: kernel({}, 'RETURN'),
    }).image,
  'PX1239-result': one({ int: 1 }, 'RET 0 0\nRETURN'),
  'PX1240-while': made(
    { records: [kernel({ bool: 1 }, 'LOOP\nWHILE 0\nNEXT\nRETURN')], steps: [dispatch(1, []), HALT] },
    (words, [, first = 0]) => {
      // LOOP, WHILE and its distance, NEXT become WHILE, its distance, …: an IF in the place of the LOOP and an END.
      words.set([0x71, 4, 0x72, 2, 0x4b], first);
      words[14] = 0;
      words[13] = 0x02000006;
      words[first + 5] = 0x49;
    },
  ),
  'PX1241-distance': made(
    { records: [kernel({ bool: 1 }, 'IF 0\nEND\nRETURN')], steps: [dispatch(1, []), HALT] },
    (words, [, first = 0]) => {
      words[first + 1] = 3;
    },
  ),
  'PX1242-written': one(
    { int: 4 },
    'LIT 0 8\nLIT 1 1\nLIT 3 0\nDO 2 3 0\nFOR 2 0 1\nADD 2 2 1\nNEXT\nRETURN',
  ),
  'PX1242-no-mov': one({ int: 3 }, 'LIT 0 8\nLIT 1 1\nFOR 2 0 1\nNEXT\nRETURN'),
  'PX1242-read-behind': one(
    { int: 5 },
    'LIT 0 8\nLIT 1 1\nLIT 3 0\nDO 2 3 0\nFOR 2 0 1\nNEXT\nADD 4 2 2\nRETURN',
  ),
  'PX1243-step': one({ int: 4 }, 'LIT 0 8\nLIT 1 0\nLIT 3 0\nDO 2 3 0\nFOR 2 0 1\nNEXT\nRETURN'),
  'PX1245-arg': one({ int: 1 }, 'ARG 0 0\nRETURN'),
  'PX1245-res': one({ int: 1 }, 'RES 0 0\nRETURN'),
  'PX1245-count': () =>
    launched({
      arrays: [],
      functions: [functionOf({ int: 1 }, 'VALUE 0 6\nRET 0 0\nRETURN')],
      kernel: kernel({ int: 1 }, 'CALL 1\nRES 0 0\nRETURN'),
    }).image,
  'PX1246-recursion': () =>
    launched({ arrays: [], functions: [functionOf({}, 'CALL 1\nRETURN')], kernel: kernel({}, 'RETURN') })
      .image,
  'PX1247-gap': () =>
    launched({
      arrays: [],
      functions: [functionOf({ int: 1 }, 'RET 1 0\nRETURN')],
      kernel: kernel({}, 'RETURN'),
    }).image,
  'PX1248-barrier': one(
    { int: 2, bool: 1 },
    'LIT 1 0\nINDEX 0 1 0\nEQ 2 0 1\nIF 2\nSYNC\nEND\nRETURN',
    {},
    { block: [4, 1, 1] },
  ),
  'PX1250-count': steps([kernel({}, 'ARRAY 1 6\nRETURN')], dispatch(1, [])),
  'PX1251-type': steps([array(0x02, 8), kernel({}, 'ARRAY 1 6\nRETURN')], dispatch(2, [1])),
  'PX1251-access': steps([array(0x06, 8, { flags: 1 }), kernel({}, 'ARRAY 3 6\nRETURN')], dispatch(2, [1])),
  'PX1251-value': steps([array(0x06, 8), kernel({ int: 1 }, 'VALUE 0 6\nRETURN')], dispatch(2, [1])),
  'PX1251-shape': steps([array(0x06, 6), array(0x06, 5), array(0x06, 6)], {
    kind: 'matrix',
    op: 'add',
    operands: [1, 2],
    result: 3,
  }),
  'PX1251-copy': steps([array(0x06, 6), array(0x06, 5)], { kind: 'copy', from: 1, to: 2, count: 6 }),
  'PX1251-grid': steps(
    [array(0x06, 3), kernel({}, 'RETURN')],
    dispatch(2, [], { grid: [1, 0, 0], indirect: true }),
  ),
  'PX1252-twice': steps([array(0x06, 8), kernel({}, 'ARRAY 1 6\nARRAY 2 6\nRETURN')], dispatch(2, [1, 1])),
  'PX1252-matmul': steps([array(0x06, 1), array(0x06, 1)], {
    kind: 'matrix',
    op: 'matmul',
    operands: [1, 2],
    result: 1,
  }),
  'PX1253-block': one({}, 'RETURN', {}, { block: [257, 1, 1] }),
  'PX1253-z': one({}, 'RETURN', {}, { block: [1, 1, 65] }),
  'PX1253-empty': one({}, 'RETURN', {}, { grid: [0, 1, 1] }),
  'PX1253-threads': one({}, 'RETURN', {}, { grid: [2 ** 31, 2, 1] }),
  'PX1254-flags': changed(2, 0x0101),
  'PX1255-halt': changed(6, 8),
  'PX1255-behind': made({ records: [], steps: [HALT, HALT] }),
};

/** All that is wrong with an image, each code once. */
const codesOf = (list: readonly Diagnostic[]): readonly string[] => [...new Set(list.map((d) => d.code))];

for (const [name, image] of Object.entries(IMAGES))
  test(`a program that breaks ${name} breaks that rule alone`, () => {
    const found = validateImage(image());
    assert.equal(codesOf(found), [name.slice(0, 6)], JSON.stringify(found, null, 1));
    matchPicture(FOLDER, name, pictureOf(found.map((one) => ({ ...one, file: 'program.pxi' }))));
  });

const looping = kernel({}, 'LOOP\nNEXT\nRETURN');

/** Programs that break no rule, and that a run of them ends early. */
const RUNS: Readonly<Record<string, { readonly loose: LooseProgram; readonly threads?: number }>> = {
  'PX1350-gas': {
    loose: { gas: 4, records: [looping], steps: [dispatch(1, [], { grid: [3, 1, 1] }), HALT] },
  },
  'PX1351-threads': {
    loose: { records: [kernel({}, 'RETURN')], steps: [dispatch(1, [], { grid: [6, 1, 1] }), HALT] },
    threads: 5,
  },
  'PX1352-grid': {
    loose: {
      records: [
        array(0x02, 3, { data: Uint8Array.from([0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0]) }),
        kernel({}, 'RETURN'),
      ],
      steps: [dispatch(2, [], { grid: [1, 0, 0], indirect: true }), HALT],
    },
  },
};

for (const [name, { loose, threads }] of Object.entries(RUNS))
  test(`a run that ends with ${name} has a picture`, async () => {
    const { image } = layOut(loose, { width: 8 });
    const found = await thrownBy(() => interpret(loadProgram(image), image, { threads }));
    matchPicture(FOLDER, name, pictureOf(found.map((one) => ({ ...one, file: 'program.pxi' }))));
  });

test('a line of names that is not understood has a picture', () => {
  matchPicture(FOLDER, 'PX1215-name', pictureOf(readNames('1 x\nx is a name\n').warnings));
});

test('a program that is larger than an image may be has a picture', async () => {
  const found = await thrownBy(() => layOut({ records: [array(0x06, 2 ** 27)], steps: [HALT] }));
  matchPicture(FOLDER, 'PX1216-large', pictureOf(found));
});

test('the folder of pictures has no others', () => {
  refuseStrayPictures(FOLDER, [
    ...Object.keys(IMAGES),
    ...Object.keys(RUNS),
    'PX1215-name',
    'PX1216-large',
    'PX1356-apart',
  ]);
});

test.run();
