// The passes leave the meaning of random programs alone: the evaluator gives the same bytes before and after.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { evaluateRun, type Program, prepareRun, verifyProgram } from '../../core/index.ts';
import { compile } from '../../core/language/index.ts';
import { dce } from '../../plugins/optimize-dce/index.ts';
import { fold } from '../../plugins/optimize-fold/index.ts';
import { randomProgram } from '../random/program.ts';

const PROGRAMS = 150;

const passes: readonly (readonly [name: string, run: (program: Program) => Program])[] = [
  ['fold', fold.run],
  ['dce', dce.run],
  ['fold, then dce', (program) => dce.run(fold.run(program))],
];

for (const [name, run] of passes)
  test(`${name} keeps the results of random programs`, async () => {
    let changed = 0;
    for (let seed = 0; seed < PROGRAMS; seed++) {
      const { text, inputs, sizes, settings, threads } = randomProgram(seed);
      const { program, diagnostics } = compile(text, 'random.px');
      assert.ok(program, `seed ${seed}: ${diagnostics[0]?.message}`);
      const after = run(program);
      assert.equal(verifyProgram(after), [], `seed ${seed}`);
      if (JSON.stringify(after) !== JSON.stringify(program)) changed++;
      const given = Object.fromEntries(Object.entries(inputs).map(([key, bytes]) => [key, { bytes }]));
      const prepared = await prepareRun(
        program,
        { in: given, set: settings, size: sizes, ...(threads !== undefined && { threads }) },
        { source: 'random.px' },
      );
      const results = [program, after].map((version) =>
        evaluateRun({
          program: version,
          buffers: [...prepared.storages.values()],
          operations: prepared.operations,
        }),
      );
      const [before, now] = results;
      for (const [buffer, bytes] of before!.buffers)
        assert.ok(Buffer.compare(bytes, now!.buffers.get(buffer)!) === 0, `seed ${seed}, buffer ${buffer}`);
    }
    assert.ok(changed > PROGRAMS / 3, `only ${changed} programs changed`);
  });

test.run();
