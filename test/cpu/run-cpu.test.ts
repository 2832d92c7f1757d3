// The runner `cpu`: its worker from the first request to the last, copies, what it refuses and how it ends what does not end.
import { Worker } from 'node:worker_threads';
import { buildSync } from 'esbuild';
import {
  type Artifact,
  type BufferState,
  build as b,
  defineRunner,
  isPxosError,
  type Kernel,
  type RunOperation,
  type RunRequest,
  type RunResult,
} from 'pxos/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { assemble, lowerProgram } from '../../plugins/emit-wasm/index.ts';
import { runCpu } from '../../plugins/run-cpu/index.ts';
import { CpuWorker } from '../../plugins/run-cpu/worker.ts';
import { decode, encode } from '../elements.ts';
import { launchOf } from './launch.ts';
import { requestOf } from './request.ts';

const i = b.threadId();

/** `x[i] + n` to `y[i]`. */
const addition: Kernel = b.kernel({
  name: 'addition',
  params: [b.array('x', 'i32'), b.array('y', 'i32', 'write'), b.value('n')],
  body: [b.store('y', i, b.op('add', b.load('x', i), b.param('n')))],
});

const endless: Kernel = b.kernel({
  name: 'endless',
  params: [b.array('y', 'i32', 'readwrite')],
  body: [b.whileLoop(b.bool(true), [b.atomic('add', 'y', b.i32(0), b.i32(1))])],
});

function artifactOf(...kernels: readonly Kernel[]): Artifact {
  const { module, meta } = lowerProgram(b.program({ kernels }));
  return { target: 'wasm', path: 'test.wasm', contents: assemble(module), meta: { ...meta } };
}

const ints = (name: string, values: readonly number[]): BufferState => ({
  name,
  element: 'i32',
  length: values.length,
  data: encode('i32', values),
});

function requestFor(kernel: Kernel, parts: Partial<RunRequest> = {}): RunRequest {
  return requestOf({
    program: b.program({ kernels: [kernel] }),
    artifacts: [artifactOf(kernel)],
    buffers: [ints('x', [1, 2, 3]), ints('y', [0, 0, 0])],
    operations: [launchOf(kernel, { threads: 3, values: { n: 10 } })],
    outputs: ['y'],
    ...parts,
  });
}

/** What the plugin taps, without a pipeline around it. */
function tapped(): { run: (request: RunRequest) => Promise<RunResult>; close: () => Promise<void> } {
  let run: ((request: RunRequest) => Promise<RunResult>) | undefined;
  let close: (() => Promise<void>) | undefined;
  const tap = (take: (fn: never) => void) => ({ tapPromise: (_name: unknown, fn: never) => take(fn) });
  const hooks = {
    run: {
      for: () =>
        tap((fn) => {
          run = fn;
        }),
    },
    close: tap((fn) => {
      close = fn;
    }),
  };
  runCpu.apply({ hooks } as never);
  return { run: run!, close: close! };
}

const { run, close } = tapped();

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (isPxosError(error)) return error.diagnostics.map(({ code }) => code).join();
    throw error;
  }
  return 'no error';
}

test('a launch runs in a worker and says so', async () => {
  const { info, buffers, timings } = await run(requestFor(addition));
  assert.equal(info, { runner: 'cpu', device: `WebAssembly in a worker, Node ${process.version}` });
  assert.equal(decode('i32', buffers.y!), [11, 12, 13]);
  assert.equal(
    timings.map(({ name }) => name),
    ['compile', 'upload', 'execute', 'download'],
  );
});

test('one worker serves request after request, of any size, and buffers without data are zeros each time', async () => {
  for (const length of [1000, 100_000, 10]) {
    const buffers: BufferState[] = [
      { name: 'x', element: 'i32', length },
      { name: 'y', element: 'i32', length },
    ];
    const operations = [launchOf(addition, { threads: length, values: { n: length } })];
    const result = await run(requestFor(addition, { buffers, operations }));
    assert.ok(decode('i32', result.buffers.y!).every((value) => value === length));
  }
});

test('data that is part of a larger buffer travels alone, and stays with the caller', async () => {
  const large = encode('i32', [9, 9, 5, 6, 7, 9]);
  const buffers = [{ ...ints('x', [0, 0, 0]), data: large.subarray(8, 20) }, ints('y', [0, 0, 0])];
  const result = await run(requestFor(addition, { buffers }));
  assert.equal(decode('i32', result.buffers.y!), [15, 16, 17]);
  assert.equal(decode('i32', large), [9, 9, 5, 6, 7, 9]);
});

test('requests at the same time run one after the other', async () => {
  const results = await Promise.all(
    [1, 2, 3].map((n) =>
      run(requestFor(addition, { operations: [launchOf(addition, { threads: 3, values: { n } })] })),
    ),
  );
  assert.equal(
    results.map(({ buffers }) => decode('i32', buffers.y!)[0]),
    [2, 3, 4],
  );
});

test('copies and launches happen in their order', async () => {
  const copy: RunOperation = { kind: 'copy', step: 0, from: 'y', to: 'x', count: 2 };
  const launch = launchOf(addition, { threads: 3, values: { n: 10 } });
  const result = await run(requestFor(addition, { operations: [launch, copy, launch], outputs: ['x', 'y'] }));
  assert.equal(decode('i32', result.buffers.x!), [11, 12, 3]);
  assert.equal(decode('i32', result.buffers.y!), [21, 22, 13]);
});

