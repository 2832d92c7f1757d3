// Barriers in WebAssembly: regions, what threads keep across them, the control flow of the block, groups, shared memory.
import { build as b, type Kernel, type Stmt } from 'pxos/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { launch, launchBoth, type TestLaunch } from './launch.ts';

const [t, g] = [b.localId(), b.threadId()];
const zeros = (count: number): number[] => Array.from({ length: count }, () => 0);
const local = b.local;

/** Equal to what the reference evaluator computes, and returned. */
function run(kernel: Kernel, options: TestLaunch): Record<string, number[]> {
  const { wasm, reference } = launchBoth(kernel, { values: { n: 0 }, ...options });
  assert.equal(wasm, reference);
  return wasm;
}

/** A kernel of 8 threads a block with a shared array of 8 ints, which writes into `out`. */
function kernelOf(body: readonly Stmt[], more: Partial<Kernel> = {}): Kernel {
  return b.kernel({
    name: 'main',
    params: [b.array('out', 'i32', 'readwrite'), b.value('n')],
    shared: [b.shared('s', 'i32', 8)],
    block: [8, 1, 1],
    body,
    ...more,
  });
}

test('a store before a barrier is seen by all threads behind it', () => {
  const kernel = kernelOf([
    b.store('s', t, b.op('mul', g, b.i32(10))),
    b.barrier(),
    b.store('out', g, b.load('s', b.op('sub', b.i32(7), t))),
  ]);
  const { out } = run(kernel, { arrays: { out: zeros(16) }, grid: [2, 1, 1] });
  assert.equal(out, [70, 60, 50, 40, 30, 20, 10, 0, 150, 140, 130, 120, 110, 100, 90, 80]);
});

test('each thread keeps its variables of every type across barriers', () => {
  const kernel = b.kernel({
    name: 'main',
    params: [b.array('out', 'f64', 'readwrite')],
    block: [5, 1, 1],
    locals: [
      b.variable('flag', 'bool'),
      b.variable('i', 'i32'),
      b.variable('u', 'u32'),
      b.variable('x', 'f32'),
      b.variable('d', 'f64'),
    ],
    body: [
      b.assign('flag', b.compare(t, 'gt', b.i32(2))),
      b.assign('i', b.op('neg', t)),
      b.assign('u', b.convert(t, 'u32')),
      b.assign('x', b.op('div', b.convert(t, 'f32'), b.f32(3))),
      b.assign('d', b.op('div', b.convert(t, 'f64'), b.f64(3))),
      b.barrier(),
      b.store(
        'out',
        t,
        b.op(
          'add',
          b.op('add', b.convert(local('flag', 'bool'), 'f64'), b.convert(local('i'), 'f64')),
          b.op(
            'add',
            b.op('add', b.convert(local('x', 'f32'), 'f64'), local('d', 'f64')),
            b.convert(local('u', 'u32'), 'f64'),
          ),
        ),
      ),
    ],
  });
  run(kernel, { arrays: { out: zeros(5) } });
});

test('variables that no path has assigned are 0 in every block', () => {
  const kernel = kernelOf(
    [
      b.ifThen(b.compare(b.blockId(), 'eq', b.i32(0)), [b.assign('x', b.op('add', t, b.i32(1)))]),
      b.barrier(),
      b.store('out', g, local('x')),
    ],
    { locals: [b.variable('x')] },
  );
  const { out } = run(kernel, { arrays: { out: zeros(24) }, grid: [3, 1, 1] });
  assert.equal(out, [1, 2, 3, 4, 5, 6, 7, 8, ...zeros(16)]);
});

test('shared memory is zero when a block starts', () => {
  const kernel = kernelOf([b.store('out', g, b.load('s', t)), b.barrier(), b.store('s', t, b.i32(5))]);
  const { out } = run(kernel, { arrays: { out: zeros(32) }, grid: [4, 1, 1] });
  assert.equal(out, zeros(32));
});

