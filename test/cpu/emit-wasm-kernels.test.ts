// Whole kernels in WebAssembly: grids of one to three axes, extents, scalars, loops, functions, names, limits.
import { build as b, type FunctionDef, type Kernel } from 'pxos/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { lowerProgram } from '../../plugins/emit-wasm/index.ts';
import { checkLimits } from '../../plugins/emit-wasm/limits.ts';
import { launch, launchBoth, type TestLaunch } from './launch.ts';

const i = b.threadId();
const local = b.local;
const zeros = (count: number): number[] => Array.from({ length: count }, () => 0);

function run(kernel: Kernel, options: TestLaunch): Record<string, number[]> {
  const { wasm, reference } = launchBoth(kernel, options);
  assert.equal(wasm, reference);
  return wasm;
}

test('a kernel that cannot see its blocks runs exactly the threads of its extent', () => {
  const kernel = b.kernel({
    name: 'count',
    params: [b.array('out', 'i32', 'readwrite')],
    body: [b.atomic('add', 'out', i, b.i32(1))],
  });
  for (const threads of [1, 63, 64, 65, 1024, 1025, 5000]) {
    const { out } = run(kernel, { arrays: { out: zeros(5001) }, threads });
    assert.is(out!.filter((n) => n === 1).length, threads);
  }
});

test('extents of two and three axes run each thread once', () => {
  const kernel = b.kernel({
    name: 'count',
    params: [b.array('out', 'i32', 'readwrite'), b.value('w'), b.value('h')],
    body: [
      b.atomic(
        'add',
        'out',
        b.op(
          'add',
          i,
          b.op('mul', b.param('w'), b.op('add', b.threadId(1), b.op('mul', b.param('h'), b.threadId(2)))),
        ),
        b.op('add', b.i32(1), b.threadId(2)),
      ),
    ],
  });
  for (const threads of [
    [7, 5, 1],
    [2000, 3, 2],
    [1, 1, 9],
    [1, 300, 7],
    [33, 40, 3],
  ] as const) {
    const count = threads[0] * threads[1] * threads[2];
    const { out } = run(kernel, {
      arrays: { out: zeros(count) },
      threads,
      values: { w: threads[0], h: threads[1] },
    });
    assert.ok(out!.every((n) => n > 0));
  }
});

test('a kernel that sees its blocks runs whole blocks with every index right', () => {
  const sources = ['thread', 'local', 'block', 'blockSize', 'gridSize'] as const;
  const place = b.op(
    'add',
    i,
    b.op('mul', b.i32(12), b.op('add', b.threadId(1), b.op('mul', b.i32(4), b.threadId(2)))),
  );
  for (const source of sources)
    for (const axis of [0, 1, 2] as const) {
      const kernel = b.kernel({
        name: 'indices',
        params: [b.array('out', 'i32', 'write')],
        block: [4, 2, 1],
        body: [b.store('out', place, b.op('add', b.index(source, axis), b.op('mul', b.i32(0), b.localId())))],
      });
      run(kernel, { arrays: { out: zeros(12 * 4 * 2) }, grid: [3, 2, 2] });
    }
});

test('scalar parameters arrive in every type', () => {
  const kernel = b.kernel({
    name: 'scalars',
    params: [
      b.array('out', 'f64', 'write'),
      b.value('flag', 'bool'),
      b.value('small', 'i8'),
      b.value('big', 'u32'),
      b.value('half', 'f16'),
      b.value('float', 'f32'),
      b.value('double', 'f64'),
    ],
    body: (
      [
        ['flag', 'bool'],
        ['small', 'i32'],
        ['big', 'u32'],
        ['half', 'f32'],
        ['float', 'f32'],
        ['double', 'f64'],
      ] as const
    ).map(([name, type], n) => b.store('out', b.i32(n), b.convert(b.param(name, type), 'f64'))),
  });
  const values = {
    flag: true,
    small: -128,
    big: 4000000000,
    half: 1.5,
    float: Math.fround(0.1),
    double: 0.1,
  };
  const { out } = run(kernel, { arrays: { out: zeros(6) }, values, threads: 1 });
  assert.equal(out, [1, -128, 4000000000, 1.5, Math.fround(0.1), 0.1]);
});

