// The evaluator against Meaning 0 and 4 to 7: ids, memory safety, barriers, groups, atomics, limits.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { build as b, evaluateRun, type RunLaunch } from '../../core/index.ts';
import { errorOf, runKernel } from './evaluate-kernel.ts';

const zeros = (length: number): number[] => new Array<number>(length).fill(0);

test('ids count threads, places in the block, blocks, and the sizes of both', () => {
  const text = `kernel k(r: i32[] write) {
    local at: i32
    ((thread.y * 6) + thread.x) * 8 -> at
    thread.x -> r[at]
    thread.y -> r[at + 1]
    local.x -> r[at + 2]
    local.y -> r[at + 3]
    block.x -> r[at + 4]
    block.y -> r[at + 5]
    blockSize.x -> r[at + 6]
    gridSize.x -> r[at + 7]
  }`;
  const {
    arrays: { r },
  } = runKernel(text, { arrays: { r: 24 * 8 }, grid: [2, 2, 1], block: [3, 2, 1] });
  // Thread (4, 3) is the place (1, 1) of block (1, 1).
  assert.equal(r?.slice(22 * 8, 23 * 8), [4, 3, 1, 1, 1, 1, 3, 2]);
});

test('a kernel that cannot see its blocks runs exactly the threads below the extent', () => {
  const text = 'kernel k(r: i32[] readwrite) {\n  r[thread.x] + 1 -> r[thread.x]\n}';
  const run = { arrays: { r: 8 }, grid: [2, 1, 1], block: [4, 1, 1], extent: [5, 1, 1] } as const;
  assert.equal(runKernel(text, run).arrays.r, [1, 1, 1, 1, 1, 0, 0, 0]);
});

test('an extent of three axes runs each of its threads once, x fastest', () => {
  const text =
    'kernel k(r: i32[] readwrite, n: i32[] readwrite) {\n  local old: i32\n  atomic add n[0] with 1 -> old\n' +
    '  ((thread.z * 100) + (thread.y * 10)) + thread.x -> r[old]\n}';
  const run = { arrays: { r: 13, n: 1 }, grid: [1, 2, 2], block: [2, 2, 1], extent: [2, 3, 2] } as const;
  const { r, n } = runKernel(text, run).arrays;
  assert.equal(r, [0, 1, 10, 11, 20, 21, 100, 101, 110, 111, 120, 121, 0]);
  assert.equal(n, [12]);
});

test('a kernel that sees its blocks runs whole blocks', () => {
  const text = 'kernel k(r: i32[] write) {\n  local.x + 1 -> r[thread.x]\n}';
  const run = { arrays: { r: 8 }, grid: [2, 1, 1], block: [4, 1, 1], extent: [5, 1, 1] } as const;
  assert.equal(runKernel(text, run).arrays.r, [1, 2, 3, 4, 1, 2, 3, 4]);
});

test('a load outside gives 0, a store or atomic outside does nothing and its old value is 0', () => {
  const text = `kernel k(x: i32[] readwrite) {
    local old: i32
    5 -> old
    x[-1] + x[3] -> x[0]
    7 -> x[3]
    7 -> x[-3]
    atomic add x[2147483647] with 1 -> old
    old -> x[1]
  }`;
  const {
    arrays: { x },
    count,
    messages,
  } = runKernel(text, { arrays: { x: [1, 1, 1] } });
  assert.equal(x, [0, 0, 1]);
  assert.is(count, 5);
  assert.is(
    messages[0],
    'warning PX0790 Kernel `k`, thread (0, 0, 0): a load from `x` at index -1, which has 3 elements.',
  );
  assert.is(
    messages[4],
    'warning PX0790 Kernel `k`, thread (0, 0, 0): an atomic on `x` at index 2147483647, which has 3 elements.',
  );
});

test('accesses outside are reported once for each place, and counted', () => {
  const text = 'kernel k(x: i32[] write) {\n  1 -> x[thread.x]\n}';
  const { count, messages } = runKernel(text, { arrays: { x: 3 }, block: [10, 1, 1] });
  assert.is(count, 7);
  assert.equal(messages, [
    'warning PX0790 Kernel `k`, thread (3, 0, 0): a store to `x` at index 3, which has 3 elements.',
    'info PX0793 7 accesses were outside their arrays in all; the first is shown, one for each place in the text.',
  ]);
});

