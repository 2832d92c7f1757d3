// Emitted CUDA, HIP and Metal programs, host part included, executed on the CPU and judged against the reference evaluator.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { isPxosError } from '../../core/index.ts';
import { fixtures } from '../fixture.ts';
import { C_FAMILY, emitted, subjectOfFixture } from './c-family.ts';
import { firstFault } from './judge.ts';
import { isInstalled, type Order, ShimProgram } from './shim.ts';

const ORDERS: readonly Order[] = ['forward', 'reverse', 'shuffled'];

if (!isInstalled('g++')) {
  console.log('skipped: no g++ to execute emitted CUDA, HIP and Metal with');
  test.skip('emitted programs run on the CPU', () => {});
} else
  for (const fixture of fixtures())
    test(`${fixture.name} computes what the reference computes in CUDA, HIP and Metal`, async () => {
      const subject = await subjectOfFixture(fixture);
      for (const target of C_FAMILY) {
        let artifacts: Awaited<ReturnType<typeof emitted>>;
        try {
          artifacts = await emitted(subject, target);
        } catch (error) {
          if (isPxosError(error) && error.diagnostics.every(({ code }) => code === 'PX0800')) continue;
          throw error;
        }
        const program = await ShimProgram.compile(artifacts);
        for (const order of ORDERS) {
          const results = await program.run(
            subject.inputs,
            subject.outputs.map(({ name }) => name),
            order,
          );
          for (const output of subject.outputs)
            assert.is(firstFault(output, subject, results), undefined, `${target}, ${order}`);
        }
      }
    });

test.run();