test('counting loops are exact at both ends of their types', () => {
  const loops = [
    ['i32', 2147483640, 2147483647, 3],
    ['i32', -2147483648, 2147483647, 1 << 30],
    ['i32', 2147483647, -2147483648, -(2 ** 31)],
    ['i32', 5, 5, 1],
    ['i32', 3, 9, -1],
    ['u32', 0, 4294967295, 2 ** 31 - 1],
    ['u32', 4294967290, 4294967295, 4],
    ['u32', 10, 0, -3],
    ['u32', 3000000000, 1000000000, -1000000000],
  ] as const;
  for (const [type, from, to, step] of loops) {
    const kernel = b.kernel({
      name: 'loop',
      params: [b.array('out', type, 'write')],
      locals: [b.variable('n')],
      body: [
        b.forLoop(
          'k',
          b.constant(type, from),
          b.constant(type, to),
          [
            b.store('out', local('n'), local('k', type)),
            b.assign('n', b.op('add', local('n'), b.i32(1))),
            b.ifThen(b.compare(local('n'), 'gt', b.i32(20)), [b.breakLoop()]),
          ],
          step,
        ),
      ],
    });
    run(kernel, { arrays: { out: zeros(24) }, threads: 1 });
  }
});

test('BREAK, CONTINUE and RETURN go to their own loop', () => {
  const kernel = b.kernel({
    name: 'exits',
    params: [b.array('out', 'i32', 'write')],
    locals: [b.variable('sum'), b.variable('k')],
    body: [
      b.forLoop('x', b.i32(0), b.op('add', i, b.i32(1)), [
        b.assign('k', b.i32(0)),
        b.whileLoop(b.compare(local('k'), 'lt', b.i32(10)), [
          b.assign('k', b.op('add', local('k'), b.i32(1))),
          b.ifThen(b.compare(b.op('and', local('k'), b.i32(1)), 'eq', b.i32(1)), [b.continueLoop()]),
          b.ifThen(b.compare(local('k'), 'gt', local('x')), [b.breakLoop()]),
          b.assign('sum', b.op('add', local('sum'), local('k'))),
        ]),
        b.ifThen(b.compare(local('sum'), 'gt', b.i32(30)), [
          b.store('out', i, b.op('neg', local('sum'))),
          b.returnValues(),
        ]),
      ]),
      b.store('out', i, local('sum')),
    ],
  });
  run(kernel, { arrays: { out: zeros(12) }, threads: 12 });
});

test('variables start as 0 in every thread', () => {
  const kernel = b.kernel({
    name: 'fresh',
    params: [b.array('out', 'f32', 'write')],
    locals: [b.variable('x', 'f32')],
    body: [
      b.ifThen(b.compare(b.op('and', i, b.i32(1)), 'eq', b.i32(0)), [b.assign('x', b.f32(7))]),
      b.store('out', i, local('x', 'f32')),
    ],
  });
  const { out } = run(kernel, { arrays: { out: zeros(4) }, threads: 4 });
  assert.equal(out, [7, 0, 7, 0]);
});

const divide: FunctionDef = b.functionDef({
  name: 'divide',
  params: [b.value('a'), b.value('b')],
  results: ['i32', 'i32', 'f32', 'bool'],
  locals: [b.variable('q')],
  body: [
    b.ifThen(b.compare(b.param('b'), 'eq', b.i32(0)), [
      b.returnValues(b.i32(-1), b.i32(-2), b.f32(-3), b.bool(true)),
    ]),
    b.assign('q', b.op('div', b.param('a'), b.param('b'))),
    b.returnValues(
      local('q'),
      b.op('mod', b.param('a'), b.param('b')),
      b.op('div', b.convert(b.param('a'), 'f32'), b.convert(b.param('b'), 'f32')),
      b.compare(local('q'), 'gt', b.i32(1)),
    ),
  ],
});
const gcd: FunctionDef = b.functionDef({
  name: 'gcd',
  params: [b.value('a'), b.value('b')],
  results: ['i32'],
  locals: [b.variable('x'), b.variable('y'), b.variable('t')],
  body: [
    b.assign('x', b.param('a')),
    b.assign('y', b.param('b')),
    b.whileLoop(b.compare(local('y'), 'ne', b.i32(0)), [
      b.callInto(['t', 't', 'unused', 'flag'], 'divide', local('x'), local('y')),
      b.assign('t', b.op('mod', local('x'), local('y'))),
      b.assign('x', local('y')),
      b.assign('y', local('t')),
    ]),
    b.returnValues(local('x')),
  ],
});

