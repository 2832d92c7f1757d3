// The commands that look at pixel programs: inspect, dis, asm and diff, as people and programs see them.
import { linkSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { assemble, disassemble } from '../../core/pxi/assembly/index.ts';
import { createImage, decodePng, encodePng } from '../../core/pxi/index.ts';
import { differenceOf, inspectImage, REGION_COLORS, regionPicture } from '../../core/pxi/inspect/index.ts';
import { type CommandCase, commandPictures, refuseStrayPictures } from '../pictures.ts';
import { ADD_FIVE, ENDLESS, pxiOf, STEPS } from '../pixel-programs.ts';
import { wrongExecutor } from '../wrong-executor.ts';
import { FILL, pxos, withFiles } from './command-line.ts';

const PROGRAM = `${ADD_FIVE}steps {
  DISPATCH @2 grid 4 1 1 block 1 1 1 with @1
  HALT
}
`;

/** Reads an array from a file, and writes another one. */
const COPY = `GPU_KERNEL copy
GPU_PARAM src int[]
GPU_PARAM dst int[]
GPU_THREAD_CODE:
    THREAD_ID → i
    LOAD src[i] → v
    STORE v → dst[i]
GPU_END
READ_FILE "in.json" INTO src AS int
GPU_ALLOC dst int 2
GPU_LAUNCH copy BLOCKS 1 THREADS 2
`;

const other = (text: string, word: string): string => text.replace(' 40', ` ${word}`);

/** The file of a program, with some of its bytes changed. */
function file(text: string, changes: readonly (readonly [at: number, value: number])[] = []): Uint8Array {
  const { image } = assemble(text);
  for (const [at, value] of changes) image.pixels[at] = value;
  return encodePng(image);
}

const placedText = disassemble(assemble(PROGRAM).image);

const CASES: Readonly<Record<string, CommandCase>> = {
  'PX1400-assembly': {
    argv: 'asm a.pxa --out a.pxi',
    files: { 'a.pxa': PROGRAM.replace('ADD i2 i2 i1', 'ADD i2 i2 f1') },
    code: 1,
  },
  'PX1401-open': {
    argv: 'asm a.pxa --out a.pxi',
    files: { 'a.pxa': 'pxi 1.0\nsize 4x2\ncode {\n  HALT\n' },
    code: 1,
  },
  'PX1402-no-size': {
    argv: 'asm a.pxa --out a.pxi',
    files: { 'a.pxa': 'pxi 1.0\ncode {\n  HALT\n}\n' },
    code: 1,
  },
  'PX1404-long': {
    argv: 'dis a.pxi',
    files: {
      'a.pxi': encodePng({ width: 4096, height: 2049, pixels: new Uint8Array(4 * 4096 * 2049).fill(9) }),
    },
    code: 1,
  },
  'PX1403-slot': {
    argv: 'asm a.pxa --out a.pxi',
    files: { 'a.pxa': PROGRAM.replace('s0 i0\n  ADD', 's9 i0\n  ADD') },
    code: 0,
  },
  'PX1403-overlap': {
    argv: 'asm a.pxa --out a.pxi',
    files: { 'a.pxa': placedText.replace('  HALT', '  RELU @1\n  RELU @1\n  HALT') },
    code: 0,
  },
  'PX1403-shapes': {
    argv: 'asm a.pxa --out a.pxi',
    files: { 'a.pxa': PROGRAM.replace('  HALT', '  DOT @1 @1 @1\n  HALT') },
    code: 0,
  },
  'PX1403-legacy': {
    argv: 'asm a.pxa --out a.pxi',
    files: { 'a.pxa': 'pxi 1.0\nsize 4x2\ncode {\n  RELU 7\n  HALT\n}\n' },
    code: 0,
  },
  'PX1400-elements': {
    argv: 'asm a.pxa --out a.pxi',
    files: { 'a.pxa': PROGRAM.replace(' 40', '') },
    code: 1,
  },
  'PX1400-more-elements': {
    argv: 'asm a.pxa --out a.pxi',
    files: { 'a.pxa': PROGRAM.replace(' 40', ' 40 5 6') },
    code: 1,
  },
  'PX1400-range': {
    argv: 'asm a.pxa --out a.pxi',
    files: { 'a.pxa': PROGRAM.replace('x i32', 'x i8').replace(' 40', ' 300') },
    code: 1,
  },
  'PX1405-image': { argv: 'asm a.pxi --out b.pxi', files: { 'a.pxi': file(PROGRAM) }, code: 1 },
  'PX1405-text': { argv: 'asm a.px --out a.pxi', files: { 'a.px': FILL }, code: 1 },
  'PX1400-matrix': {
    argv: 'asm a.pxa --out a.pxi',
    files: { 'a.pxa': 'pxi 1.0\nsize 4x2\ncode {\n  HALT\n}\nmatrix 1 65536x1\n' },
    code: 1,
  },
  'PX1400-gas': {
    argv: 'asm a.pxa --out a.pxi',
    files: { 'a.pxa': `pxi 1.1\ngas 256\n${PROGRAM.slice('pxi 1.1\n'.length)}` },
    code: 1,
  },
  'PX0656-own-source': {
    argv: 'build a.pxi --target pxi --out .',
    files: { 'a.pxi': file(PROGRAM) },
    code: 1,
  },
  'PX0692-own-input': {
    argv: 'dis a.pxi --out ./a.pxi',
    files: { 'a.pxi': file(PROGRAM) },
    code: 2,
  },
  'PX0683-other-format': {
    argv: 'inspect a.pxi --out regions.jpg',
    files: { 'a.pxi': file(PROGRAM) },
    code: 2,
  },
  'PX0682-no-output': { argv: 'asm a.pxa', files: { 'a.pxa': PROGRAM }, code: 2 },
  'PX0683-stage-of-text': {
    argv: 'explain a.pxi --stage tree',
    files: { 'a.pxi': file(PROGRAM) },
    code: 2,
  },
  'PX1410-sizes': {
    argv: 'diff a.pxi b.pxi',
    files: { 'a.pxi': encodePng(createImage(8, 2)), 'b.pxi': encodePng(createImage(8, 3)) },
    code: 1,
  },
  'PX1411-differ': {
    argv: 'diff a.pxi b.pxi',
    files: { 'a.pxi': file(PROGRAM), 'b.pxi': file(other(PROGRAM, '41')) },
    code: 1,
  },
  'PX0795-trace': {
    argv: 'run a.pxi --trace --timeout 0.05',
    files: { 'a.pxi': pxiOf(ENDLESS) },
    code: 1,
  },
  'PX1412-pixel': {
    argv: 'run a.pxi --compare --runner wrong',
    files: { 'a.pxi': pxiOf(STEPS) },
    config: wrongExecutor('pixel'),
    code: 1,
  },
  'PX1412-float': {
    argv: 'run a.pxi --compare --runner wrong',
    files: { 'a.pxi': pxiOf(STEPS.replace('total i32', 'total f32').replace('COPY @1 @3 1', 'RELU @3')) },
    config: wrongExecutor('pixel'),
    code: 1,
  },
  'PX1413-nothing': {
    argv: 'run a.pxi --compare --runner wrong',
    files: { 'a.pxi': pxiOf(STEPS) },
    config: wrongExecutor('all'),
    code: 1,
  },
  'PX1414-nobody': {
    argv: 'run a.pxi --compare --runner cpu --timeout 0.05',
    files: { 'a.pxi': pxiOf(ENDLESS) },
    code: 1,
  },
  'PX1414-one': {
    argv: 'run a.pxi --compare --runner wrong',
    files: { 'a.pxi': pxiOf(STEPS) },
    config: wrongExecutor('late'),
    code: 1,
  },
  'PX1355-trace': {
    argv: 'run a.pxi --trace --runner reference --timeout 0.05',
    files: { 'a.pxi': pxiOf(ENDLESS) },
    code: 1,
  },
};
commandPictures('pixel-tool-errors', CASES);

test('every picture belongs to a case', () => refuseStrayPictures('pixel-tool-errors', Object.keys(CASES)));

test('no command that looks at a program writes over a file that it reads, by whatever name', () =>
  withFiles({ 'a.pxi': file(PROGRAM), 'b.pxi': file(PROGRAM), 'a.pxa': PROGRAM }, async (folder) => {
    symlinkSync('a.pxi', join(folder, 'soft.pxi'));
    linkSync(join(folder, 'a.pxi'), join(folder, 'hard.png'));
    const before = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    for (const argv of [
      'dis a.pxi --out a.pxi',
      'dis soft.pxi --out a.pxi',
      'inspect a.pxi --out hard.png',
      'view a.pxi --no-open --out soft.pxi',
      'asm a.pxa --out a.pxa',
      'diff a.pxi b.pxi --out a.pxi',
      'diff a.pxi b.pxi --out ../$FOLDER/b.pxi',
    ]) {
      const { code, stderr } = await pxos(folder, argv.replace('$FOLDER', basename(folder)).split(' '));
      assert.is(code, 2, argv);
      assert.match(stderr, /^error PX0692: /, argv);
    }
    assert.equal(
      readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8')),
      before,
    );
  }));

test('what a command writes has an extension of its format', () =>
  withFiles({ 'a.pxi': file(PROGRAM), 'a.pxa': PROGRAM }, async (folder) => {
    for (const argv of [
      'dis a.pxi --out b.pxi',
      'inspect a.pxi --out b.jpg',
      'view a.pxi --no-open --out b.pdf',
      'asm a.pxa --out b.txt',
      'diff a.pxi a.pxi --out b',
    ]) {
      const { code, stderr } = await pxos(folder, argv.split(' '));
      assert.is(code, 2, argv);
      assert.match(stderr, /^error PX0683: `--out` is "b[.\w]*"; expected a file that ends in /, argv);
    }
    assert.equal(
      readdirSync(folder).filter((name) => name.startsWith('b')),
      [],
    );
    assert.is((await pxos(folder, 'inspect a.pxi --out B.PNG'.split(' '))).code, 0);
  }));

test('assembly and disassembly are each other’s way back', () =>
  withFiles({ 'a.pxa': PROGRAM }, async (folder) => {
    assert.is((await pxos(folder, 'asm a.pxa --out a.pxi'.split(' '))).code, 0);
    const { stdout } = await pxos(folder, 'dis a.pxi'.split(' '));
    assert.ok(stdout.includes('array @1 x i32 1x4 at'));
    writeFileSync(join(folder, 'b.pxa'), stdout);
    assert.is((await pxos(folder, 'asm b.pxa --out b.pxi'.split(' '))).code, 0);
    assert.equal(readFileSync(join(folder, 'a.pxi')), readFileSync(join(folder, 'b.pxi')));
    assert.is((await pxos(folder, 'diff a.pxi b.pxi'.split(' '))).stdout, 'identical\n');
  }));

test('inspect shows steps, arrays and code, to people and as JSON, and draws them', () =>
  withFiles({ 'a.pxa': PROGRAM }, async (folder) => {
    await pxos(folder, 'asm a.pxa --out a.pxi'.split(' '));
    const { stdout, code } = await pxos(folder, 'inspect a.pxi'.split(' '));
    assert.is(code, 0);
    assert.match(stdout, /^a\.pxi: 8 × \d+ pixels, version 1\.1, gas 16 777 216 a thread\n/);
    assert.match(stdout, /DISPATCH @2 grid 4 1 1 block 1 1 1 with @1 +1x4/);
    assert.match(stdout, /^x +i32 +1x4 .*readable writable input output +-3 +40 +10 +100 % +1 2 -3 40$/m);
    assert.match(stdout, /^kernel add at .*: registers 3 int$/m);
    const facts = JSON.parse(
      (await pxos(folder, 'inspect a.pxi --json --out regions.png'.split(' '))).stdout,
    );
    assert.equal(facts.arrays[0].first, [1, 2, -3, 40]);
    assert.is(facts.steps.length, 2);
    const { image } = decodePng(readFileSync(join(folder, 'regions.png')));
    assert.is(image.width % facts.width, 0);
    assert.ok(image.width >= 100, 'single pixels can be seen');
  }));

test('the annotated picture has a legend, and a colour for each kind of part', () =>
  withFiles({ 'a.pxi': file(PROGRAM) }, async (folder) => {
    const argv = 'inspect a.pxi --out a.png'.split(' ');
    assert.match(
      (await pxos(folder, argv)).stdout,
      /\na\.png: directory #787878, headers #\w+, steps #dc3c3c, kernels #\w+, outputs #\w+\n$/,
    );
    assert.match((await pxos(folder, [...argv, '--color'])).stdout, '\u001b[38;2;220;60;60m■\u001b[0m steps');
    const { image } = decodePng(readFileSync(join(folder, 'a.png')));
    const { image: program } = decodePng(readFileSync(join(folder, 'a.pxi')));
    assert.is(image.width, 24 * program.width);
    const { steps, headers } = inspectImage(program);
    const frameOf = (pixel: number): string => {
      const at = 4 * 24 * (Math.floor(pixel / program.width) * image.width + (pixel % program.width));
      return `#${Buffer.from(image.pixels.subarray(at, at + 3)).toString('hex')}`;
    };
    assert.is(frameOf(0), '#787878');
    assert.is(frameOf(steps[0]!.pixel), '#dc3c3c');
    const color = Buffer.from(REGION_COLORS.header).toString('hex');
    assert.is(frameOf(headers[1]!.pixels[0]), `#${color}`);
  }));

test('a picture of an image that is larger than a picture may be leaves pixels out', () => {
  const wide = createImage(8192, 3);
  const { width, height } = regionPicture(wide, inspectImage(wide));
  assert.equal([width, height], [4096, 2]);
});

test('inspect shows pixels as their bytes, and no figures of them', () => {
  const text = `pxi 1.1
array @1 x pixel 1x4 read input output {
  0x04030201 0xff0080ff 0 64
}
steps {
  HALT
}
`;
  return withFiles({ 'a.pxi': file(text) }, async (folder) => {
    const { stdout } = await pxos(folder, 'inspect a.pxi'.split(' '));
    assert.match(stdout, /^#1 +pixel +1x4 .* output +75 % +01020304 ff8000ff 00000000 40000000$/m);
  });
});

test('an array that a program only reads from a file is no output of its image, unless it is written to one', () =>
  withFiles(
    { 'in.json': '[1, 2]', 'copy.px': COPY, 'kept.px': `${COPY}WRITE_FILE src TO "out.json"\n` },
    async (folder) => {
      const flagsOf = async (name: string) => {
        await pxos(folder, ['build', `${name}.px`, '--target', 'pxi', '--out', '.']);
        const { arrays } = JSON.parse((await pxos(folder, ['inspect', `${name}.pxi`, '--json'])).stdout);
        return arrays
          .slice(0, 2)
          .map(({ name, flags }: { name: string; flags: string[] }) => [name, ...flags]);
      };
      assert.equal(await flagsOf('copy'), [
        ['src', 'readable', 'input'],
        ['dst', 'writable', 'output'],
      ]);
      assert.equal(await flagsOf('kept'), [
        ['src', 'readable', 'input', 'output'],
        ['dst', 'writable', 'output'],
      ]);
    },
  ));

test('inspect says what is wrong with an image that is none of a known version, in its file', () =>
  withFiles(
    { 'later.pxi': file(PROGRAM, [[3, 2]]), 'damaged.pxi': file(PROGRAM, [[0, 7]]) },
    async (folder) => {
      for (const [name, wanted] of [
        ['later', 'PX1051'],
        ['damaged', 'PX1050'],
      ]) {
        const { stdout, code } = await pxos(folder, ['inspect', `${name}.pxi`, '--json']);
        assert.is(code, 1);
        const { version, protocol, diagnostics } = JSON.parse(stdout);
        assert.equal([version, protocol], [1, name]);
        assert.equal([diagnostics[0].code, diagnostics[0].file], [wanted, `${name}.pxi`]);
      }
    },
  ));

test('asm tells where a file is no text, with its file', () =>
  withFiles({ 'a.pxa': Uint8Array.of(0x70, 0x78, 0xff) }, async (folder) => {
    const { stdout } = await pxos(folder, 'asm a.pxa --out b.pxi --json'.split(' '));
    const [first] = JSON.parse(stdout).diagnostics;
    assert.equal([first.code, first.file, first.place.start.line], ['PX0102', 'a.pxa', 1]);
  }));

test('what cannot be read of a program is told with its file, by every command', () =>
  withFiles({ 'minor.pxi': file(PROGRAM, [[8, 9]]) }, async (folder) => {
    for (const command of ['run', 'check', 'inspect']) {
      const { stdout } = await pxos(folder, [command, 'minor.pxi', '--json']);
      const [first] = JSON.parse(stdout).diagnostics;
      assert.equal([first.code, first.file], ['PX1202', 'minor.pxi'], command);
    }
  }));

test('an image is explained by the stages that it has', () =>
  withFiles({ 'a.pxi': file(PROGRAM) }, async (folder) => {
    const { stdout, stderr, code } = await pxos(folder, 'explain a.pxi'.split(' '));
    assert.is(stderr, '');
    assert.is(code, 0);
    assert.equal(
      [...stdout.matchAll(/^==> (\w+) <==$/gm)].map(([, stage]) => stage),
      ['ir', 'plan', 'passes', 'cuda', 'metal', 'rocm', 'wasm', 'wgsl'],
    );
  }));

test('diff says where the first difference is and what lies there, and draws it', () =>
  withFiles({ 'a.pxa': PROGRAM, 'b.pxa': other(PROGRAM, '41') }, async (folder) => {
    for (const name of ['a', 'b']) await pxos(folder, `asm ${name}.pxa --out ${name}.pxi`.split(' '));
    const { stdout, code } = await pxos(folder, 'diff a.pxi b.pxi --json --out d.png'.split(' '));
    assert.is(code, 1);
    const { count, first, identical } = JSON.parse(stdout);
    assert.equal(
      [count, identical, first.what, first.first[0], first.second[0]],
      [1, false, 'x (i32 1x4)', 40, 41],
    );
    const { image } = decodePng(readFileSync(join(folder, 'd.png')));
    const size = decodePng(readFileSync(join(folder, 'a.pxi'))).image;
    const scale = image.width / size.width;
    assert.ok(scale >= 10 && image.height === scale * size.height, 'single pixels can be seen');
    const colorAt = (x: number, y: number): readonly number[] => {
      const at = 4 * (y * scale * image.width + x * scale);
      return [...image.pixels.subarray(at, at + 4)];
    };
    assert.equal(colorAt(first.x, first.y), [220, 0, 0, 255]);
    assert.not.equal(colorAt(first.x - 1, first.y), [220, 0, 0, 255]);
  }));

test('diff names the header that differs, and nothing behind the steps', () => {
  const { image } = assemble(`pxi 1.0
size 8x4
code {
  MATMUL 1 2 3
  HALT
}
matrix 1 1x2 {
  1 2
}
matrix 2 2x1 {
  3 4
}
`);
  const named = (x: number, y: number): string | undefined => {
    const other = { ...image, pixels: image.pixels.slice() };
    other.pixels[4 * (y * image.width + x)]! ^= 4;
    return differenceOf(image, other).first?.what;
  };
  assert.equal(
    [named(0, 0), named(1, 0), named(7, 0), named(0, 1), named(2, 1), named(6, 1)],
    ['step MATMUL 1 2 3', 'step HALT', undefined, 'header of #1', '#1 (u8 1x2)', undefined],
  );
  const program = assemble(PROGRAM).image;
  const table = { ...program, pixels: program.pixels.slice() };
  table.pixels[4 * (8 + 4 + 1)]! ^= 4;
  assert.is(differenceOf(program, table).first?.what, 'record of #1');
});

test.run();
