// The interpreter of version 1.1: the specification's programs, every operation against its table, gas, barriers and calls.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { interpret } from '../../core/pxi/words/interpret/index.ts';
import { loadProgram } from '../../core/pxi/words/validate/index.ts';
import { VECTORS } from './pxi-vectors.ts';

for (const [name, { image, result }] of Object.entries(VECTORS))
  test(`vector ${name} runs to the result that the specification states`, () => {
    const given = image();
    const wanted = image();
    for (const [pixel, bytes] of Object.entries(result))
      wanted.pixels.set(Buffer.from(bytes, 'hex'), 4 * Number(pixel));
    assert.equal(interpret(loadProgram(given), given).pixels, wanted.pixels);
    assert.equal(given.pixels, image().pixels);
  });

test.run();
