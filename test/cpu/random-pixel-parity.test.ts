// Random programs of records and of version 1.0 leave the same image interpreted, on the evaluator and as WebAssembly.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Laboratory } from '../differential.ts';
import { type Agreements, compareSeeds } from '../pixel-parity/compare.ts';
import { ON_CPU, openPipeline } from '../pixel-parity/executors.ts';

const test = suite('pixel parity on the CPU');

const SEEDS = { records: 600, legacy: 400 } as const;
const CHUNK = 200;

const laboratory = await Laboratory.open();
const pipeline = await openPipeline();
const agreements: Agreements = new Map();

for (const source of ['records', 'legacy'] as const)
  for (let first = 0; first < SEEDS[source]; first += CHUNK)
    test(`programs of ${source} leave the same image compiled and interpreted, seeds ${first} to ${first + CHUNK - 1}`, () =>
      compareSeeds(source, { first, count: CHUNK }, { executors: ON_CPU, laboratory, pipeline, agreements }));

test('most programs run, and change their image', async () => {
  for (const { name } of ON_CPU) {
    const { images = 0, changed = 0 } = agreements.get(name) ?? {};
    console.log(`  ${name}: ${images} images, ${changed} of them changed`);
    assert.ok(images > 700 && changed > 600, name);
  }
  await pipeline.close();
  await laboratory.close();
});

test.run();
