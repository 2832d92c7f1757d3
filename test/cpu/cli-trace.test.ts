// `pxos run FILE.pxi --trace`, as people and programs see it: on the interpreter, on runners, and where a step fails.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodePng, hashOf, interpretImage } from 'pxos/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { LEGACY, pxiOf, SPENT, STEPS } from '../pixel-programs.ts';
import { type Printed, pxos, withFiles } from '../pure/command-line.ts';
import { matchFile } from '../snapshot.ts';
import { wrongExecutor } from '../wrong-executor.ts';

const picture = (name: string): string =>
  fileURLToPath(new URL(`../../fixtures/pixel-tools/${name}.txt`, import.meta.url));

/** Runs `pxos run a.pxi FLAGS` on an image in a folder of its own. */
const runOf = (
  file: Uint8Array,
  flags: string,
  more: (folder: string) => void = () => undefined,
): Promise<Printed> =>
  withFiles({ 'a.pxi': file }, async (folder) => {
    const printed = await pxos(folder, ['run', 'a.pxi', ...flags.split(' ')]);
    more(folder);
    return printed;
  });

/** The text without what the machine decides. */
const withoutTimes = (text: string): string => text.replace(/, [\d.]+ (ns|µs|ms|s)$/gm, ', <time>');

/** The lines of the steps, without who ran them and the results. */
const stepsOf = ({ stdout }: Printed): string => stdout.replace(/^(cpu|reference|webgpu): [\s\S]*$/m, '');

test('a trace of version 1.1 shows operands, regions, changes and hashes of every step', async () => {
  const { stdout, stderr, code } = await runOf(pxiOf(STEPS), '--trace');
  assert.equal([code, stderr], [0, '']);
  matchFile(withoutTimes(stdout), picture('trace'));
});

test('a trace of version 1.0 shows rows in place of records', async () => {
  const { stdout, code } = await runOf(pxiOf(LEGACY), '--trace');
  assert.is(code, 0);
  matchFile(withoutTimes(stdout), picture('trace-1.0'));
});

test('a trace in the old dialect, with what old executors did', async () => {
  const { stdout, stderr, code } = await runOf(pxiOf(LEGACY), '--trace --compat --dialect 0.0.2');
  assert.is(code, 0, stderr);
  matchFile(withoutTimes(stdout), picture('trace-compat'));
});

test('runners trace the same steps as the interpreter', async () => {
  for (const text of [STEPS, LEGACY]) {
    const wanted = stepsOf(await runOf(pxiOf(text), '--trace'));
    assert.match(wanted, /^step 4 at/m);
    for (const runner of ['cpu', 'reference'])
      assert.is(stepsOf(await runOf(pxiOf(text), `--trace --runner ${runner}`)), wanted, runner);
  }
});

test('the steps on a runner share the time limit', async () => {
  const files = { 'a.pxi': pxiOf(STEPS), 'pxos.config.mjs': wrongExecutor('haste') };
  await withFiles(files, async (folder) => {
    const { stdout, stderr, code } = await pxos(folder, 'run a.pxi --trace --runner wrong'.split(' '));
    assert.equal([code, stderr], [0, '']);
    assert.match(stdout, /^step 4 at/m);
  });
});

test('a trace takes inputs and settings, and writes results', async () => {
  const flags = '--trace --set amount=100 --out x=x.json --out image=b.pxi';
  const { code, stdout } = await runOf(pxiOf(STEPS), flags, (folder) => {
    assert.equal(JSON.parse(readFileSync(join(folder, 'x.json'), 'utf8')), [101, 102, 97, 140]);
    assert.is(decodePng(readFileSync(join(folder, 'b.pxi'))).image.width, 8);
  });
  assert.is(code, 0);
  assert.match(stdout, /^x {2}int\[1 × 4\] {2}101 102 97 140 {2}→ x\.json$/m);
});

test('the JSON of a trace has a record for each step; the last hash is that of the result', async () => {
  const { stdout, code } = await runOf(pxiOf(STEPS), '--trace --json');
  assert.is(code, 0);
  const { ok, trace, runs, outputs } = JSON.parse(stdout);
  assert.equal([ok, trace.length, runs.length, outputs.length], [true, 5, 1, 3]);
  assert.equal(
    { ...trace[2], pixel: undefined, written: undefined, changed: undefined, sha256: undefined },
    {
      step: 2,
      pixel: undefined,
      text: 'COPY @1 @3 1',
      operands: [
        { number: 1, name: 'x', type: 'i32', rows: 1, columns: 4, access: 'read' },
        { number: 3, name: 'total', type: 'i32', rows: 1, columns: 1, access: 'write' },
      ],
      written: undefined,
      changed: undefined,
      sha256: undefined,
    },
  );
  const [[first, end]] = trace[2].written;
  assert.is(end, first + 1);
  assert.equal(trace[2].changed, {
    count: 1,
    first: { x: first % 8, y: Math.floor(first / 8) },
    last: { x: first % 8, y: Math.floor(first / 8) },
  });
  const { image } = interpretImage(decodePng(pxiOf(STEPS)).image);
  assert.is(trace[4].sha256, await hashOf(image));
  assert.is(trace[4].sha256, outputs[0].sha256);
});

test('a step that fails comes behind the steps before it; nothing is written', async () => {
  for (const runner of ['', ' --runner reference']) {
    const { stdout, stderr, code } = await runOf(
      pxiOf(SPENT),
      `--trace --out image=b.pxi${runner}`,
      (folder) => assert.not(existsSync(join(folder, 'b.pxi'))),
    );
    assert.is(code, 1);
    assert.match(stdout, /^step 0 at .* {2}COPY @1 @3 2$/m);
    assert.not.match(stdout, /^step 1/m);
    assert.match(stderr, /^error PX1350: OUT_OF_GAS: thread 0 of kernel `spin`/);
    assert.match(stderr, /^ {2}--> a\.pxi:\(\d, \d\)$/m);
    const json = JSON.parse((await runOf(pxiOf(SPENT), `--trace --json${runner}`)).stdout);
    assert.equal([json.ok, json.trace.length, json.diagnostics[0].code], [false, 1, 'PX1350']);
  }
});

test.run();
