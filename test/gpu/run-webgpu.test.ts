// The runner of WebGPU: what it executes, in a process of its own or in this one, and what it does when something goes wrong.
import { execFileSync } from 'node:child_process';
import { build as b, isPxosError, type Kernel, type RunCopy, type RunLaunch } from 'pxos/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { openDevice } from '../../plugins/run-webgpu/device.ts';
import { executeJob, sessionOn } from '../../plugins/run-webgpu/execute.ts';
import type { Job } from '../../plugins/run-webgpu/job.ts';
import { WebgpuProcess } from '../../plugins/run-webgpu/process.ts';
import { decode, encode } from '../elements.ts';
import { gpuTest } from './device.ts';
import { moduleOf, theSession } from './launch.ts';

const test = suite('run-webgpu');
const i = b.local('i');

/** Adds 1 to each element. */
const increment = b.kernel({
  name: 'increment',
  params: [b.array('x', 'i32', 'readwrite')],
  locals: [b.variable('i')],
  body: [b.assign('i', b.threadId()), b.store('x', i, b.op('add', b.load('x', i), b.i32(1)))],
});

const endless = b.kernel({
  name: 'endless',
  params: [b.array('x', 'i32', 'readwrite')],
  body: [b.whileLoop(b.compare(b.load('x', b.i32(0)), 'eq', b.i32(0)), [b.store('x', b.i32(1), b.i32(1))])],
});

function launchOf(kernel: Kernel, arrays: Record<string, string>, threads: number, block = 64): RunLaunch {
  const grid = [Math.ceil(threads / block), 1, 1] as const;
  return {
    kind: 'launch',
    step: 0,
    kernel: kernel.name,
    grid,
    block: [block, 1, 1],
    extent: [threads, 1, 1],
    arrays,
    values: {},
  };
}

function job(
  kernels: readonly Kernel[],
  buffers: Record<string, readonly number[]>,
  operations: readonly (RunLaunch | RunCopy)[],
  element: 'i32' | 'u8' = 'i32',
): Job {
  return {
    modules: kernels.map((kernel) => moduleOf(kernel)),
    buffers: Object.entries(buffers).map(([name, values]) => ({
      name,
      element,
      length: values.length,
      data: encode(element, values),
    })),
    operations,
    outputs: Object.keys(buffers),
  };
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (isPxosError(error)) return error.message;
    throw error;
  }
  return 'no error';
}

gpuTest(test, 'buffers stay on the device from one launch to the next', async () => {
  const twice = launchOf(increment, { x: 'data' }, 3);
  const { buffers } = await executeJob(theSession(), job([increment], { data: [1, 2, 3] }, [twice, twice]));
  assert.equal(decode('i32', buffers.data!), [3, 4, 5]);
});

gpuTest(test, 'a grid of more than 65 535 blocks runs as several dispatches', async () => {
  const mark = b.kernel({
    name: 'mark',
    params: [b.array('x', 'i32', 'readwrite')],
    body: [b.store('x', b.blockId(), b.op('add', b.blockId(), b.i32(1)))],
  });
  const length = 65_540;
  const launch = { ...launchOf(mark, { x: 'x' }, length, 1), extent: [length, 1, 1] as const };
  const { buffers } = await executeJob(
    theSession(),
    job([mark], { x: Array.from({ length }, () => 0) }, [launch]),
  );
  const x = decode('i32', buffers.x!);
  assert.is(
    x.findIndex((value, index) => value !== index + 1),
    -1,
  );
});

gpuTest(test, 'a copy of bytes that fill no word keeps the bytes behind them', async () => {
  const copy: RunCopy = { kind: 'copy', step: 0, from: 'a', to: 'b', count: 6 };
  const { buffers } = await executeJob(
    theSession(),
    job([], { a: [1, 2, 3, 4, 5, 6, 7, 8], b: [11, 12, 13, 14, 15, 16, 17, 18] }, [copy], 'u8'),
  );
  assert.equal(decode('u8', buffers.b!), [1, 2, 3, 4, 5, 6, 17, 18]);
});

gpuTest(test, 'a buffer without elements can be bound and comes back empty', async () => {
  const { buffers } = await executeJob(
    theSession(),
    job([increment], { x: [] }, [launchOf(increment, { x: 'x' }, 4)]),
  );
  assert.equal(decode('i32', buffers.x!), []);
});

gpuTest(test, 'a block above the limits of the adapter is cut up if the kernel cannot see it', async () => {
  const { buffers } = await executeJob(
    theSession(),
    job([increment], { x: [0, 7] }, [launchOf(increment, { x: 'x' }, 4096, 4096)]),
  );
  assert.equal(decode('i32', buffers.x!), [1, 8]);
});

