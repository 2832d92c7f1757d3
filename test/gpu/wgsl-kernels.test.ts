// Emitted WGSL, executed: memory of every element type, shared memory, groups, atomics, ids, and what Dawn must accept.
import {
  build as b,
  convertValue,
  type ElementType,
  type Expr,
  type Stmt,
  storedValue,
  type Value,
  valueTypeOf,
} from 'pxos/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { gpuTest } from './device.ts';
import { launch } from './launch.ts';

const test = suite('WGSL kernels');
const i = b.local('i');
const zeros = (length: number): number[] => Array.from({ length }, () => 0);
const upTo = (length: number): number[] => Array.from({ length }, (_, k) => k);

// ------------------------------------------------------------------------------------------------ memory

const STORED: { readonly [E in ElementType]?: readonly number[] } = {
  bool: [0, 1, 1, 0, 1],
  i8: [0, 127, 128, -129, 300, -1],
  u8: [0, 255, 256, -1, 77],
  i16: [32767, 32768, -32769, 5, -1],
  u16: [65535, 65536, -1, 9, 70000],
  i32: [0, -2147483648, 2147483647],
  u32: [0, 4294967295, 5],
  f16: [0, 1.5, 65504, 65520, -0.1, 6e-8, 1e-7, 2049, -65535],
  f32: [0, -1.5, 3.4028234663852886e38],
  pixel: [0xff00ff00, 1],
};

for (const [element, values] of Object.entries(STORED) as [ElementType, readonly number[]][]) {
  const type = valueTypeOf(element);
  const wide: ElementType = type === 'bool' ? 'i32' : type;
  const given = (value: Expr): Expr => (type === 'bool' ? b.convert(value, 'bool') : value);
  const taken = (value: Expr): Expr => (type === 'bool' ? b.convert(value, 'i32') : value);
  const expected = values.map((value) =>
    Number(storedValue(element, convertValue(wide as 'i32', type, value) as Value)),
  );
  const loadWide = b.load('a', i, wide === 'u32' ? 'u32' : wide === 'f32' ? 'f32' : 'i32');

  gpuTest(test, `${element} arrays keep what a store leaves, neighbours included`, async () => {
    const kernel = b.kernel({
      name: 'copy',
      params: [b.array('a', wide), b.array('m', element, 'readwrite'), b.array('r', wide, 'write')],
      locals: [b.variable('i')],
      body: [
        b.assign('i', b.threadId()),
        b.store('m', i, given(loadWide)),
        b.store('r', i, taken(b.load('m', i, type))),
      ],
    });
    const { m, r } = await launch(kernel, {
      arrays: { a: values, m: zeros(values.length), r: zeros(values.length) },
      threads: values.length,
    });
    assert.equal(m, expected);
    assert.equal(r, expected);
  });

  gpuTest(test, `shared ${element} arrays keep the same, in one word each or packed`, async () => {
    for (const length of [
      64,
      20000 / (type === 'bool' || element.endsWith('8') ? 1 : element.endsWith('16') ? 2 : 8),
    ]) {
      const kernel = b.kernel({
        name: 'copy',
        params: [b.array('a', wide), b.array('r', wide, 'write')],
        shared: [b.shared('s', element, length)],
        locals: [b.variable('i')],
        body: [
          b.assign('i', b.localId()),
          b.store('s', i, given(loadWide)),
          b.barrier(),
          b.store('r', i, taken(b.load('s', i, type))),
        ],
      });
      const { r } = await launch(kernel, {
        arrays: { a: values, r: zeros(values.length) },
        block: [values.length, 1, 1],
      });
      assert.equal(r, expected);
    }
  });
}

gpuTest(test, 'threads that write neighbouring bytes at the same time lose nothing', async () => {
  const kernel = b.kernel({
    name: 'bytes',
    params: [b.array('r', 'u8', 'write')],
    body: [b.store('r', b.threadId(), b.op('mul', b.threadId(), b.i32(7)))],
  });
  const length = 1021;
  const { r } = await launch(kernel, { arrays: { r: zeros(length) }, threads: length });
  assert.equal(
    r,
    upTo(length).map((k) => (k * 7) & 255),
  );
});

