// The traps of WGSL, one test each: what its compilers refuse, fold, clamp or leave open, and emitted code gets right.
import { build as b, bitsOfF32, type ElementType, type Expr, type Kernel, type Stmt } from 'pxos/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { gpuTest } from './device.ts';
import { launch } from './launch.ts';

const test = suite('WGSL traps');
const i = b.local('i');
const thread = b.assign('i', b.threadId());
const zeros = (length: number): number[] => Array.from({ length }, () => 0);

/** A kernel that stores `value` at the thread's index of `r`. */
function storing(value: Expr, element: ElementType = 'i32', before: readonly Stmt[] = []): Kernel {
  return b.kernel({
    name: 'storing',
    params: [b.array('r', element, 'write')],
    locals: [b.variable('i'), b.variable('v'), b.variable('f', 'f32')],
    body: [thread, ...before, b.store('r', i, value)],
  });
}

gpuTest(
  test,
  'threads behind the end of an array store nothing instead of hitting the last element',
  async () => {
    const kernel = b.kernel({
      name: 'tail',
      params: [b.array('r', 'i32', 'write')],
      body: [b.store('r', b.threadId(), b.op('add', b.threadId(), b.i32(1)))],
    });
    const { r } = await launch(kernel, { arrays: { r: zeros(5) }, threads: 64 });
    assert.equal(r, [1, 2, 3, 4, 5]);
  },
);

gpuTest(test, 'large uints become the nearest float', async () => {
  const kernel = b.kernel({
    name: 'nearest',
    params: [b.array('a', 'u32'), b.array('r', 'f32', 'write')],
    body: [b.store('r', b.threadId(), b.convert(b.load('a', b.threadId(), 'u32'), 'f32'))],
  });
  const a = [3731574145, 3731574144, 3731574143, 3156971137, 4294967295, 4294967167, 16777217, 2147483713];
  const { r } = await launch(kernel, { arrays: { a, r: zeros(a.length) }, threads: a.length });
  assert.equal(r, a.map(Math.fround));
});

gpuTest(
  test,
  'loads outside give 0, stores and atomics outside do nothing, negative indices too',
  async () => {
    const kernel = b.kernel({
      name: 'outside',
      params: [b.array('a', 'i32'), b.array('n', 'i32', 'readwrite'), b.array('r', 'i32', 'write')],
      locals: [b.variable('old')],
      body: [
        b.store('r', b.i32(-1), b.i32(99)),
        b.store('r', b.i32(4), b.i32(99)),
        b.atomic('add', 'n', b.i32(1), b.i32(5), { result: 'old' }),
        b.store('r', b.i32(0), b.op('add', b.load('a', b.i32(-1)), b.i32(1))),
        b.store('r', b.i32(1), b.op('add', b.load('a', b.i32(2)), b.i32(2))),
        b.store('r', b.i32(2), b.local('old')),
        b.store('r', b.u32(0xffffffff), b.i32(99)),
      ],
    });
    const { r, n } = await launch(kernel, { arrays: { a: [7, 7], n: [3], r: [9, 9, 9, 9] }, threads: 1 });
    assert.equal(r, [1, 2, 0, 9]);
    assert.equal(n, [3]);
  },
);

gpuTest(test, 'a constant index outside a shared array is no error but an empty access', async () => {
  const kernel = b.kernel({
    name: 'constant_index',
    params: [b.array('r', 'i32', 'write')],
    shared: [b.shared('s', 'i32', 8)],
    body: [
      b.store('s', b.i32(8), b.i32(5)),
      b.store('s', b.i32(-1), b.i32(5)),
      b.store('r', b.localId(), b.op('add', b.load('s', b.i32(8)), b.load('s', b.i32(7)))),
    ],
  });
  const { r } = await launch(kernel, { arrays: { r: [9, 9] }, block: [2, 1, 1] });
  assert.equal(r, [0, 0]);
});