gpuTest(test, 'a block above a limit of the adapter is PX0774 with the name of the limit', async () => {
  const seeing = b.kernel({
    name: 'seeing',
    params: [b.array('x', 'i32', 'readwrite')],
    body: [b.store('x', b.localId(), b.i32(1))],
  });
  const message = await codeOf(
    executeJob(theSession(), job([seeing], { x: [0] }, [launchOf(seeing, { x: 'x' }, 4096, 4096)])),
  );
  assert.match(message, /PX0774: .*4096, but `maxComputeInvocationsPerWorkgroup` of/);
});

gpuTest(test, 'a buffer above a limit of the adapter is PX0774 with the name of the limit', async () => {
  const big = { name: 'x', element: 'i32', length: 2 ** 40 } as const;
  const message = await codeOf(executeJob(theSession(), { ...job([], {}, []), buffers: [big] }));
  assert.match(
    message,
    /PX0774: The buffer `x`, in bytes, needs 4398046511104, but `maxStorageBufferBindingSize`/,
  );
});

gpuTest(test, 'a written buffer that is bound twice is PX0782', async () => {
  const add = b.kernel({
    name: 'add',
    params: [b.array('x', 'i32'), b.array('y', 'i32', 'readwrite')],
    body: [b.store('y', b.threadId(), b.load('x', b.threadId()))],
  });
  const message = await codeOf(
    executeJob(theSession(), job([add], { data: [1] }, [launchOf(add, { x: 'data', y: 'data' }, 1)])),
  );
  assert.match(message, /^PX0782: The launch of `add` binds `data` to `x` and to `y`/);
});

gpuTest(test, 'a read-only buffer may be bound twice', async () => {
  const add = b.kernel({
    name: 'add',
    params: [b.array('x', 'i32'), b.array('y', 'i32'), b.array('z', 'i32', 'write')],
    body: [b.store('z', b.threadId(), b.op('add', b.load('x', b.threadId()), b.load('y', b.threadId())))],
  });
  const { buffers } = await executeJob(
    theSession(),
    job([add], { data: [1, 2], z: [0, 0] }, [launchOf(add, { x: 'data', y: 'data', z: 'z' }, 2)]),
  );
  assert.equal(decode('i32', buffers.z!), [2, 4]);
});

gpuTest(test, 'a lost device is PX0773', async () => {
  const open = await openDevice();
  open.device.destroy();
  const message = await codeOf(executeJob(sessionOn(open), job([increment], { x: [1] }, [])));
  assert.match(message, /^PX0773: The device `.*` was lost during the run/);
});

gpuTest(test, 'a process of its own answers several runs', async () => {
  const process = new WebgpuProcess();
  const one = job([increment], { x: [1] }, [launchOf(increment, { x: 'x' }, 1)]);
  const first = await process.run(one, 60_000);
  const second = await process.run(one, 60_000);
  process.end();
  assert.equal(decode('i32', first.buffers.x!), [2]);
  assert.equal(decode('i32', second.buffers.x!), [2]);
  assert.is(typeof first.device, 'string');
});

gpuTest(
  test,
  'a kernel that never ends is ended at the limit with PX0776, and the next run works',
  async () => {
    const process = new WebgpuProcess();
    const message = await codeOf(
      process.run(job([endless], { x: [0, 0] }, [launchOf(endless, { x: 'x' }, 1)]), 1500),
    );
    assert.match(message, /^PX0776: The run on WebGPU did not end within 1.5 s and was given up/);
    const { buffers } = await process.run(
      job([increment], { x: [1] }, [launchOf(increment, { x: 'x' }, 1)]),
      60_000,
    );
    process.end();
    assert.equal(decode('i32', buffers.x!), [2]);
  },
);

gpuTest(test, 'a process that dies during a run is PX0777', async () => {
  const process = new WebgpuProcess();
  const run = codeOf(process.run(job([endless], { x: [0, 0] }, [launchOf(endless, { x: 'x' }, 1)]), 60_000));
  setTimeout(() => process.end(), 500);
  assert.match(await run, /^PX0777: The WebGPU process ended before it answered: SIGKILL/);
});

gpuTest(test, 'an abandoned process does not keep Node alive', async () => {
  const script = `
    const { WebgpuProcess } = await import('./plugins/run-webgpu/process.ts');
    console.log((await new WebgpuProcess().probe(20000)).device);
  `;
  const output = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    encoding: 'utf8',
    timeout: 120_000,
  });
  assert.is(output.trim(), theSession().open.name);
});

test.run();