test('a barrier inside a counting loop separates its rounds', () => {
  const kernel = kernelOf(
    [
      b.store('s', t, t),
      b.barrier(),
      b.forLoop('k', b.i32(0), b.param('n'), [
        b.assign('x', b.load('s', b.op('and', b.op('add', t, b.i32(1)), b.i32(7)))),
        b.barrier(),
        b.store('s', t, b.op('add', local('x'), local('k'))),
        b.barrier(),
      ]),
      b.store('out', g, b.load('s', t)),
    ],
    { locals: [b.variable('x')] },
  );
  const { out } = run(kernel, { arrays: { out: zeros(8) }, values: { n: 3 } });
  assert.equal(out, [6, 7, 8, 9, 10, 3, 4, 5]);
});

test('counting loops around barriers run down, by steps, and over the whole range without overflow', () => {
  for (const [from, to, step] of [
    [10, -3, -4],
    [0, 10, 3],
    [5, 5, 1],
    [6, 5, 1],
    [2147483640, 2147483647, 5],
    [-2147483645, -2147483648, -2],
    [-2147483648, 2147483647, 1500000000],
  ] as const) {
    const kernel = kernelOf([
      b.forLoop(
        'k',
        b.i32(from),
        b.i32(to),
        [
          b.atomic('add', 's', b.i32(0), b.i32(1)),
          b.barrier(),
          b.store('out', t, b.op('add', b.op('mul', b.load('out', t), b.i32(3)), local('k'))),
        ],
        step,
      ),
      b.barrier(),
      b.store('out', b.op('add', t, b.i32(8)), b.load('s', b.i32(0))),
    ]);
    run(kernel, { arrays: { out: zeros(16) } });
  }
});

test('a barrier inside WHILE and IF follows thread 0, like everybody', () => {
  const kernel = kernelOf(
    [
      b.assign('k', b.i32(0)),
      b.whileLoop(b.compare(local('k'), 'lt', b.param('n')), [
        b.ifThen(
          b.compare(b.op('and', local('k'), b.i32(1)), 'eq', b.i32(0)),
          [b.atomic('add', 's', t, b.i32(1)), b.barrier()],
          [b.atomic('add', 's', b.op('sub', b.i32(7), t), b.i32(10)), b.barrier()],
        ),
        b.assign('k', b.op('add', local('k'), b.i32(1))),
      ]),
      b.store('out', g, b.load('s', t)),
    ],
    { locals: [b.variable('k')] },
  );
  const { out } = run(kernel, { arrays: { out: zeros(8) }, values: { n: 5 } });
  assert.equal(
    out,
    Array.from({ length: 8 }, () => 23),
  );
});

test('BREAK and CONTINUE of a loop with barriers happen for the whole block', () => {
  const kernel = kernelOf([
    b.forLoop('k', b.i32(0), b.i32(100), [
      b.ifThen(b.compare(local('k'), 'eq', b.param('n')), [b.breakLoop()]),
      b.ifThen(
        b.compare(b.op('and', local('k'), b.i32(1)), 'eq', b.i32(1)),
        [b.ifThen(b.compare(b.blockId(), 'ge', b.i32(0)), [b.continueLoop()])],
        [b.atomic('add', 's', t, b.i32(1))],
      ),
      b.barrier(),
      b.atomic('add', 's', b.op('and', b.op('add', t, b.i32(1)), b.i32(7)), b.i32(100)),
    ]),
    b.barrier(),
    b.store('out', g, b.load('s', t)),
  ]);
  const { out } = run(kernel, { arrays: { out: zeros(8) }, values: { n: 9 } });
  assert.equal(
    out,
    Array.from({ length: 8 }, () => 505),
  );
});