test('sanitize makes them errors', () => {
  const text = 'kernel k(x: i32[] write) {\n  1 -> x[thread.x]\n}';
  const run = { arrays: { x: 3 }, block: [4, 1, 1], options: { sanitize: true } } as const;
  assert.match(
    errorOf(() => runKernel(text, run)),
    'PX0791: Kernel `k`, thread (3, 0, 0)',
  );
});

test('a wrong proof is an error of the pass', () => {
  const text = 'kernel k(x: i32[] write) {\n  1 -> x[9]!\n}';
  assert.match(
    errorOf(() => runKernel(text, { arrays: { x: 3 } })),
    'PX0798',
  );
});

test('SYNC_THREADS orders memory among the threads of a block, in any order of threads', () => {
  const text = `kernel k(x: i32[] readwrite) {
    shared s: i32[64]
    thread.x -> s[local.x]
    barrier
    s[63 - local.x] -> x[thread.x]
    barrier
    for i in 0 .. 3 {
      x[thread.x] + 1 -> s[local.x]
      barrier
      s[(local.x + 1) & 63] -> x[thread.x]
      barrier
    }
  }`;
  const run = { arrays: { x: 128 }, grid: [2, 1, 1], block: [64, 1, 1] } as const;
  const expected = Array.from({ length: 128 }, (_, i) => {
    const block = i - (i % 64);
    return block + 63 - ((i + 3) % 64) + 3;
  });
  for (const order of ['forward', 'reverse', { seed: 5 }] as const)
    assert.equal(runKernel(text, { ...run, options: { order } }).arrays.x, expected);
});

test('another order of threads exposes a race that the forward order hides', () => {
  const text = `kernel k(x: i32[] write) {
    shared s: i32[2]
    local.x + 1 -> s[local.x]
    s[0] -> x[local.x]
  }`;
  const at = (order: 'forward' | 'reverse') =>
    runKernel(text, { arrays: { x: 2 }, block: [2, 1, 1], options: { order } }).arrays.x;
  assert.equal(at('forward'), [1, 1]);
  assert.equal(at('reverse'), [1, 0]);
});

test('shared memory is zero when a block starts', () => {
  const text = `kernel k(x: i32[] write) {
    shared s: i32[4]
    s[local.x] -> x[thread.x]
    9 -> s[local.x]
  }`;
  assert.equal(runKernel(text, { arrays: { x: 8 }, grid: [2, 1, 1], block: [4, 1, 1] }).arrays.x, zeros(8));
});

test('an array that claims to need no zeros gets none', () => {
  const text = 'kernel k(x: i32[] write) {\n  shared s: u8[4] skipZeroFill\n  s[local.x] -> x[thread.x]\n}';
  assert.equal(runKernel(text, { arrays: { x: 1 } }).arrays.x, [0xa5]);
});

test('an array per thread has its length times the threads of the block', () => {
  const text = 'kernel k(x: i32[] write) {\n  shared s: i32[2] perThread\n  length(s) -> x[0]\n}';
  assert.equal(runKernel(text, { arrays: { x: 1 }, block: [5, 3, 1] }).arrays.x, [30]);
});

test('a barrier that some threads never reach is an error', () => {
  // The verifier refuses this; the evaluator finds it too.
  const kernel = b.kernel({
    name: 'k',
    body: [b.ifThen(b.compare(b.localId(), 'lt', b.i32(3)), [b.barrier()])],
  });
  const launch: RunLaunch = {
    kind: 'launch',
    step: 0,
    kernel: 'k',
    grid: [1, 1, 1],
    block: [8, 1, 1],
    extent: [8, 1, 1],
    arrays: {},
    values: {},
  };
  const run = () => evaluateRun({ program: b.programOf(kernel), buffers: [], operations: [launch] });
  assert.is(
    errorOf(run),
    'PX0794: In kernel `k` 3 of the 8 threads of a block wait at a barrier, the others do not come.',
  );
});

test('the warp tree adds lane i + d to lane i for d = 16, 8, 4, 2, 1, and every thread gets the result', () => {
  const text =
    'kernel k(x: f32[] read, r: f32[] write) {\n  local s: f32\n  reduce warp sum x[thread.x] -> s\n  s -> r[thread.x]\n}';
  // 1e8 is lost in another order: only neighbours at distance 16 cancel.
  const x = Array.from({ length: 32 }, (_, i) => (i === 0 ? 1e8 : i === 16 ? -1e8 : 1));
  const {
    arrays: { r },
  } = runKernel(text, { arrays: { x, r: 32 }, block: [32, 1, 1] });
  assert.equal(r, new Array(32).fill(30));
});

