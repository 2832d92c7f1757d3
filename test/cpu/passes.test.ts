// The passes leave the meaning of random programs alone: the evaluator gives the same bytes before and after, and finds no
// access outside that a pass has proven to be inside.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  evaluateRun,
  lowerGroups,
  type Program,
  prepareRun,
  removeRedundantBarriers,
  type ScheduleOrder,
  verifyProgram,
} from '../../core/index.ts';
import { compile } from '../../core/language/index.ts';
import { legalize } from '../../plugins/emit-wasm/index.ts';
import { bounds } from '../../plugins/optimize-bounds/index.ts';
import { dce } from '../../plugins/optimize-dce/index.ts';
import { fold } from '../../plugins/optimize-fold/index.ts';
import { randomProgram } from '../random/program.ts';

const PROGRAMS = 100;

const PASSES: { readonly [name: string]: (program: Program) => Program } = {
  fold: fold.run,
  dce: dce.run,
  bounds: bounds.run,
  'group operations, and no barrier twice': (program) => removeRedundantBarriers(lowerGroups(program)),
  'fold, bounds, dce': (program) => dce.run(bounds.run(fold.run(program))),
  'fold, bounds, dce, then legalized for WebAssembly': (program) =>
    legalize(dce.run(bounds.run(fold.run(program)))),
};

/** A random program, and what it leaves in memory in a given version of itself. */
async function randomRun(seed: number) {
  const { text, inputs, sizes, settings, threads } = randomProgram(seed);
  const { program, diagnostics } = compile(text, 'random.px');
  if (!program) throw new Error(`seed ${seed}: ${diagnostics[0]?.message}`);
  const given = Object.fromEntries(Object.entries(inputs).map(([key, bytes]) => [key, { bytes }]));
  const prepared = await prepareRun(
    program,
    { in: given, set: settings, size: sizes, ...(threads !== undefined && { threads }) },
    { source: 'random.px' },
  );
  const buffers = [...prepared.storages.values()];
  const results = (version: Program, order: ScheduleOrder = 'forward') =>
    evaluateRun({ program: version, buffers, operations: prepared.operations }, { order }).buffers;
  return { program, results };
}

test('random programs keep their results under every pass', async () => {
  const changed = new Map(Object.keys(PASSES).map((name) => [name, 0]));
  for (let seed = 0; seed < PROGRAMS; seed++) {
    const { program, results } = await randomRun(seed);
    const before = results(program);
    for (const [name, run] of Object.entries(PASSES)) {
      const after = run(program);
      assert.equal(verifyProgram(after), [], `seed ${seed} after ${name}`);
      if (JSON.stringify(after) === JSON.stringify(program)) continue;
      changed.set(name, changed.get(name)! + 1);
      // Another order of the threads, so that a barrier that was needed would be missed.
      const now = results(after, 'reverse');
      for (const [buffer, bytes] of before)
        assert.ok(Buffer.compare(bytes, now.get(buffer)!) === 0, `seed ${seed} after ${name}: ${buffer}`);
    }
  }
  for (const [name, count] of changed)
    assert.ok(count > PROGRAMS / 10, `${name} changed ${count} of ${PROGRAMS} programs`);
});

test.run();
