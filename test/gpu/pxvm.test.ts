// The interpreter in WGSL: version 1.1 programs executed from their pixels on the device.
import { wordsOf } from 'pxos/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { VECTORS } from '../pure/pxi-vectors.ts';
import { gpuTest } from './device.ts';
import { interpreted } from './pixel-machine.ts';

const test = suite('pxvm');

const hex = (word: number): string => Buffer.from(Uint32Array.of(word).buffer).toString('hex');

for (const name of ['A', 'C'] as const)
  gpuTest(test, `vector ${name} of the specification gives the pixels that it prints`, async () => {
    const image = VECTORS[name].image();
    const before = wordsOf(image).slice();
    const after = wordsOf(await interpreted(image));
    const changed = [...after.keys()].filter((pixel) => after[pixel] !== before[pixel]);
    assert.equal(
      Object.fromEntries(changed.map((pixel) => [pixel, hex(after[pixel]!)])),
      VECTORS[name].result,
    );
  });

test.run();
