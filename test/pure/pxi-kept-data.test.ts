// What an image says of its data survives decoding and encoding: flags, arrays that belong to others, the bits of NaN.
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { isPxosError } from '../../core/index.ts';
import { assemble } from '../../core/pxi/assembly/index.ts';
import {
  decodePng,
  decodeProgram,
  encodeProgram,
  loadProgram,
  type PixelImage,
  readElements,
  readNames,
  versionOf,
  wordsOf,
} from '../../core/pxi/index.ts';

/** The image of a text, decoded and encoded again. */
function again(text: string): PixelImage {
  const { image, names } = assemble(text);
  return encodeProgram(decodeProgram(loadProgram(image, readNames(names).names), image).program).image;
}

/** What a program says of each of its arrays, wherever they lie and whatever their numbers are. */
function arraysOf(image: PixelImage): readonly string[] {
  const { records } = loadProgram(image);
  const words = wordsOf(image);
  const own = (number: number): string => {
    const record = records[number];
    if (record?.kind !== 'array') return '';
    const { rows, columns, type, flags } = record;
    // In R of a matrix of version 1.0 are bytes too, and an array that nothing may use may as well be read.
    const about = [`${rows}x${columns}`, type === 0x10 ? 0 : type, (flags & 3) === 0 ? flags | 1 : flags];
    return [...about, Buffer.from(readElements(words, record, image.width)).toString('hex')].join(' ');
  };
  const all = records.flatMap((record, number) => {
    if (record?.kind !== 'array') return [];
    return [record.aux === 0 ? own(number) : `${own(number)} → ${own(record.aux)}`];
  });
  // Equal constants share a record.
  return [...new Set(all)].sort();
}

const KERNEL = `
kernel @1 copy float 1 int 1 {
  VALUE f0 f32
  ARRAY write f32
  LIT i0 0
  STORE f0 s0 i0
  RETURN
}
`;

test('an array keeps the array that belongs to it, also one that steps take a value from', () => {
  const text = `pxi 1.1
${KERNEL}
array @2 data i8 2x3 read input aux 4 { 1 2 3 4 5 6 }
array @3 result f32 1x1 write output aux 5
array @4 scale f32 1x1 read { 0.5 }
array @5 limits i32 1x2 read aux 5 { -1 1 }
steps {
  DISPATCH @1 grid 1 1 1 block 1 1 1 with @4 @3
  HALT
}
`.replaceAll(/\{ (-?[\d. -]+) \}/g, '{\n$1\n}');
  assert.equal(arraysOf(again(text)), arraysOf(assemble(text).image));
});

test('a constant keeps the bits of its NaN', () => {
  for (const [type, bits] of [
    ['f32', '0x7fc00001'],
    ['f32', '0xff812345'],
    ['f16', '0x7c01'],
    ['f16', '0xfe55'],
  ]) {
    const text = `pxi 1.1
${KERNEL.replace('VALUE f0 f32', `VALUE f0 ${type}`)}
array @2 result f32 1x1 write output
array @3 constant ${type} 1x1 read {
  ${bits}
}
steps {
  DISPATCH @1 grid 1 1 1 block 1 1 1 with @3 @2
  HALT
}
`;
    assert.equal(arraysOf(again(text)), arraysOf(assemble(text).image));
  }
});

test('a setting stays a setting, whatever else it is: an input, an array, a NaN with bits of its own', () => {
  const text = `pxi 1.1
${KERNEL}
array @2 result f32 1x1 write output
array @3 plain f32 1x1 read setting {
  2.5
}
array @4 given f32 1x1 read input setting {
  3.5
}
array @5 odd f32 1x1 read setting {
  0x7fc00123
}
array @6 copied f32 1x1 read setting {
  4.5
}
steps {
  DISPATCH @1 grid 1 1 1 block 1 1 1 with @3 @2
  DISPATCH @1 grid 1 1 1 block 1 1 1 with @4 @2
  DISPATCH @1 grid 1 1 1 block 1 1 1 with @5 @2
  COPY @6 @2 1
  HALT
}
`;
  assert.equal(arraysOf(again(text)), arraysOf(assemble(text).image));
});

test('every image of the conformance suite keeps its data', () => {
  const folder = new URL('../../fixtures/pxi-conformance/images/', import.meta.url);
  const wrong: string[] = [];
  let kept = 0;
  for (const file of readdirSync(folder))
    try {
      const { image } = decodePng(readFileSync(new URL(file, folder)));
      if (versionOf(image) !== '1.1') continue;
      const { program } = decodeProgram(loadProgram(image), image);
      const [before, after] = [arraysOf(image), arraysOf(encodeProgram(program).image)];
      if (before.join() === after.join()) kept++;
      else wrong.push(`${file}\n${before.join('\n')}\nbecame\n${after.join('\n')}`);
    } catch (error) {
      if (!isPxosError(error)) throw error;
    }
  assert.equal(wrong, []);
  assert.ok(kept > 300, `only ${kept} images were compared`);
});

test.run();
