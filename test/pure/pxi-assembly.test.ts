// Assembly of pixel programs: every image comes back pixel by pixel, and people can write it without counting pixels.
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { isPxosError } from '../../core/index.ts';
import { assemble, disassemble } from '../../core/pxi/assembly/index.ts';
import {
  createImage,
  decodePng,
  interpret,
  loadProgram,
  type PixelImage,
  wordsOf,
} from '../../core/pxi/index.ts';

const IMAGES = new URL('../../fixtures/pxi-conformance/images/', import.meta.url);

/** The image of a file, if it is one that can be read. */
function imageOf(name: string): PixelImage | undefined {
  try {
    return decodePng(readFileSync(new URL(name, IMAGES))).image;
  } catch (error) {
    if (isPxosError(error)) return undefined;
    throw error;
  }
}

/** Numbers of chance from a seed. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state ^ (state >>> 15)) >>> 0;
  };
}

function comesBack(image: PixelImage, name: string): void {
  const { image: back } = assemble(disassemble(image), { file: name });
  assert.equal([back.width, back.height], [image.width, image.height], name);
  assert.ok(Buffer.from(back.pixels).equals(Buffer.from(image.pixels)), name);
}

test('every image of the conformance suite comes back from its assembly', () => {
  let seen = 0;
  for (const name of readdirSync(IMAGES)) {
    const image = imageOf(name);
    if (!image) continue;
    seen++;
    comesBack(image, name);
  }
  assert.ok(seen > 600, `${seen} images`);
});

test('programs are shown as programs, not as hexadecimal words', () => {
  for (const name of readdirSync(IMAGES)) {
    const image = imageOf(name);
    const text = image && disassemble(image);
    if (!text || text.startsWith('pxi pixels') || !text.startsWith('pxi 1.1')) continue;
    const raw = text
      .split('\n')
      .filter((line) => line.startsWith('pixels '))
      .join(' ')
      .split(' ').length;
    assert.ok(raw < 400, `${name}: ${raw} words`);
  }
});

test('images of chance come back', () => {
  const next = numbers(7);
  for (let k = 0; k < 300; k++) {
    const image = createImage(1 + ((next() >>> 8) % 12), 1 + ((next() >>> 8) % 6));
    const words = wordsOf(image);
    for (let p = 0; p < words.length; p++)
      words[p] = next() % 3 === 0 ? 0 : next() & (k % 2 === 0 ? -1 : 0x03030303);
    comesBack(image, `image ${k}`);
  }
});

test('damaged programs come back', () => {
  const next = numbers(11);
  const names = readdirSync(IMAGES);
  for (let k = 0; k < 400; k++) {
    const image = imageOf(names[next() % names.length]!);
    if (!image) continue;
    const words = wordsOf(image);
    words[next() % words.length] = next() % 2 === 0 ? next() : (words[next() % words.length] ?? 0);
    comesBack(image, `damage ${k}`);
  }
});

test('a program is written without sizes and places, and runs', () => {
  const { image, names } = assemble(`pxi 1.1
kernel @2 add int 3 {
  ARRAY readwrite i32   ; slot s0
  LIT i1 5
  INDEX i0 thread x
  LOAD i2 s0 i0
  ADD i2 i2 i1
  STORE i2 s0 i0
  RETURN
}
array @1 x i32 1x4 read write input output {
  1 2 -3 2147483647
}
steps {
  DISPATCH @2 grid 4 1 1 block 1 1 1 with @1
  HALT
}
`);
  assert.is(names, '1 x\n2 add\n');
  const program = loadProgram(image);
  const [, x] = program.records;
  assert.ok(x?.kind === 'array');
  const result = interpret(program, image);
  assert.equal(
    [...new Int32Array(wordsOf(result).slice(x.first, x.first + 4).buffer)],
    [6, 7, 2, -2147483644],
  );
});

test('distances come from the blocks, and odd ones are written', () => {
  const loops =
    'pxi 1.1\nkernel @1 int 3 bool 1 {\n  LIT i1 3\n  LIT i2 1\n  MOV i0 i1\n  FOR i0 i1 i2\n    IF b0\n      BREAK\n    ELSE\n      CONTINUE\n    END\n  NEXT\n  RETURN\n}\n';
  const text = disassemble(assemble(loops).image);
  assert.match(text, /^ {2}FOR i0 i1 i2\n {4}IF b0\n {6}BREAK\n {4}ELSE\n {6}CONTINUE\n {4}END\n {2}NEXT$/m);
  assert.is(problem(loops.replace('BREAK', 'BREAK +7')).slice(0, 6), 'PX1402');
  const odd = assemble(text.replace('BREAK', 'BREAK +7'));
  assert.match(disassemble(odd.image), /BREAK \+7/);
});

/** Code and place of what is wrong with a text. */
function problem(text: string): string {
  try {
    assemble(text, { file: 'a.pxa' });
  } catch (error) {
    if (!isPxosError(error)) throw error;
    const [first] = error.diagnostics;
    return `${first?.code} ${first?.place?.start.line}:${first?.place?.start.column} ${first?.message}`;
  }
  return 'nothing';
}

