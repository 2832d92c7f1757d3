// Mutated pixel programs that are valid run on the evaluator and as WebAssembly within their own arrays.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { fuzzExecutors } from '../pixel-fuzz/fuzz.ts';
import { ON_CPU, openPipeline } from '../pixel-parity/executors.ts';

const test = suite('mutated programs on the CPU');

const SEEDS = 800;
const CHUNK = 200;
const pipeline = await openPipeline();
let ran = 0;

for (let first = 0; first < SEEDS; first += CHUNK)
  test(`mutated programs write their arrays only, and leave what the interpreter leaves: seeds ${first} to ${first + CHUNK - 1}`, async () => {
    ran += (await fuzzExecutors({ first, count: CHUNK }, { executors: ON_CPU, pipeline })).ran;
  });

test('most seeds give a program that runs', async () => {
  console.log(`  ${ran} mutated programs ran`);
  assert.ok(ran > SEEDS / 2, `${ran} of ${SEEDS}`);
  await pipeline.close();
});

test.run();