test('functions return several values of several types, and call each other', () => {
  const withLocals: FunctionDef = {
    ...gcd,
    locals: [...gcd.locals, b.variable('unused', 'f32'), b.variable('flag', 'bool')],
  };
  const kernel = b.kernel({
    name: 'main',
    params: [b.array('out', 'f32', 'write')],
    locals: [b.variable('q'), b.variable('r'), b.variable('x', 'f32'), b.variable('big', 'bool')],
    body: [
      b.callInto(['q', 'r', 'x', 'big'], 'divide', b.op('mul', i, b.i32(7)), b.op('sub', i, b.i32(3))),
      b.store('out', b.op('mul', i, b.i32(4)), b.convert(local('q'), 'f32')),
      b.store('out', b.op('add', b.op('mul', i, b.i32(4)), b.i32(1)), b.convert(local('r'), 'f32')),
      b.store(
        'out',
        b.op('add', b.op('mul', i, b.i32(4)), b.i32(2)),
        b.op('add', local('x', 'f32'), b.convert(local('big', 'bool'), 'f32')),
      ),
      b.store(
        'out',
        b.op('add', b.op('mul', i, b.i32(4)), b.i32(3)),
        b.convert(
          b.call(
            'gcd',
            'i32',
            b.op('mul', i, b.i32(12)),
            b.op('add', b.call('gcd', 'i32', i, b.i32(4)), b.i32(5)),
          ),
          'f32',
        ),
      ),
    ],
  });
  run(kernel, { arrays: { out: zeros(40) }, threads: 10, functions: [withLocals, divide] });
});

test('UNPACK takes a pixel apart, also into the variable that it came from', () => {
  const kernel = b.kernel({
    name: 'unpack',
    params: [b.array('x', 'pixel'), b.array('out', 'pixel', 'write')],
    locals: ['r', 'g', 'b', 'a'].map((name) => b.variable(name)),
    body: [
      b.unpack(b.load('x', i, 'u32'), 'r', 'g', 'b', 'a'),
      b.unpack(b.op('pack', local('a'), local('b'), local('g'), local('r')), 'a', 'r', 'g', 'b'),
      b.store('out', i, b.op('pack', local('r'), local('g'), local('b'), local('a'))),
    ],
  });
  run(kernel, { arrays: { x: [0x80402010, 0xffffffff, 1], out: zeros(3) }, threads: 3 });
});

test('any name serves: keywords, `__proto__`, names of the module itself', () => {
  const names = ['__proto__', 'constructor', 'memory', 'sine', 'from', 'arguments', 'block'];
  const kernel = b.kernel({
    name: '__proto__',
    params: names.map((name) => b.array(name, 'i32', 'readwrite')),
    body: names.map((name, n) => b.store(name, i, b.op('add', b.load(name, i), b.i32(n)))),
  });
  const arrays = Object.fromEntries(names.map((name) => [name, [10]]));
  const result = launch(kernel, { arrays, threads: 1 });
  assert.equal(
    names.map((name) => Object.getOwnPropertyDescriptor(result, name)?.value),
    names.map((_, n) => [10 + n]),
  );
});

test('an empty kernel and an empty grid do nothing', () => {
  const kernel = b.kernel({ name: 'empty', params: [b.array('x', 'i32', 'readwrite')], body: [] });
  assert.equal(launch(kernel, { arrays: { x: [1] }, threads: 3 }), { x: [1] });
  const store = b.kernel({
    name: 'store',
    params: [b.array('x', 'i32', 'readwrite')],
    body: [b.store('x', i, b.i32(2))],
  });
  assert.equal(launch(store, { arrays: { x: [1] }, threads: 0 }), { x: [1] });
});

test('deeply nested expressions and statements are encoded', () => {
  let deep = b.op('add', i, b.i32(1));
  for (let n = 0; n < 190; n++) deep = b.op(n % 2 === 0 ? 'max' : 'div', b.i32(n - 95), deep);
  let stmt = b.ifThen(b.compare(i, 'ge', b.i32(0)), [b.store('out', i, deep)]);
  for (let n = 0; n < 190; n++) stmt = b.ifThen(b.compare(i, 'ge', b.i32(-n)), [stmt]);
  run(b.kernel({ name: 'deep', params: [b.array('out', 'i32', 'write')], body: [stmt] }), {
    arrays: { out: zeros(4) },
    threads: 4,
  });
});

test('a kernel beyond the limits of engines is an error with the name of the limit', () => {
  const locals = Array.from({ length: 50_001 }, (_, n) => b.variable(`v${n}`));
  const kernel = b.kernel({
    name: 'huge',
    params: [b.array('out', 'i32', 'write')],
    locals,
    body: locals.map(({ name }) => b.assign(name, i)),
  });
  const program = b.programOf(kernel);
  const [diagnostic] = checkLimits(lowerProgram(program).module, program, 'huge.px');
  assert.is(diagnostic?.code, 'PX0840');
  assert.match(
    diagnostic!.message,
    /`huge` needs \d+ local variables, but WebAssembly engines take at most 50000/,
  );
});

test.run();