test('mistakes are told with their place', () => {
  assert.is(
    problem(''),
    'PX1400 1:1 Expected `pxi 1.0`, `pxi 1.1` or `pxi pixels`, but found the end of the text.',
  );
  assert.is(
    problem('pxi 1.0\nsize 0x4\n'),
    'PX1400 2:6 Expected a size in pixels, such as `8x5`, but found `0x4`.',
  );
  assert.is(
    problem('pxi 1.0\nsize 4x4\ncode {\n  MATMUL 1 2 300\n}\n'),
    'PX1400 4:14 Expected a row from 0 to 255, but found `300`.',
  );
  assert.is(
    problem('pxi 1.1\nkernel @1 int 1 {\n  ADD i0 i0 f0\n}\n'),
    'PX1400 3:13 Expected a register that the kernel has, such as `i0`, but found `f0`.',
  );
  assert.is(problem('pxi 1.1\nkernel @1 bool 1 {\n  IF b0\n  NEXT\n}\n').slice(0, 12), 'PX1400 4:3 E');
  assert.is(problem('pxi 1.1\nsteps {\n'), 'PX1401 2:1 The block of `steps` is not closed.');
  assert.is(problem('pxi 1.1\narray @2 u8 1x1\n').slice(0, 6), 'PX1402');
  assert.is(problem('pxi 1.0\n').slice(0, 6), 'PX1402');
});

test('what is laid out has the size that is stated', () => {
  const text = (size: string) => `pxi 1.1\nsize ${size}\narray @1 u8 1x5\n`;
  const { width, height } = assemble(text('16x9')).image;
  assert.equal([width, height], [16, 9]);
  assert.is(
    problem(text('8x2')),
    'PX1402 undefined:undefined A program of this width takes 3 rows, and 2 are stated.',
  );
});

test('places and flags that would be lost are refused', () => {
  const lost = ['array @2 u8 1x5 at 20', 'table at 8', 'flags float', 'steps at 30 {\n  HALT\n}'];
  for (const line of lost)
    assert.match(problem(`pxi 1.1\nsize 8x9\narray @1 u8 1x5\n${line}\n`), /^PX1402 .*every `at`/, line);
});

test('nothing is said twice', () => {
  const twice = (line: string) => problem(`pxi 1.1\n${line}\n${line}\n`);
  assert.is(twice('array @1 u8 1x5'), 'PX1400 3:7 Expected a record that was not there yet, but found `@1`.');
  for (const line of ['size 8x8', 'steps {\n  HALT\n}', 'gas 3', 'flags float', 'table at 8', 'names {\n}'])
    assert.match(twice(line), /^PX1400 \d+:1 Expected no second `/, line);
});

test('a number that its place cannot hold is refused, never cut', () => {
  const program = (array: string, code: string, step: string, more = ''): string =>
    `pxi 1.1\n${more}array @1 ${array}\nkernel @2 ${code}\n  RETURN\n}\nsteps {\n  ${step}\n  HALT\n}\n`;
  const wrong = (text: string): string => {
    try {
      assemble(text);
      return 'assembled';
    } catch (error) {
      if (!isPxosError(error)) throw error;
      const [first] = error.diagnostics;
      return `${first?.code} ${/found `([^`]*)`/.exec(first?.message ?? '')?.[1]}`;
    }
  };
  const [array, code, step] = ['u8 1x4 read write', 'k {', 'RELU @1'];
  assert.is(wrong(program(array, code, step)), 'assembled');
  for (const [text, found] of [
    [program(array, code, step, 'gas 256\n'), '256'],
    [program(array, code, step, 'flags 256\n'), '256'],
    [program('u8 1x4 read 256', code, step), '256'],
    [program('256 1x4 read', code, step), '256'],
    [program('u8 16777216x1 read', code, step), '16777216x1'],
    [program('u8 1x4294967296 read', code, step), '1x4294967296'],
    [program('u8 1x4 read aux 65536', code, step), '65536'],
    [program(array, 'k int 65536 {', step), '65536'],
    [program(array, 'k uint 1 {\n  LIT u0 4294967296', step), '4294967296'],
    [program(array, 'k int 1 {\n  INDEX i0 256 x', step), '256'],
    [program(array, 'k int 1 {\n  LOAD i0 s65536 i0', step), 's65536'],
    [program(array, 'k {\n  CALL @65536', step), '@65536'],
    [program(array, 'k {\n  BREAK +16777216', step), '+16777216'],
    [program(array, code, 'RELU @65536'), '@65536'],
    [program(array, code, 'COPY @1 @1 4294967296'), '4294967296'],
    [program(array, code, 'DISPATCH @2 grid 4294967296 1 1 block 1 1 1 with'), '4294967296'],
    [program(array, code, 'DISPATCH @65536 grid 1 1 1 block 1 1 1 with'), '@65536'],
    [program(array, code, 'DISPATCH @2 grid 1 1 1 block 1 1 1 with @4294967296'), '@4294967296'],
  ] as const)
    assert.is(wrong(text), `PX1400 ${found}`, text);
});

test('records may be called as the words around them are', () => {
  for (const name of [
    'matrix',
    'u8',
    'pixel',
    'int',
    'float',
    'at',
    'kernel',
    'array',
    'read',
    'aux',
    'names',
  ]) {
    const text = `pxi 1.1
size 8x5
array @1 ${name} u8 1x4 at 28 write
array @2 ${name} matrix 1x4 at 32 read
function @3 ${name} at 37 int 1 {
  RETURN
}
function @4 ${name} at 38 {
  RETURN
}
steps at 39 {
  HALT
}
`;
    const { image, names } = assemble(text);
    const again = disassemble(image, names);
    assert.match(again, `array @1 ${name} u8 1x4 at 28 write\n`, name);
    assert.match(again, `array @2 ${name} matrix 1x4 at 32 read\n`, name);
    assert.match(again, `function @3 ${name} at 37 int 1 {\n`, name);
    assert.match(again, `function @4 ${name} at 38 {\n`, name);
    assert.equal(assemble(again), { image, names });
  }
});

test.run();