test('a request without launches only moves data', async () => {
  const copy: RunOperation = { kind: 'copy', step: 0, from: 'x', to: 'y', count: 100 };
  const result = await run(requestFor(addition, { artifacts: [], operations: [copy] }));
  assert.equal(decode('i32', result.buffers.y!), [1, 2, 3]);
});

test('a kernel that never ends is ended at the time limit, and the next request runs', async () => {
  assert.is(await codeOf(run(requestFor(endless, { timeout: 200 }))), 'PX0750');
  const { buffers } = await run(requestFor(addition));
  assert.equal(decode('i32', buffers.y!), [11, 12, 13]);
});

test('a request that is given up ends at once, before it starts as well', async () => {
  const control = new AbortController();
  const running = codeOf(run(requestFor(endless, { signal: control.signal })));
  setTimeout(() => control.abort(), 100);
  assert.is(await running, 'PX0760');
  assert.is(await codeOf(run(requestFor(addition, { signal: control.signal }))), 'PX0760');
});

test('the time limit holds between blocks in this thread', async () => {
  const slow: Kernel = b.kernel({
    name: 'slow',
    params: [b.array('y', 'i32', 'readwrite')],
    body: [b.forLoop('k', b.i32(0), b.i32(100_000), [b.atomic('add', 'y', b.i32(0), b.i32(1))])],
  });
  const operations = [launchOf(slow, { threads: 1_000_000 })];
  const options = { inProcess: true };
  assert.is(await codeOf(run(requestFor(slow, { operations, options, timeout: 50 }))), 'PX0750');
  const { info } = await run(requestFor(addition, { options }));
  assert.is(info.device, `WebAssembly in this thread, Node ${process.version}`);
});

test('more memory than WebAssembly has is an error before anything runs', async () => {
  const buffers: BufferState[] = [
    { name: 'x', element: 'f64', length: 2 ** 29 },
    { name: 'y', element: 'i32', length: 3 },
  ];
  assert.is(await codeOf(run(requestFor(addition, { buffers }))), 'PX0751');
});

test('a block of more than 1024 threads is an error', async () => {
  const sees = b.kernel({ ...addition, body: [b.store('y', b.localId(), b.i32(1))] });
  const operations = [launchOf(sees, { block: [32, 33, 1], grid: [1, 1, 1], values: { n: 0 } })];
  assert.is(await codeOf(run(requestFor(sees, { operations }))), 'PX0753');
});

test('more blocks than 32 bits count are an error', async () => {
  const sees = b.kernel({ ...addition, body: [b.store('y', b.localId(), b.i32(1))] });
  const operations = [launchOf(sees, { block: [1, 1, 1], grid: [2 ** 20, 2 ** 12, 1], values: { n: 0 } })];
  assert.is(await codeOf(run(requestFor(sees, { operations }))), 'PX0754');
});

test('matrix statements, missing kernels and missing buffers are errors', async () => {
  const operand = { buffer: 'x', rows: 1, columns: 3 };
  const matrix: RunOperation = { kind: 'matrix', step: 0, op: 'relu', operands: [operand], result: operand };
  assert.is(await codeOf(run(requestFor(addition, { operations: [matrix] }))), 'PX0756');
  assert.is(await codeOf(run(requestFor(addition, { artifacts: [artifactOf(endless)] }))), 'PX0756');
  assert.is(await codeOf(run(requestFor(addition, { outputs: ['z'] }))), 'PX0761');
});

test('a module that the engine refuses is an error, and so is a trap', async () => {
  const artifact = artifactOf(addition);
  const contents = (artifact.contents as Uint8Array).slice(0, -3);
  assert.is(await codeOf(run(requestFor(addition, { artifacts: [{ ...artifact, contents }] }))), 'PX0757');
  const wrong = { ...b.load('x', b.i32(2 ** 28)), proven: true };
  const trapping = b.kernel({ ...addition, body: [b.store('y', i, wrong)] });
  assert.is(await codeOf(run(requestFor(trapping))), 'PX0758');
});

for (const how of ['minify', 'keepNames'] as const)
  test(`the worker runs from a bundle made with ${how}`, async () => {
    const { outputFiles } = buildSync({
      stdin: {
        contents: `
        import { workerProgram } from './plugins/run-cpu/worker.ts';
        console.log(workerProgram);
      `,
        resolveDir: '.',
      },
      bundle: true,
      minify: how === 'minify',
      keepNames: how === 'keepNames',
      write: false,
      platform: 'node',
      format: 'cjs',
      external: ['pxos/core', 'node:*'],
    });
    const lines: string[] = [];
    new Function('require', 'console', outputFiles[0]!.text)(
      (name: string) => (name === 'pxos/core' ? { message: () => () => ({}), defineRunner } : { Worker }),
      { log: (line: string) => lines.push(line) },
    );
    const answer = await new CpuWorker(lines[0]!).run(
      {
        hash: '',
        module: Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0),
        memory: 8,
        buffers: [{ address: 0, bytes: 4, data: Uint8Array.of(1, 2, 3, 4) }],
        operations: [{ kind: 'copy', from: 0, to: 4, bytes: 4 }],
        outputs: [{ address: 4, bytes: 4 }],
        timeout: 5000,
      },
      5000,
      new AbortController().signal,
    );
    assert.is(answer.kind, 'done');
    if (answer.kind === 'done') assert.equal([...answer.outputs[0]!], [1, 2, 3, 4]);
  });

test('closing ends the worker, and closing twice is no matter', async () => {
  await close();
  await close();
});

test.run();