test('a partial warp skips missing partners', () => {
  const text =
    'kernel k(x: i32[] read, r: i32[] write) {\n  local s: i32\n  reduce warp min x[thread.x] -> s\n  s -> r[thread.x]\n}';
  const x = Array.from({ length: 35 }, (_, i) => 100 - i);
  const {
    arrays: { r },
  } = runKernel(text, { arrays: { x, r: 35 }, block: [35, 1, 1] });
  assert.equal([r?.[0], r?.[31], r?.[32], r?.[34]], [69, 69, 66, 66]);
});

test('the block tree reduces the results of the warps, in blocks of any size', () => {
  const text = `kernel k(r: i32[] write) {
    local s: i32, u: u32, c: bool, d: f64
    reduce block sum thread.x -> s
    s -> r[0]
    reduce block max (1u << thread.x) -> u
    convert<i32>(u) -> r[1]
    reduce block and (thread.x >= 0) -> c
    convert<i32>(c) -> r[2]
    reduce block min convert<f64>(thread.x) -> d
    convert<i32>(d) -> r[3]
    reduce block or thread.x -> s
    s -> r[4]
  }`;
  for (const size of [1, 31, 32, 33, 100, 1024, 1500]) {
    const {
      arrays: { r },
    } = runKernel(text, { arrays: { r: 5 }, block: [size, 1, 1] });
    const ids = Array.from({ length: size }, (_, i) => i);
    const expected = [
      ids.reduce((a, i) => a + i, 0),
      ids.reduce((a, i) => Math.max(a, (1 << i) >>> 0), 0) | 0,
      1,
      0,
      ids.reduce((a, i) => a | i, 0),
    ];
    assert.equal(r, expected, `${size} threads`);
  }
});

test('LOAD_COALESCED takes range and offset from thread 0 and keeps the rules of LOAD and STORE', () => {
  const text = `kernel k(x: u8[] read, r: f32[] write, lo: i32, hi: i32, at: i32) {
    shared s: f32[4]
    stage x[($lo + local.x) .. $hi] -> s[$at]
    s[local.x] -> r[thread.x]
  }`;
  const at = (lo: number, hi: number, offset: number) =>
    runKernel(text, {
      arrays: { x: [1, 2, 3, 4, 5], r: 4 },
      values: { lo, hi, at: offset },
      block: [4, 1, 1],
    });
  assert.equal(at(1, 4, 0).arrays.r, [2, 3, 4, 0]);
  assert.equal(at(3, 7, 0).arrays.r, [4, 5, 0, 0]);
  assert.equal(at(0, 5, 2).arrays.r, [0, 0, 1, 2]);
  assert.equal(at(0, 5, -3).arrays.r, [4, 5, 0, 0]);
  assert.equal(at(4, 0, 0).arrays.r, [0, 0, 0, 0]);
  assert.is(at(3, 7, 0).count, 2);
  assert.is(at(0, 5, 2).count, 1);
});

test('atomics give the old value and work on int, uint and float', () => {
  const text = `kernel k(i: i32[] readwrite, u: u32[] readwrite, f: f32[] readwrite, old: i32[] write) {
    local o: i32
    atomic add i[0] with 1 -> o
    o -> old[thread.x]
    atomic sub i[1] with 2
    atomic min i[2] with (thread.x - 2)
    atomic max u[0] with convert<u32>(thread.x)
    atomic and i[3] with (thread.x | 4)
    atomic or i[4] with (1 << thread.x)
    atomic xor i[5] with 1
    atomic exchange i[6] with thread.x
    atomic cas i[7] expect thread.x with (thread.x + 1)
    atomic add f[0] with 0.1
    atomic min f[1] with convert<f32>(thread.x)
    atomic max f[2] with 0.5
    atomic add u[1] with 2147483648u
  }`;
  const run = {
    arrays: { i: [10, 0, 9, 7, 0, 0, 0, 0], u: [1, 5], f: [0, 1, Number.NaN], old: 4 },
    block: [4, 1, 1],
  } as const;
  const {
    arrays: { i, u, f, old },
  } = runKernel(text, run);
  assert.equal(old, [10, 11, 12, 13]);
  assert.equal(i, [14, -8, -2, 4, 15, 0, 3, 4]);
  assert.equal(u, [3, 5]);
  let sum = 0;
  for (let n = 0; n < 4; n++) sum = Math.fround(sum + Math.fround(0.1));
  assert.equal(f, [sum, 0, 0.5]);
});

