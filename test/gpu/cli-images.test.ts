// `pxos run FILE.pxi` with `--trace` and `--compare` on the device: its steps and images are those of the interpreter.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { LEGACY, pxiOf, STEPS } from '../pixel-programs.ts';
import { pxos, withFiles } from '../pure/command-line.ts';
import { gpuTest } from './device.ts';

const test = suite('cli-images');

const RAN = /^(cpu|webgpu): .*$/m;

for (const [version, text] of Object.entries({ '1.0': LEGACY, '1.1': STEPS }))
  gpuTest(test, `a trace of version ${version} on the device is that of the interpreter`, () =>
    withFiles({ 'a.pxi': pxiOf(text) }, async (folder) => {
      const wanted = await pxos(folder, 'run a.pxi --trace'.split(' '));
      const got = await pxos(folder, 'run a.pxi --trace --runner webgpu'.split(' '));
      assert.is(got.code, 0, got.stderr);
      assert.match(got.stdout, /^webgpu: /m);
      assert.is(got.stdout.replace(RAN, ''), wanted.stdout.replace(RAN, ''));
    }),
  );

/** Threads that wait for each other in a barrier. */
const BARRIER = STEPS.replace('  LOAD i2 s0 i0', '  SYNC\n  LOAD i2 s0 i0');

gpuTest(
  test,
  'a comparison runs on the device compiled and interpreted, and lists what it does not interpret',
  () =>
    withFiles({ 'a.pxi': pxiOf(STEPS), 'b.pxi': pxiOf(BARRIER) }, async (folder) => {
      const whole = await pxos(folder, 'run a.pxi --compare'.split(' '));
      assert.is(whole.code, 0, whole.stderr);
      for (const name of ['cpu compiled', 'cpu interpreted', 'webgpu compiled', 'webgpu interpreted'])
        assert.match(whole.stdout, new RegExp(`^${name} +[\\d.]+ [mµn]?s +c56af5e105da5d5c `, 'm'));
      assert.match(whole.stdout, /^5 executors leave the same image$/m);
      const barrier = await pxos(folder, 'run b.pxi --compare'.split(' '));
      assert.is(barrier.code, 0, barrier.stderr);
      assert.match(barrier.stdout, /^webgpu interpreted +does not run {2,}Kernel `add` has barriers/m);
      assert.match(barrier.stdout, /^4 executors leave the same image, 1 does not run$/m);
    }),
);

test.run();
