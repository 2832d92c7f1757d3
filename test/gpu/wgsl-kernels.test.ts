// Emitted WGSL, executed: whole kernels whose results are easy to see.
import { build as b } from 'pxos/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { gpuTest } from './device.ts';
import { launch } from './launch.ts';

const test = suite('WGSL kernels');
const i = b.local('i');

gpuTest(test, 'saxpy adds a multiple of x to y and leaves the rest alone', async () => {
  const kernel = b.kernel({
    name: 'saxpy',
    params: [b.array('x', 'f32'), b.array('y', 'f32', 'readwrite'), b.value('a', 'f32'), b.value('n')],
    locals: [b.variable('i')],
    body: [
      b.assign('i', b.threadId()),
      b.ifThen(b.compare(i, 'lt', b.param('n')), [
        b.store(
          'y',
          i,
          b.op('add', b.op('mul', b.load('x', i, 'f32'), b.param('a', 'f32')), b.load('y', i, 'f32')),
        ),
      ]),
    ],
  });
  const { y } = await launch(kernel, {
    arrays: { x: [1, 2, 3, 4, 5], y: [10, 20, 30, 40, 50] },
    values: { a: 2, n: 4 },
    threads: 64,
  });
  assert.equal(y, [12, 24, 36, 48, 50]);
});

test.run();
