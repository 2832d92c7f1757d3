// `pxos run FILE.pxi --trace --runner webgpu`: the steps on the device are those of the interpreter.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { LEGACY, pxiOf, STEPS } from '../pixel-programs.ts';
import { pxos, withFiles } from '../pure/command-line.ts';
import { gpuTest } from './device.ts';

const test = suite('cli-trace');

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

test.run();