gpuTest(test, 'shared memory is zero when a block starts', async () => {
  const kernel = b.kernel({
    name: 'fresh',
    params: [b.array('r', 'i32', 'write')],
    shared: [b.shared('s', 'i32', 64)],
    locals: [b.variable('i'), b.variable('old')],
    body: [
      b.assign('i', b.localId()),
      b.assign('old', b.load('s', i)),
      b.store('s', i, b.i32(99)),
      b.store('r', b.threadId(), b.local('old')),
      b.store('r', b.threadId(), b.op('add', b.local('old'), b.i32(1))),
    ],
  });
  const { r } = await launch(kernel, { arrays: { r: zeros(256) }, block: [64, 1, 1], grid: [4, 1, 1] });
  assert.equal(new Set(r), new Set([1]));
});

// ------------------------------------------------------------------------------------------------ ids

gpuTest(test, 'ids and shapes in three dimensions count as the language says', async () => {
  const linear = (source: 'local' | 'block' | 'thread', x: Expr, y: Expr): Expr =>
    b.op(
      'add',
      b.index(source, 0),
      b.op('add', b.op('mul', b.index(source, 1), x), b.op('mul', b.index(source, 2), b.op('mul', x, y))),
    );
  const width = b.op('mul', b.blockSize(0), b.gridSize(0));
  const height = b.op('mul', b.blockSize(1), b.gridSize(1));
  const kernel = b.kernel({
    name: 'ids',
    params: [b.array('r', 'i32', 'write'), b.array('s', 'i32', 'write')],
    locals: [b.variable('i')],
    body: [
      b.assign('i', linear('thread', width, height)),
      b.store(
        'r',
        i,
        b.op(
          'add',
          b.op('mul', linear('block', b.gridSize(0), b.gridSize(1)), b.i32(100)),
          linear('local', b.blockSize(0), b.blockSize(1)),
        ),
      ),
      b.store('s', b.i32(0), b.op('mul', b.gridSize(2), b.blockSize(2))),
    ],
  });
  const { r, s } = await launch(kernel, {
    arrays: { r: zeros(96), s: [0] },
    block: [2, 2, 2],
    grid: [3, 2, 2],
  });
  const expected = upTo(96).map((k) => {
    const [x, y, z] = [k % 6, Math.floor(k / 6) % 4, Math.floor(k / 24)];
    const block = (x >> 1) + (y >> 1) * 3 + (z >> 1) * 6;
    return block * 100 + (x & 1) + (y & 1) * 2 + (z & 1) * 4;
  });
  assert.equal(r, expected);
  assert.equal(s, [4]);
});

// ------------------------------------------------------------------------------------------------ groups

gpuTest(test, 'warps and blocks reduce, the last warp being partial', async () => {
  const kernel = b.kernel({
    name: 'reduce',
    params: [
      b.array('x', 'i32'),
      b.array('w', 'i32', 'write'),
      b.array('g', 'i32', 'write'),
      b.array('m', 'i32', 'write'),
    ],
    locals: [b.variable('i'), b.variable('v'), b.variable('a'), b.variable('s'), b.variable('t')],
    body: [
      b.assign('i', b.threadId()),
      b.assign('v', b.load('x', i)),
      b.reduce('warp', 'sum', b.local('v'), 'a'),
      b.reduce('block', 'sum', b.local('v'), 's'),
      b.reduce('block', 'max', b.local('v'), 't'),
      b.store('w', i, b.local('a')),
      b.store('g', i, b.local('s')),
      b.store('m', i, b.local('t')),
    ],
  });
  const x = upTo(140).map((k) => (k * 37) % 101);
  const { w, g, m } = await launch(kernel, {
    arrays: { x, w: zeros(140), g: zeros(140), m: zeros(140) },
    block: [70, 1, 1],
    grid: [2, 1, 1],
  });
  const sum = (from: number, to: number): number => x.slice(from, to).reduce((total, v) => total + v, 0);
  const blockOf = (k: number): number => Math.floor(k / 70) * 70;
  const warpOf = (k: number): number => blockOf(k) + Math.floor((k - blockOf(k)) / 32) * 32;
  assert.equal(
    w,
    upTo(140).map((k) => sum(warpOf(k), Math.min(warpOf(k) + 32, blockOf(k) + 70))),
  );
  assert.equal(
    g,
    upTo(140).map((k) => sum(blockOf(k), blockOf(k) + 70)),
  );
  assert.equal(
    m,
    upTo(140).map((k) => Math.max(...x.slice(blockOf(k), blockOf(k) + 70))),
  );
});

