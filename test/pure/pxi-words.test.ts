// Version 1.1 programs between pixels and records: what is written is read again, and what is damaged is named.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createImage, wordsOf } from '../../core/pxi/image.ts';
import { readNames, writeNames } from '../../core/pxi/words/names.ts';
import { readProgram } from '../../core/pxi/words/read.ts';
import { validateImage } from '../../core/pxi/words/validate/index.ts';
import { writeProgram } from '../../core/pxi/words/write.ts';
import { VECTORS } from './pxi-vectors.ts';

for (const [name, { image }] of Object.entries(VECTORS)) {
  test(`vector ${name} is read, and written again pixel for pixel`, () => {
    const program = readProgram(image());
    const copy = createImage(image().width, image().height);
    const target = wordsOf(copy);
    const source = wordsOf(image());
    for (const record of program.records)
      if (record?.kind === 'array') for (let p = record.first; p < source.length; p++) target[p] = source[p]!;
    writeProgram(program, copy);
    assert.equal(copy.pixels, image().pixels);
  });
}

for (const [name, { image }] of Object.entries(VECTORS))
  test(`vector ${name} breaks no rule`, () => {
    assert.equal(validateImage(image()), []);
  });

test('the names of the chunk are read and written', () => {
  const text = '1 x\n5 kernel\n5 block=16,16,1\n5.12 i\n5@17 8:5\n';
  const { names, warnings } = readNames(text);
  assert.equal(warnings, []);
  assert.is(names.records.get(1), 'x');
  assert.is(writeNames(names), text);
});

test('lines that are no names are left out with a warning', () => {
  const { names, warnings } = readNames('1 x\n\u0000garbage\n1 y\n__proto__ z\n2 __proto__\n');
  assert.is(warnings.length, 3);
  assert.equal(
    [...names.records],
    [
      [1, 'x'],
      [2, '__proto__'],
    ],
  );
});

test.run();
