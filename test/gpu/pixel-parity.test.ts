// Random programs leave the same image on all five executors, byte for byte: the evaluator, WebAssembly, the interpreter in
// JavaScript, WGSL, the interpreter in WGSL. `npm run test:parity` does the same with a thousand programs and more.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Laboratory } from '../differential.ts';
import { type Agreements, compareSeeds } from '../pixel-parity/compare.ts';
import { ON_CPU, ON_GPU, openPipeline } from '../pixel-parity/executors.ts';
import { SOURCES, type Source } from '../pixel-parity/programs.ts';
import { gpuTest } from './device.ts';

const test = suite('pixel parity');

/** Seeds of each source; compiling on the device is what takes the time. */
const SEEDS: Readonly<Record<Source, number>> = { records: 150, text: 40, legacy: 120 };
const CHUNK = 40;

const laboratory = await Laboratory.open();
const pipeline = await openPipeline();
const agreements: Agreements = new Map();
const executors = [...ON_CPU, ...ON_GPU];

for (const source of SOURCES)
  for (let first = 0; first < SEEDS[source]; first += CHUNK) {
    const count = Math.min(CHUNK, SEEDS[source] - first);
    gpuTest(
      test,
      `programs of ${source} leave the same image on every executor, seeds ${first} to ${first + count - 1}`,
      () => compareSeeds(source, { first, count }, { executors, laboratory, pipeline, agreements }),
    );
  }

gpuTest(test, 'most programs run on every executor, and change their image', async () => {
  const wanted = Object.values(SEEDS).reduce((sum, seeds) => sum + seeds, 0) / 2;
  for (const { name } of executors) {
    const { images = 0, changed = 0, failures = 0 } = agreements.get(name) ?? {};
    console.log(`  ${name}: ${images} images, ${changed} of them changed; ${failures} failures`);
    assert.ok(images > wanted && changed > 0.8 * images, name);
  }
  await pipeline.close();
  await laboratory.close();
});

test.run();