const FOLDED: readonly (readonly [string, Expr, ElementType, number])[] = [
  ['1.0 / 0.0', b.op('div', b.f32(1), b.f32(0)), 'f32', Number.POSITIVE_INFINITY],
  ['0.0 / 0.0', b.op('div', b.f32(0), b.f32(0)), 'f32', Number.NaN],
  ['3e38 * 10.0', b.op('mul', b.f32(3e38), b.f32(10)), 'f32', Number.POSITIVE_INFINITY],
  ['sqrt(-1.0)', b.op('sqrt', b.f32(-1)), 'f32', Number.NaN],
  ['rsqrt(0.0)', b.op('rsqrt', b.f32(0)), 'f32', Number.POSITIVE_INFINITY],
  ['log(0.0)', b.op('log', b.f32(0)), 'f32', Number.NEGATIVE_INFINITY],
  ['exp(1000.0)', b.op('exp', b.f32(1000)), 'f32', Number.POSITIVE_INFINITY],
  ['the bits of a NaN', b.bitcast(b.u32(0x7fc00000), 'f32'), 'f32', Number.NaN],
  ['the bits of -infinity', b.f32Value(Number.NEGATIVE_INFINITY), 'f32', Number.NEGATIVE_INFINITY],
  ['2147483647 + 1', b.op('add', b.i32(2147483647), b.i32(1)), 'i32', -2147483648],
  ['-2147483648 - 1', b.op('sub', b.i32(-2147483648), b.i32(1)), 'i32', 2147483647],
  ['65536 * 65536', b.op('mul', b.i32(65536), b.i32(65536)), 'i32', 0],
  ['0u - 1u', b.op('sub', b.u32(0), b.u32(1)), 'u32', 4294967295],
  ['-(-2147483648)', b.op('neg', b.i32(-2147483648)), 'i32', -2147483648],
  ['abs(-2147483648)', b.op('abs', b.i32(-2147483648)), 'i32', -2147483648],
  ['7 / 0', b.op('div', b.i32(7), b.i32(0)), 'i32', 7],
  ['7 % 0', b.op('mod', b.i32(7), b.i32(0)), 'i32', 0],
  ['-2147483648 / -1', b.op('div', b.i32(-2147483648), b.i32(-1)), 'i32', -2147483648],
  ['1 << 33', b.op('shl', b.i32(1), b.i32(33)), 'i32', 2],
  ['1 << -1', b.op('shl', b.i32(1), b.i32(-1)), 'i32', -2147483648],
  ['clamp(5, 9, 1)', b.op('clamp', b.i32(5), b.i32(9), b.i32(1)), 'i32', 1],
  ['clamp(5.0, 9.0, 1.0)', b.op('clamp', b.f32(5), b.f32(9), b.f32(1)), 'f32', 1],
  ['convert(-1, uint)', b.convert(b.i32(-1), 'u32'), 'u32', 4294967295],
  ['convert(4294967295, int)', b.convert(b.u32(4294967295), 'i32'), 'i32', -1],
  ['convert(3e9, int)', b.convert(b.f32(3e9), 'i32'), 'i32', 2147483647],
  ['convert(300, u8)', b.convert(b.i32(300), 'u8'), 'i32', 44],
  ['convert(200, i8)', b.convert(b.i32(200), 'i8'), 'i32', -56],
  ['convert(70000.0, half)', b.convert(b.f32(70000), 'f16'), 'f32', Number.POSITIVE_INFINITY],
];

for (const [text, expr, element, expected] of FOLDED)
  gpuTest(test, `the constant expression ${text} is no compile error`, async () => {
    const { r } = await launch(storing(expr, element), { arrays: { r: [5] }, threads: 1 });
    assert.ok(Object.is(r?.[0], expected), `${r?.[0]}`);
  });

gpuTest(test, 'negative literals keep their meaning beside every operator', async () => {
  const value = b.op(
    'sub',
    b.op('mul', b.op('neg', b.local('v')), b.i32(-3)),
    b.op('neg', b.i32(-2147483648)),
  );
  const { r } = await launch(storing(value, 'i32', [b.assign('v', b.i32(-5))]), {
    arrays: { r: [0] },
    threads: 1,
  });
  assert.equal(r, [(-15 - -2147483648) | 0]);
});

gpuTest(test, 'every float literal comes back with its own bits', async () => {
  const bits = [
    0x00000000, 0x80000000, 0x3dcccccd, 0x7f7fffff, 0x00800000, 0x33800001, 0x4b800001, 0xc2c80000,
  ];
  for (const pattern of bits) {
    const { r } = await launch(
      storing(b.f32Value(new Float32Array(Uint32Array.of(pattern).buffer)[0]!), 'f32'),
      {
        arrays: { r: [5] },
        threads: 1,
      },
    );
    assert.is(bitsOfF32(r![0]!), pattern);
  }
});

gpuTest(test, 'two comparisons among the operands of one call are no template list', async () => {
  const less = b.compare(i, 'lt', b.local('v'));
  const more = b.compare(i, 'gt', b.op('add', b.local('v'), b.i32(1)));
  const either = b.op('select', less, more, b.compare(b.local('v'), 'ge', b.i32(9)));
  const { r } = await launch(storing(b.convert(either, 'i32'), 'i32', [b.assign('v', b.i32(3))]), {
    arrays: { r: zeros(6) },
    threads: 6,
  });
  assert.equal(r, [0, 0, 0, 0, 0, 0]);
});

gpuTest(test, 'mixed operators keep the order that the tree gives them', async () => {
  const v = b.local('v');
  const value = b.op(
    'or',
    b.op('and', b.op('add', v, b.i32(1)), b.op('shl', v, b.i32(2))),
    b.op('xor', b.op('mul', b.op('sub', v, b.i32(7)), b.op('sub', b.i32(3), v)), b.op('not', v)),
  );
  const { r } = await launch(storing(value, 'i32', [b.assign('v', b.i32(21))]), {
    arrays: { r: [0] },
    threads: 1,
  });
  assert.equal(r, [((21 + 1) & (21 << 2)) | (((21 - 7) * (3 - 21)) ^ ~21)]);
});

