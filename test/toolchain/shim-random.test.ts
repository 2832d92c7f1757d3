// Random programs in CUDA, HIP and Metal, executed on the CPU in several orders of threads: whatever is unseen must come out right.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { randomProgram } from '../random/program.ts';
import { C_FAMILY, type CTarget, emitted, subjectOf } from './c-family.ts';
import { allowedOf, firstFault } from './judge.ts';
import { isInstalled, ShimProgram } from './shim.ts';
import { begunTogether } from './side-by-side.ts';

/** Compiling takes about a second each, so a few run every time. */
const SEEDS = Array.from({ length: 12 }, (_, i) => 7001 + i);

function targetOf(seed: number): CTarget {
  return C_FAMILY[seed % (randomProgram(seed).usesDouble ? 2 : 3)] ?? 'cuda';
}

/** A random program, compiled for its target. */
const trial = begunTogether(SEEDS, async (seed) => {
  const { text, inputs, settings, sizes, threads } = randomProgram(seed);
  const subject = await subjectOf(text, {
    in: Object.fromEntries(Object.entries(inputs).map(([name, bytes]) => [name, { bytes }])),
    set: settings,
    size: sizes,
    ...(threads !== undefined && { threads }),
  });
  return { subject, program: await ShimProgram.compile(await emitted(subject, targetOf(seed))) };
});

if (!isInstalled('g++')) {
  console.log('skipped: no g++ to execute emitted CUDA, HIP and Metal with');
  test.skip('random programs run on the CPU', () => {});
} else
  for (const seed of SEEDS)
    test(`random program ${seed} computes in ${targetOf(seed)} what the reference computes`, async () => {
      const { subject, program } = await trial(seed);
      const allowed = allowedOf(subject);
      const outputs = subject.outputs.map(({ name }) => name);
      for (const order of ['forward', 'reverse', 'shuffled'] as const)
        assert.is(firstFault(allowed, await program.run(subject.inputs, outputs, order)), undefined, order);
      assert.match(await program.selfCheck(), / 0 failed/);
    });

test.run();
