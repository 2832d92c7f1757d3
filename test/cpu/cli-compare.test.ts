// `pxos run FILE.pxi --compare`, as people and programs see it: who runs, who does not, and what a wrong executor did.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodePng, hashOf, interpretImage } from 'pxos/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { ENDLESS, LEGACY, pxiOf, SPENT, STEPS } from '../pixel-programs.ts';
import { type Printed, pxos, withFiles } from '../pure/command-line.ts';
import { matchFile } from '../snapshot.ts';
import { wrongExecutor } from '../wrong-executor.ts';

const picture = (name: string): string =>
  fileURLToPath(new URL(`../../fixtures/pixel-tools/${name}.txt`, import.meta.url));

/** Runs `pxos run a.pxi --compare FLAGS` on a program in a folder of its own. */
const compared = (
  text: string,
  flags = '--runner cpu',
  { config, more }: { readonly config?: string; readonly more?: (folder: string) => void } = {},
): Promise<Printed> => {
  const files = { 'a.pxi': pxiOf(text), ...(config !== undefined && { 'pxos.config.mjs': config }) };
  return withFiles(files, async (folder) => {
    const printed = await pxos(folder, ['run', 'a.pxi', '--compare', ...flags.split(' ')]);
    more?.(folder);
    return printed;
  });
};

/** The text without what the machine decides. */
const withoutTimes = (text: string): string =>
  text.replace(/ +[\d.]+ (ns|µs|ms|s)(?= )/g, '  <time>').replace(/Node v[\d.]+/g, 'Node <version>');

const columns = (line: string): readonly string[] => line.split(/ {2,}/);

test('executors that leave the same image are listed with it, and the results are written', async () => {
  const { stdout, stderr, code } = await compared(STEPS, '--runner cpu --out image=b.pxi --out x=x.json', {
    more: (folder) => {
      assert.equal(JSON.parse(readFileSync(join(folder, 'x.json'), 'utf8')), [6, 7, 2, 45]);
      assert.ok(existsSync(join(folder, 'b.pxi')));
    },
  });
  assert.equal([code, stderr], [0, '']);
  const lines = stdout.split('\n');
  const { image } = interpretImage(decodePng(pxiOf(STEPS)).image);
  const hash = (await hashOf(image)).slice(0, 16);
  assert.equal(
    lines.slice(1, 4).map((line) => [columns(line)[0], columns(line)[2]]),
    [
      ['reference interpreted', hash],
      ['cpu compiled', hash],
      ['cpu interpreted', hash],
    ],
  );
  assert.is(lines[5], '3 executors leave the same image');
});

test('inputs and settings are given to every executor', async () => {
  const { stdout, code } = await compared(STEPS, '--runner cpu --set amount=1000 --in x=x.json');
  assert.is(code, 1, 'there is no x.json');
  assert.match(stdout, /^cpu compiled +PX\d{4} /m);
  const given = await compared(STEPS, '--runner cpu --set amount=1000');
  assert.is(given.code, 0);
  assert.match(given.stdout, /^x {2}int\[1 × 4\] {2}1001 1002 997 1040$/m);
});

test('an executor that spoils a pixel is found, and the step in which it does', async () => {
  const config = wrongExecutor('pixel');
  const { stdout, code } = await compared(STEPS, '--runner wrong --out image=b.pxi', {
    config,
    more: (folder) => assert.not(existsSync(join(folder, 'b.pxi'))),
  });
  assert.is(code, 1);
  matchFile(withoutTimes(stdout), picture('compare-wrong'));
  const json = JSON.parse((await compared(STEPS, '--runner wrong --json', { config })).stdout);
  const [reference, compiled, interpreted] = json.executors;
  assert.equal([json.ok, json.outputs, reference.same], [false, undefined, true]);
  assert.equal(compiled.difference.step, { step: 2, text: 'COPY @1 @3 1', exact: false });
  assert.equal(interpreted.difference.step, { step: 3, text: 'RELU @1', exact: true });
  const { count, pixel, wanted, got } = interpreted.difference;
  assert.equal([count, pixel, wanted[0] ^ got[0]], [1, { x: 6, y: 5 }, 1]);
  assert.equal(
    json.diagnostics.map((one: { code: string }) => one.code),
    ['PX1412', 'PX1412'],
  );
});

test('who declines is listed with the reason, and nobody fails', async () => {
  const { stdout, stderr, code } = await compared(STEPS, '--runner wrong', {
    config: wrongExecutor('machine'),
  });
  assert.equal([code, stderr], [0, '']);
  assert.match(stdout, /^wrong compiled +does not run {2,}This machine has no coprocessor\.$/m);
  assert.match(stdout, /^1 executor runs, 2 do not run$/m);
});

test('what is never compiled is listed as such', async () => {
  const { stdout, code } = await compared(LEGACY, '--runner cpu --compat');
  assert.is(code, 0);
  assert.match(stdout, /^cpu compiled +does not run {2,}`--compat` asks for what old executors did\.$/m);
  assert.match(stdout, /^2 executors leave the same image, 1 does not run$/m);
});

test('a program that fails fails everywhere, and its error comes once', async () => {
  const { stdout, stderr, code } = await compared(SPENT);
  assert.is(code, 1);
  assert.is(stdout.match(/ PX1350 /g)?.length, 3);
  assert.is(stderr.match(/error PX/g)?.length, 1);
  assert.match(stderr, /^error PX1350: /);
});

test('executors that are ended at the time limit are late, and nobody is called wrong', async () => {
  const { stdout, stderr, code } = await compared(ENDLESS, '--timeout 0.05 --runner cpu');
  assert.is(code, 1);
  assert.is(stderr.match(/error PX/g)?.length, 1);
  assert.match(stderr, /^error PX1414: No executor ended within 0\.05 s, the time limit\.$/m);
  assert.match(stdout, /^cpu compiled +late {2,}The run was ended/m);
  const wrong = { config: wrongExecutor('late') };
  const { executors, diagnostics } = JSON.parse(
    (await compared(STEPS, '--runner wrong --json', wrong)).stdout,
  );
  assert.equal(
    executors.map(({ outcome, late }: { outcome: string; late?: boolean }) => [outcome, late]),
    [
      ['image', undefined],
      ['failed', true],
      ['failed', true],
    ],
  );
  assert.equal(
    diagnostics.map(({ code }: { code: string }) => code),
    ['PX1414'],
  );
  const spent = await compared(SPENT, '--runner wrong', wrong);
  assert.equal(spent.stderr.match(/PX\d{4}/g), ['PX1350', 'PX1414']);
});

test('an executor that fails for another reason than the reference disagrees with it', async () => {
  const { stderr, code } = await compared(SPENT, '--runner wrong', { config: wrongExecutor('end') });
  assert.is(code, 1);
  assert.match(
    stderr,
    /^error PX1413: `wrong interpreted` ends with PX0998, but `reference interpreted` ends with PX1350\.$/m,
  );
  assert.match(stderr, /^error PX0998: The coprocessor is gone\.$/m);
});

test.run();