test('a loop that never ends is ended at the time limit', () => {
  const text = 'kernel k() {\n  while true {\n  }\n}';
  const message = errorOf(() => runKernel(text, { arrays: {}, options: { timeout: 50 } }));
  assert.is(message, 'PX0795: Kernel `k` was ended at the time limit of 0.05 s.');
});

test('so is one with a barrier, one in a function, and a launch of very many threads', () => {
  const options = { timeout: 50 };
  const barrier = 'kernel k() {\n  while true {\n    barrier\n  }\n}';
  const inside =
    'function f() -> i32 {\n  while true {\n  }\n}\nkernel k(r: i32[] write) {\n  f() -> r[0]\n}';
  assert.match(
    errorOf(() => runKernel(barrier, { arrays: {}, options })),
    'PX0795',
  );
  assert.match(
    errorOf(() => runKernel(inside, { arrays: { r: 1 }, options })),
    'PX0795',
  );
  assert.match(
    errorOf(() => runKernel('kernel k() {\n}', { arrays: {}, grid: [2 ** 30, 1, 1], options })),
    'PX0795',
  );
});

test('so are calls of calls without a loop', () => {
  const functions = Array.from(
    { length: 40 },
    (_, k) => `function f${k + 1}() -> i32 {\n  return f${k}() + f${k}()\n}`,
  );
  const text = [
    'function f0() -> i32 {\n  return 1\n}',
    ...functions,
    'kernel k(r: i32[] write) {\n  f40() -> r[0]\n}',
  ];
  assert.match(
    errorOf(() => runKernel(text.join('\n'), { arrays: { r: 1 }, options: { timeout: 50 } })),
    'PX0795',
  );
});

test('threads with many statements look at the clock as often as these make it', () => {
  const { signal } = new AbortController();
  let looks = 0;
  Object.defineProperty(signal, 'aborted', { get: () => ++looks < 0 });
  const statements = Array.from({ length: 5000 }, () => '  a + 1 -> a').join('\n');
  const text = `kernel k(r: i32[] write) {\n  local a: i32\n${statements}\n  a -> r[0]\n}`;
  runKernel(text, { arrays: { r: 1 }, grid: [100, 1, 1], options: { signal } });
  assert.ok(looks > 20, `${looks} looks`);
});

test('an aborted run ends', () => {
  const controller = new AbortController();
  controller.abort();
  const options = { signal: controller.signal };
  assert.match(
    errorOf(() => runKernel('kernel k() {\n  while true {\n  }\n}', { arrays: {}, options })),
    'PX0796',
  );
});

test('requests that do not fit give coded errors', () => {
  const program = b.program({});
  const run = (request: Partial<Parameters<typeof evaluateRun>[0]>, memoryLimit = 1000) =>
    errorOf(() => evaluateRun({ program, buffers: [], operations: [], ...request }, { memoryLimit }));
  const buffer = { name: 'x', element: 'f32', length: 4 } as const;
  assert.match(run({ buffers: [{ ...buffer, length: 1e6 }] }), 'PX0792');
  assert.match(run({ buffers: [{ ...buffer, data: new Uint8Array(15) }] }), 'PX0799');
  const matrix = { rows: 1, columns: 1, buffer: 'x' };
  assert.match(
    run({ operations: [{ kind: 'matrix', step: 0, op: 'relu', operands: [matrix], result: matrix }] }),
    'PX0799',
  );
  assert.match(run({ operations: [{ kind: 'copy', step: 0, from: 'x', to: 'y', count: 1 }] }), 'PX0799');
});

test('a copy moves the first elements and leaves the request’s own bytes alone', () => {
  const data = new Uint8Array([1, 2, 3, 4]);
  const { buffers } = evaluateRun({
    program: b.program({}),
    buffers: [
      { name: 'x', element: 'u8', length: 4, data },
      { name: 'y', element: 'u8', length: 4 },
    ],
    operations: [
      { kind: 'copy', step: 0, from: 'x', to: 'y', count: 2 },
      { kind: 'copy', step: 1, from: 'y', to: 'x', count: 4 },
    ],
  });
  assert.equal([...buffers.get('x')!], [1, 2, 0, 0]);
  assert.equal([...data], [1, 2, 3, 4]);
});

test.run();