gpuTest(test, 'LOAD_COALESCED brings a range of any length to shared memory', async () => {
  const kernel = b.kernel({
    name: 'stage',
    params: [b.array('x', 'u8'), b.array('r', 'i32', 'write')],
    shared: [b.shared('s', 'i32', 50)],
    body: [
      b.stage('x', b.op('mul', b.blockId(), b.i32(10)), b.i32(1000), 's', b.i32(2)),
      b.store('r', b.threadId(), b.load('s', b.op('add', b.localId(), b.i32(1)))),
    ],
  });
  const { r } = await launch(kernel, {
    arrays: { x: upTo(40).map((k) => k + 1), r: zeros(16) },
    block: [8, 1, 1],
    grid: [2, 1, 1],
  });
  assert.equal(r, [0, 1, 2, 3, 4, 5, 6, 7, 0, 11, 12, 13, 14, 15, 16, 17]);
});

// ------------------------------------------------------------------------------------------------ atomics

gpuTest(test, 'integer atomics work on global and shared arrays and give the old value', async () => {
  const kernel = b.kernel({
    name: 'atomics',
    params: [
      b.array('r', 'i32', 'readwrite'),
      b.array('u', 'u32', 'readwrite'),
      b.array('old', 'i32', 'write'),
    ],
    shared: [b.shared('s', 'i32', 4)],
    locals: [b.variable('i'), b.variable('before')],
    body: [
      b.assign('i', b.localId()),
      b.atomic('add', 'r', b.i32(0), i),
      b.atomic('sub', 'r', b.i32(1), i),
      b.atomic('min', 'r', b.i32(2), b.op('neg', i)),
      b.atomic('max', 'r', b.i32(3), i),
      b.atomic('or', 'u', b.i32(0), b.op('shl', b.u32(1), i)),
      b.atomic('and', 'u', b.i32(1), b.op('not', b.op('shl', b.u32(1), i))),
      b.atomic('xor', 'u', b.i32(2), b.op('shl', b.u32(3), i)),
      b.atomic('add', 's', b.i32(1), b.i32(1), { result: 'before' }),
      b.store('old', b.local('before'), b.i32(1)),
      b.atomic('cas', 'r', b.i32(4), b.i32(77), { expected: b.i32(5), result: 'before' }),
      b.barrier(),
      b.atomic('exchange', 'r', b.i32(5), b.load('s', b.i32(1))),
    ],
  });
  const { r, u, old } = await launch(kernel, {
    arrays: { r: [0, 0, 0, 0, 5, 0], u: [0, 4294967295, 0], old: zeros(16) },
    block: [16, 1, 1],
  });
  assert.equal(r, [120, -120, -15, 15, 77, 16]);
  assert.equal(u, [65535, 4294901760, 65537]);
  assert.equal(old, zeros(16).fill(1));
});

gpuTest(test, 'float atomics add, subtract, compare and exchange by compare-and-exchange', async () => {
  const f = b.convert(i, 'f32');
  const kernel = b.kernel({
    name: 'atomics',
    params: [b.array('r', 'f32', 'readwrite')],
    locals: [b.variable('i')],
    body: [
      b.assign('i', b.threadId()),
      b.atomic('add', 'r', b.i32(0), f),
      b.atomic('sub', 'r', b.i32(1), f),
      b.atomic('min', 'r', b.i32(2), b.op('neg', f)),
      b.atomic('max', 'r', b.i32(3), f),
      b.atomic('exchange', 'r', b.i32(4), b.f32(2.5)),
      b.atomic('max', 'r', b.i32(5), f),
    ],
  });
  const { r } = await launch(kernel, { arrays: { r: [0, 0, 0, 0, 0, Number.NaN] }, threads: 100 });
  assert.equal(r, [4950, -4950, -99, 99, 2.5, 99]);
});

// ------------------------------------------------------------------------------------------------ uniformity

const s = b.local('s');
const isOdd = b.compare(b.op('and', b.threadId(), b.i32(1)), 'eq', b.i32(1));
const exchange: readonly Stmt[] = [
  b.store('t', b.localId(), b.op('add', b.threadId(), b.i32(1))),
  b.barrier(),
  b.store('r', b.threadId(), b.load('t', b.op('xor', b.localId(), b.i32(1)))),
  b.barrier(),
];
const EXCHANGED = upTo(16).map((k) => (k ^ 1) + 1);
const twice = b.functionDef({
  name: 'twice',
  params: [b.value('a')],
  results: ['i32'],
  body: [
    b.ifThen(b.compare(b.param('a'), 'gt', b.i32(9)), [b.returnValues(b.i32(18))]),
    b.returnValues(b.op('mul', b.param('a'), b.i32(2))),
  ],
});

