// How emitted files are handed to a target's compiler: which one is asked, and what happens when there is none.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileCheck, type Diagnostic, type EmitContext, openPipeline } from 'pxos';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const artifact = { target: 'cuda', path: 'k.cu', contents: 'text' };

/** Checks with the command `pxos-compiler` of a search path; what was said. */
async function checkWith(path: string): Promise<{ codes: readonly string[]; lines: readonly string[] }> {
  const pipeline = await openPipeline({ config: false });
  const reported: Diagnostic[] = [];
  const lines: string[] = [];
  const log = {
    debug: (line: string) => lines.push(line),
    report: (diagnostic: Diagnostic) => reported.push(diagnostic),
  };
  const context = { log, signal: pipeline.signal } as unknown as EmitContext;
  await compileCheck(artifact, context, [
    { command: 'pxos-compiler', args: (file) => [file], env: { PATH: path } },
  ]);
  await pipeline.close();
  return { codes: reported.map(({ code }) => code), lines };
}

test('a compiler that is not there is said in the debug log, each time', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pxos-test-'));
  const unchecked = 'k.cu is not checked: none of pxos-compiler is installed';
  assert.equal(await checkWith(folder), { codes: [], lines: [unchecked] });
  assert.equal(await checkWith(folder), { codes: [], lines: [unchecked] });
  rmSync(folder, { recursive: true });
});

test('a compiler that was not there is found on another search path', async () => {
  const [empty, full] = [
    mkdtempSync(join(tmpdir(), 'pxos-test-')),
    mkdtempSync(join(tmpdir(), 'pxos-test-')),
  ];
  await checkWith(empty);
  const command = join(full, 'pxos-compiler');
  writeFileSync(command, '#!/bin/sh\nexit 1\n');
  chmodSync(command, 0o755);
  assert.equal((await checkWith(full)).codes, ['PX0805']);
  rmSync(empty, { recursive: true });
  rmSync(full, { recursive: true });
});

test.run();
