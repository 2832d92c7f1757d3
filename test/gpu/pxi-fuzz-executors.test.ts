// Mutated pixel programs that are valid run on the device within their own arrays, compiled and interpreted.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { fuzzExecutors } from '../pixel-fuzz/fuzz.ts';
import { ON_GPU, openPipeline } from '../pixel-parity/executors.ts';
import { gpuTest } from './device.ts';

const test = suite('mutated programs on the device');

const SEEDS = 240;
const CHUNK = 60;
const pipeline = await openPipeline();
let ran = 0;

for (let first = 0; first < SEEDS; first += CHUNK)
  gpuTest(
    test,
    `mutated programs write their arrays only, and leave what the interpreter leaves: seeds ${first} to ${first + CHUNK - 1}`,
    async () => {
      ran += (await fuzzExecutors({ first, count: CHUNK }, { executors: ON_GPU, pipeline })).ran;
    },
  );

gpuTest(test, 'most seeds give a program that runs', async () => {
  console.log(`  ${ran} mutated programs ran`);
  assert.ok(ran > SEEDS / 2, `${ran} of ${SEEDS}`);
  await pipeline.close();
});

test.run();
