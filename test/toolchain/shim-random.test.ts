// Random programs in CUDA, HIP and Metal, executed on the CPU in several orders of threads: whatever is unseen must come out right.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { randomProgram } from '../random/program.ts';
import { C_FAMILY, emitted, subjectOf } from './c-family.ts';
import { allowedOf, firstFault } from './judge.ts';
import { isInstalled, ShimProgram } from './shim.ts';

/** Compiling takes about a second each, so a few run every time. */
const SEEDS = Array.from({ length: 12 }, (_, i) => 7001 + i);

if (!isInstalled('g++')) {
  console.log('skipped: no g++ to execute emitted CUDA, HIP and Metal with');
  test.skip('random programs run on the CPU', () => {});
} else
  for (const seed of SEEDS) {
    const { text, inputs, settings, sizes, threads, usesDouble } = randomProgram(seed);
    const target = C_FAMILY[seed % (usesDouble ? 2 : 3)] ?? 'cuda';
    test(`random program ${seed} computes in ${target} what the reference computes`, async () => {
      const subject = await subjectOf(text, {
        in: Object.fromEntries(Object.entries(inputs).map(([name, bytes]) => [name, { bytes }])),
        set: settings,
        size: sizes,
        ...(threads !== undefined && { threads }),
      });
      const allowed = allowedOf(subject);
      const program = await ShimProgram.compile(await emitted(subject, target));
      const outputs = subject.outputs.map(({ name }) => name);
      for (const order of ['forward', 'reverse', 'shuffled'] as const)
        assert.is(firstFault(allowed, await program.run(subject.inputs, outputs, order)), undefined, order);
      assert.match(await program.selfCheck(), / 0 failed/);
    });
  }

test.run();