test('loops without barriers inside loops with barriers have exits of their own', () => {
  const kernel = kernelOf(
    [
      b.forLoop('k', b.i32(0), b.i32(3), [
        b.assign('x', b.i32(0)),
        b.whileLoop(b.bool(true), [
          b.assign('x', b.op('add', local('x'), b.i32(1))),
          b.ifThen(b.compare(local('x'), 'gt', t), [b.breakLoop()]),
          b.ifThen(b.compare(local('x'), 'eq', b.i32(3)), [b.continueLoop()]),
          b.atomic('add', 's', t, local('x')),
        ]),
        b.barrier(),
      ]),
      b.store('out', g, b.load('s', t)),
    ],
    { locals: [b.variable('x')] },
  );
  run(kernel, { arrays: { out: zeros(8) } });
});

test('a RETURN of the whole block ends it, also out of a loop that would not end', () => {
  const kernel = kernelOf([
    b.forLoop('k', b.i32(0), b.i32(5), [
      b.atomic('add', 's', t, b.i32(1)),
      b.barrier(),
      b.whileLoop(b.bool(true), [
        b.store('out', g, b.op('add', b.load('s', b.i32(3)), b.i32(1))),
        b.barrier(),
        b.ifThen(b.compare(b.blockId(), 'ge', b.i32(0)), [b.returnValues()]),
      ]),
    ]),
    b.store('out', g, b.i32(-1)),
  ]);
  const { out } = run(kernel, { arrays: { out: zeros(16) }, grid: [2, 1, 1] });
  assert.equal(
    out,
    Array.from({ length: 16 }, () => 2),
  );
});

test('a RETURN of some blocks leaves the others alone', () => {
  const kernel = kernelOf([
    b.ifThen(b.compare(b.blockId(), 'eq', b.i32(1)), [b.returnValues()]),
    b.store('s', t, t),
    b.barrier(),
    b.store('out', g, b.op('add', b.load('s', b.op('sub', b.i32(7), t)), b.i32(1))),
  ]);
  const { out } = run(kernel, { arrays: { out: zeros(24) }, grid: [3, 1, 1] });
  assert.equal(out, [8, 7, 6, 5, 4, 3, 2, 1, ...zeros(8), 8, 7, 6, 5, 4, 3, 2, 1]);
});

test('a RETURN of some threads in the last region ends those threads', () => {
  const kernel = kernelOf([
    b.store('s', t, t),
    b.barrier(),
    b.ifThen(b.compare(t, 'lt', b.i32(4)), [b.returnValues()]),
    b.store('out', g, b.load('s', b.op('sub', b.i32(7), t))),
  ]);
  const { out } = run(kernel, { arrays: { out: zeros(8) } });
  assert.equal(out, [0, 0, 0, 0, 3, 2, 1, 0]);
});

test('threads that have returned stay away from later regions', () => {
  // Barriers do not wait for threads that have ended; only hand-made IR has this, the language forbids it.
  const kernel = kernelOf([
    b.ifThen(b.compare(t, 'ge', b.i32(5)), [b.returnValues()]),
    b.store('s', t, b.i32(1)),
    b.barrier(),
    b.store('out', g, b.op('add', b.load('s', t), b.i32(1))),
  ]);
  const { out } = launch(kernel, { arrays: { out: zeros(8) } });
  assert.equal(out, [2, 2, 2, 2, 2, 0, 0, 0]);
});

test('reductions follow the fixed tree in blocks of any size and shape', () => {
  for (const block of [
    [1, 1, 1],
    [7, 1, 1],
    [32, 1, 1],
    [33, 1, 1],
    [8, 4, 3],
    [1024, 1, 1],
  ] as const)
    for (const scope of ['warp', 'block'] as const)
      for (const op of ['sum', 'min', 'max'] as const) {
        const threads = block[0] * block[1] * block[2];
        const index = b.op(
          'add',
          b.localId(0),
          b.op('mul', b.blockSize(0), b.op('add', b.localId(1), b.op('mul', b.localId(2), b.blockSize(1)))),
        );
        const kernel = b.kernel({
          name: 'main',
          params: [b.array('x', 'f32'), b.array('out', 'f32', 'write')],
          block,
          locals: [b.variable('r', 'f32')],
          body: [
            b.reduce(scope, op, b.load('x', index, 'f32'), 'r'),
            b.store('out', index, local('r', 'f32')),
          ],
        });
        const x = Array.from({ length: threads }, (_, n) => Math.fround(Math.sin(n) * 10 ** (n % 5)));
        run(kernel, { arrays: { x, out: zeros(threads) } });
      }
});

