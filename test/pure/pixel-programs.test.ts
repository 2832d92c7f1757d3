// The random programs that executors are compared on: all are valid, and together they have everything that the protocol has.
import { loadProgram } from 'pxos/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { cover, wanted } from '../pixel-parity/coverage.ts';
import { placeAnywhere } from '../random/pixels/place.ts';
import { randomPixelProgram } from '../random/pixels/program.ts';
import { Random } from '../random/random.ts';

const SEEDS = 1500;

test(`${SEEDS} random programs of records are valid, and have every instruction, type and step`, () => {
  const covered = new Set<string>();
  for (let seed = 0; seed < SEEDS; seed++) {
    const random = new Random(seed);
    const { image, program } = placeAnywhere(
      randomPixelProgram(random, { hasBarriers: seed % 3 === 0 }),
      random,
    );
    assert.equal(loadProgram(image).records, program.records, `seed ${seed}`);
    cover(program, covered);
  }
  assert.equal(
    wanted().filter((item) => !covered.has(item)),
    [],
  );
});

test.run();
