// The golden files: every fixture program in every target's text, its IR and its messages, side by side and to the byte.
import { basename, join } from 'node:path';
import {
  type Compiled,
  compileText,
  createPipeline,
  emitFor,
  isPxosError,
  optimizeProgram,
  planProgram,
  printProgram,
  renderDiagnostics,
} from 'pxos/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { builtins } from '../../plugins/builtins.ts';
import { fixtures } from '../fixture.ts';
import { matchFile, refuseOrphans } from '../snapshot.ts';

/** Targets that are text; WebAssembly is executed instead (test/cpu). */
const TARGETS = ['cuda', 'rocm', 'metal', 'wgsl'] as const;

const pipeline = await createPipeline({ builtins });

/** The artifacts of a target by file name, or the message of the refusal. */
async function emitted(compiled: Compiled, target: string): Promise<ReadonlyMap<string, string>> {
  const plan = await planProgram(pipeline, compiled);
  const program = await optimizeProgram(pipeline, compiled);
  const { artifacts } = await emitFor(pipeline, compiled, { target, plan, program }, { validate: false });
  return new Map(
    artifacts.flatMap(({ path, contents }) =>
      typeof contents === 'string' ? [[path, contents] as const] : [],
    ),
  );
}

for (const fixture of fixtures()) {
  test(`${fixture.name} is emitted as its golden files say`, async () => {
    const compiled = await compileText(pipeline, fixture.path, fixture.text);
    matchFile(printProgram(compiled.program), join(fixture.folder, 'expected.ir'));
    const sources = new Map([[fixture.path, fixture.text]]);
    const messages: string[] = [];
    for (const target of TARGETS) {
      try {
        for (const [path, text] of await emitted(compiled, target)) {
          matchFile(text, join(fixture.folder, path.replace(/^[^.]*/, 'expected')));
          assert.is(basename(path), path, 'one flat folder');
        }
      } catch (error) {
        if (!isPxosError(error)) throw error;
        messages.push(`${target}:\n${renderDiagnostics(error.diagnostics, sources)}`);
      }
    }
    matchFile(messages.join('\n') || 'none\n', join(fixture.folder, 'messages.txt'));
    refuseOrphans(fixture.folder, (name) => name.startsWith('expected.'));
  });
}

test('emitting again, in another order of targets, gives the same bytes', async () => {
  for (const fixture of fixtures().filter(({ name }) =>
    /^(saxpy|histogram|reductions|picture)$/.test(name),
  )) {
    const first = new Map<string, string>();
    for (const order of [TARGETS, [...TARGETS].reverse()]) {
      const again = await createPipeline({ builtins });
      const compiled = await compileText(again, fixture.path, fixture.text);
      for (const target of order) {
        for (const [path, text] of await emitted(compiled, target)) {
          const key = `${target} ${path}`;
          if (first.has(key)) assert.is(text, first.get(key));
          else first.set(key, text);
        }
      }
      await again.close();
    }
  }
});

test.run();
