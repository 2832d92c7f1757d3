// Emitted CUDA, HIP and Metal programs, host part included, executed on the CPU and judged against the reference evaluator.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { isPxosError } from '../../core/index.ts';
import { fixtures } from '../fixture.ts';
import { C_FAMILY, type CTarget, emitted, type Subject, subjectOfFixture } from './c-family.ts';
import { allowedOf, firstFault } from './judge.ts';
import { isInstalled, type Order, ShimProgram } from './shim.ts';

const ORDERS: readonly Order[] = ['forward', 'reverse', 'shuffled'];

/** The program for a target, or nothing when the target lacks a type that it uses. */
async function compiled(subject: Subject, target: CTarget): Promise<ShimProgram | undefined> {
  try {
    return await ShimProgram.compile(await emitted(subject, target));
  } catch (error) {
    if (isPxosError(error) && error.diagnostics.every(({ code }) => code === 'PX0800')) return undefined;
    throw error;
  }
}

if (!isInstalled('g++')) {
  console.log('skipped: no g++ to execute emitted CUDA, HIP and Metal with');
  test.skip('emitted programs run on the CPU', () => {});
} else
  for (const fixture of fixtures()) {
    // Programs that read pictures have a test of their own.
    if (fixture.text.includes('READ_IMAGE')) continue;
    test(`${fixture.name} computes what the reference computes in CUDA, HIP and Metal`, async () => {
      const subject = await subjectOfFixture(fixture);
      const allowed = allowedOf(subject);
      const outputs = subject.outputs.map(({ name }) => name);
      for (const target of C_FAMILY) {
        const program = await compiled(subject, target);
        if (!program) continue;
        for (const order of ORDERS) {
          const results = await program.run(subject.inputs, outputs, order);
          assert.is(firstFault(allowed, results), undefined, `${target}, ${order}`);
        }
        assert.match(await program.selfCheck(), /selfcheck: \d+ passed, 0 failed/);
      }
    });
  }

test.run();