const LOOPS: readonly (readonly [string, Expr, Expr, number, readonly number[]])[] = [
  ['up to the largest int', b.i32(2147483640), b.i32(2147483647), 3, [2147483640, 2147483643, 2147483646]],
  ['down to the smallest int', b.i32(-2147483645), b.i32(-2147483648), -2, [-2147483645, -2147483647]],
  [
    'over the whole range of int',
    b.i32(-2147483648),
    b.i32(2147483647),
    2147483647,
    [-2147483648, -1, 2147483646],
  ],
  ['down by the smallest int', b.i32(2147483647), b.i32(-2147483648), -2147483648, [2147483647, -1]],
  ['up to the largest uint', b.u32(4294967290), b.u32(4294967295), 4, [4294967290, 4294967294]],
  ['down to 0 in uint', b.u32(5), b.u32(0), -2, [5, 3, 1]],
  ['never', b.i32(3), b.i32(3), 1, []],
];

for (const [text, from, to, step, expected] of LOOPS)
  gpuTest(test, `FOR ${text} counts exactly, with constant bounds and without`, async () => {
    const type = from.type === 'u32' ? 'u32' : 'i32';
    for (const variable of [false, true]) {
      const kernel = b.kernel({
        name: 'count',
        params: [b.array('bounds', type), b.array('r', type, 'write')],
        locals: [b.variable('k')],
        body: [
          b.forLoop(
            'j',
            variable ? b.load('bounds', b.i32(0), type) : from,
            variable ? b.load('bounds', b.i32(1), type) : to,
            [
              b.store('r', b.local('k'), b.local('j', type)),
              b.assign('k', b.op('add', b.local('k'), b.i32(1))),
              b.ifThen(b.compare(b.local('k'), 'eq', b.i32(5)), [b.breakLoop()]),
            ],
            step,
          ),
        ],
      });
      const bounds = [from, to].map((bound) => (bound.kind === 'const' ? Number(bound.value) : 0));
      const { r } = await launch(kernel, { arrays: { bounds, r: [77, 77, 77, 77, 77] }, threads: 1 });
      assert.equal(r, [...expected, 77, 77, 77, 77, 77].slice(0, 5));
    }
  });

gpuTest(test, 'a variable keeps its value from one iteration to the next', async () => {
  const kernel = b.kernel({
    name: 'keeps',
    params: [b.array('r', 'i32', 'write')],
    locals: [b.variable('last'), b.variable('sum')],
    body: [
      b.forLoop('j', b.i32(0), b.i32(4), [
        b.ifThen(b.compare(b.local('j'), 'gt', b.i32(0)), [
          b.assign('sum', b.op('add', b.local('sum'), b.local('last'))),
        ]),
        b.assign('last', b.op('mul', b.local('j'), b.i32(10))),
      ]),
      b.store('r', b.i32(0), b.local('sum')),
    ],
  });
  const { r } = await launch(kernel, { arrays: { r: [0] }, threads: 1 });
  assert.equal(r, [30]);
});

gpuTest(test, 'statements behind BREAK, CONTINUE and RETURN are left out', async () => {
  const kernel = b.kernel({
    name: 'unreachable',
    params: [b.array('r', 'i32', 'write')],
    body: [
      b.forLoop('j', b.i32(0), b.i32(4), [
        b.store('r', b.local('j'), b.i32(1)),
        b.ifThen(b.compare(b.local('j'), 'eq', b.i32(1)), [b.breakLoop(), b.store('r', b.i32(3), b.i32(9))]),
        b.continueLoop(),
        b.store('r', b.i32(3), b.i32(9)),
      ]),
      b.returnValues(),
      b.store('r', b.i32(3), b.i32(9)),
    ],
  });
  const { r } = await launch(kernel, { arrays: { r: zeros(4) }, threads: 1 });
  assert.equal(r, [1, 1, 0, 0]);
});

gpuTest(test, 'a variable that UNPACK names twice keeps the later byte', async () => {
  const kernel = b.kernel({
    name: 'twice',
    params: [b.array('p', 'pixel'), b.array('r', 'i32', 'write')],
    locals: [b.variable('x'), b.variable('y')],
    body: [
      b.unpack(b.load('p', b.i32(0), 'u32'), 'x', 'y', 'x', 'x'),
      b.store('r', b.i32(0), b.local('x')),
      b.store('r', b.i32(1), b.local('y')),
    ],
  });
  const { r } = await launch(kernel, { arrays: { p: [0x04030201], r: [0, 0] }, threads: 1 });
  assert.equal(r, [4, 2]);
});

gpuTest(test, 'precision fast uses WGSL’s own functions', async () => {
  const kernel = storing(b.op('sin', b.local('f', 'f32')), 'f32', [b.assign('f', b.f32(0.5))]);
  const { r } = await launch(kernel, { arrays: { r: [0] }, threads: 1, fast: true });
  assert.ok(Math.abs(r![0]! - Math.sin(0.5)) < 2 ** -11);
});

test.run();