const UNIFORM: readonly (readonly [string, readonly Stmt[]])[] = [
  ['a condition on a scalar parameter', [b.ifThen(b.compare(b.param('n'), 'gt', b.i32(0)), exchange)]],
  ['a condition on a bool parameter', [b.ifThen(b.param('on', 'bool'), exchange)]],
  ['a condition on BLOCK_ID and GRID_SIZE', [b.ifThen(b.compare(b.blockId(), 'lt', b.gridSize()), exchange)]],
  [
    'a condition on a BLOCK_REDUCE result',
    [b.reduce('block', 'sum', b.i32(1), 's'), b.ifThen(b.compare(s, 'gt', b.i32(3)), exchange)],
  ],
  [
    'a condition on a float BLOCK_REDUCE result that is not used otherwise',
    [
      b.reduce('block', 'max', b.convert(b.threadId(), 'f32'), 'm'),
      b.ifThen(b.compare(b.local('m', 'f32'), 'ne', b.f32(-1)), exchange),
    ],
  ],
  [
    'a condition on a BLOCK_REDUCE of bools, behind a short circuit',
    [
      b.reduce('block', 'or', isOdd, 'c'),
      b.ifThen(b.and(b.compare(b.param('n'), 'gt', b.i32(0)), b.local('c', 'bool')), exchange),
    ],
  ],
  [
    'a loop whose bound was read from a read-only array of bytes',
    [b.forLoop('k', b.i32(0), b.load('x', b.op('sub', b.param('n'), b.i32(2))), exchange)],
  ],
  [
    'a WHILE that a BLOCK_REDUCE in it ends',
    [
      b.assign('s', b.i32(2)),
      b.whileLoop(b.compare(s, 'gt', b.i32(0)), [
        ...exchange,
        b.reduce('block', 'max', s, 'q'),
        b.assign('s', b.op('sub', b.local('q'), b.i32(1))),
      ]),
    ],
  ],
  [
    'a barrier behind a loop that threads leave at different times',
    [b.forLoop('k', b.i32(0), b.i32(3), [b.ifThen(isOdd, [b.breakLoop()])]), ...exchange],
  ],
  [
    'a barrier behind a condition on the thread',
    [
      b.ifThen(isOdd, [b.assign('s', b.i32(1))], [b.assign('s', b.i32(2))]),
      ...exchange,
      b.store('r', b.i32(99), s),
    ],
  ],
  [
    'a RETURN that the whole block takes',
    [b.ifThen(b.compare(b.param('n'), 'lt', b.i32(0)), [b.returnValues()]), ...exchange],
  ],
  [
    'a BREAK that the whole block takes, before a barrier in the loop',
    [
      b.forLoop('k', b.i32(0), b.i32(4), [
        b.ifThen(b.compare(b.local('k'), 'eq', b.param('n')), [b.breakLoop()]),
        ...exchange,
      ]),
    ],
  ],
  [
    'a condition on the result of a function',
    [b.ifThen(b.compare(b.call('twice', 'i32', b.param('n')), 'gt', b.i32(1)), exchange)],
  ],
  [
    'a condition on a remainder of floats',
    [b.ifThen(b.compare(b.op('mod', b.convert(b.param('n'), 'f32'), b.f32(2)), 'ge', b.f32(0)), exchange)],
  ],
  [
    'a variable that uniform branches assign',
    [
      b.ifThen(b.compare(b.param('n'), 'gt', b.i32(1)), [b.assign('s', b.i32(1))], [b.assign('s', b.i32(0))]),
      b.whileLoop(b.compare(s, 'gt', b.i32(0)), [...exchange, b.assign('s', b.op('sub', s, b.i32(1)))]),
    ],
  ],
];

for (const [title, body] of UNIFORM)
  gpuTest(test, `Dawn accepts ${title}`, async () => {
    const kernel = b.kernel({
      name: 'uniform',
      params: [b.array('x', 'u8'), b.array('r', 'i32', 'readwrite'), b.value('n'), b.value('on', 'bool')],
      shared: [b.shared('t', 'i32', 8)],
      locals: [
        b.variable('s'),
        b.variable('q'),
        b.variable('m', 'f32'),
        b.variable('c', 'bool'),
        b.variable('i'),
      ],
      body,
    });
    const { r } = await launch(kernel, {
      arrays: { x: [0, 2, 0], r: zeros(16) },
      values: { n: 3, on: true },
      block: [8, 1, 1],
      grid: [2, 1, 1],
      functions: [twice],
    });
    assert.equal(r, EXCHANGED);
  });

test.run();