test('LOAD_COALESCED stages any range', () => {
  for (const [from, to, at] of [
    [0, 8, 0],
    [3, 40, 2],
    [-4, 5, 1],
    [10, 2, 0],
    [2, 6, -2],
    [0, 3, 100],
  ] as const) {
    const kernel = b.kernel({
      name: 'main',
      params: [b.array('x', 'u8'), b.array('out', 'i32', 'write')],
      shared: [b.shared('s', 'i32', 16)],
      block: [6, 1, 1],
      body: [
        b.stage('x', b.i32(from), b.i32(to), 's', b.i32(at)),
        b.forLoop('k', t, b.i32(16), [b.store('out', local('k'), b.load('s', local('k')))], 6),
      ],
    });
    const x = Array.from({ length: 20 }, (_, n) => 200 + n);
    run(kernel, { arrays: { x, out: zeros(16) } });
  }
});

test('blocks of three axes hand the right indices to regions', () => {
  const place = b.op(
    'add',
    b.threadId(0),
    b.op('mul', b.i32(6), b.op('add', b.threadId(1), b.op('mul', b.threadId(2), b.i32(4)))),
  );
  const kernel = b.kernel({
    name: 'main',
    params: [b.array('out', 'i32', 'write')],
    shared: [b.shared('s', 'i32', 64)],
    block: [3, 2, 2],
    locals: [b.variable('k')],
    body: [
      b.assign(
        'k',
        b.op(
          'add',
          b.localId(0),
          b.op('mul', b.i32(3), b.op('add', b.localId(1), b.op('mul', b.localId(2), b.i32(2)))),
        ),
      ),
      b.store(
        's',
        local('k'),
        b.op(
          'add',
          b.op('mul', b.blockId(2), b.i32(100)),
          b.op('add', b.op('mul', b.blockId(1), b.i32(10)), b.blockId(0)),
        ),
      ),
      b.barrier(),
      b.store(
        'out',
        place,
        b.op('add', b.op('mul', local('k'), b.i32(1000)), b.load('s', b.op('sub', b.i32(11), local('k')))),
      ),
    ],
  });
  run(kernel, { arrays: { out: zeros(6 * 4 * 6) }, grid: [2, 2, 3] });
});

test('shared arrays of every element type stand beside each other', () => {
  const elements = ['u8', 'f64', 'i16', 'f16', 'pixel', 'bool', 'f32'] as const;
  const kernel = b.kernel({
    name: 'main',
    params: [b.array('out', 'f64', 'write')],
    shared: elements.map((element, n) => b.shared(element, element, 3 + n)),
    block: [3, 1, 1],
    body: [
      b.store('u8', t, b.op('add', t, b.i32(250))),
      b.store('f64', t, b.op('div', b.convert(t, 'f64'), b.f64(3))),
      b.store('i16', t, b.op('mul', t, b.i32(-30000))),
      b.store('f16', t, b.op('div', b.convert(t, 'f32'), b.f32(3))),
      b.store('pixel', t, b.convert(b.op('sub', b.i32(1), t), 'u32')),
      b.store('bool', t, b.compare(t, 'eq', b.i32(1))),
      b.store('f32', t, b.convert(t, 'f32')),
      b.barrier(),
      ...elements.map((element, n) => {
        const type = (
          { u8: 'i32', i16: 'i32', f64: 'f64', f16: 'f32', f32: 'f32', pixel: 'u32', bool: 'bool' } as const
        )[element];
        const other = b.op('sub', b.i32(2), t);
        return b.store('out', b.op('add', t, b.i32(3 * n)), b.convert(b.load(element, other, type), 'f64'));
      }),
    ],
  });
  run(kernel, { arrays: { out: zeros(21) } });
});

test.run();
