// Memory in WebAssembly: element types, guards, atomics, and that nothing beside an array is touched.
import { build as b, ELEMENT_TYPES, type ElementType, type Expr, type Kernel, valueTypeOf } from 'pxos/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { launch, launchBoth, type TestLaunch } from './launch.ts';

const i = b.threadId();
const zeros = (count: number): number[] => Array.from({ length: count }, () => 0);

function run(kernel: Kernel, options: TestLaunch): Record<string, number[]> {
  const { wasm, reference } = launchBoth(kernel, options);
  assert.equal(wasm, reference);
  return wasm;
}

const SAMPLES: { readonly [E in ElementType]: readonly number[] } = {
  bool: [0, 1, 2, 255],
  i8: [0, -1, 127, -128],
  u8: [0, 1, 127, 255],
  i16: [0, -1, 32767, -32768],
  u16: [0, 1, 32767, 65535],
  i32: [0, -1, 2147483647, -2147483648],
  u32: [0, 1, 2147483648, 4294967295],
  f16: [0, -1.5, 65504, 2 ** -24],
  f32: [0, -0, 1e-45, Infinity],
  f64: [0, -0, Math.PI, 5e-324],
  pixel: [0, 1, 0x80402010, 4294967295],
};

for (const element of ELEMENT_TYPES)
  test(`${element} elements load widened and store narrowed`, () => {
    const type = valueTypeOf(element);
    const kernel = b.kernel({
      name: 'copy',
      params: [b.array('x', element), b.array('wide', type, 'write'), b.array('y', element, 'write')],
      body: [b.store('wide', i, b.load('x', i, type)), b.store('y', i, b.load('x', i, type))],
    });
    run(kernel, { arrays: { x: SAMPLES[element], wide: zeros(4), y: zeros(4) }, threads: 4 });
  });

test('narrow stores keep the low bits', () => {
  const kernel = b.kernel({
    name: 'narrow',
    params: [
      b.array('x', 'i32'),
      ...(['i8', 'u8', 'i16', 'u16'] as const).map((e) => b.array(e, e, 'write')),
    ],
    body: (['i8', 'u8', 'i16', 'u16'] as const).map((e) => b.store(e, i, b.load('x', i))),
  });
  const x = [300, -300, 70000, -70000, 128, 32768, -2147483648];
  const { i8, u8, i16, u16 } = run(kernel, {
    arrays: { x, i8: zeros(7), u8: zeros(7), i16: zeros(7), u16: zeros(7) },
    threads: 7,
  });
  assert.equal(
    [i8, u8, i16, u16].map((list) => list![0]),
    [44, 44, 300, 300],
  );
});

const INDICES = [0, 3, 4, 5, -1, -2147483648, 2147483647, 1 << 29, 1 << 30, 3, 1];

for (const element of ELEMENT_TYPES)
  test(`loads, stores and atomics outside a ${element} array touch nothing`, () => {
    const type = valueTypeOf(element);
    const at = b.load('at', i);
    const atomic = element === 'i32' || element === 'u32' || element === 'f32';
    const kernel = b.kernel({
      name: 'outside',
      params: [
        b.array('at', 'i32'),
        b.array('before', element, 'readwrite'),
        b.array('x', element, 'readwrite'),
        b.array('behind', element, 'readwrite'),
        b.array('got', type, 'write'),
        b.array('old', type, 'write'),
      ],
      shared: [b.shared('s', element, 4)],
      block: [11, 1, 1],
      locals: [b.variable('v', type)],
      body: [
        b.store('got', i, b.load('x', at, type)),
        b.store('x', at, b.load('x', at, type)),
        b.store('s', at, b.load('before', b.i32(0), type)),
        ...(atomic
          ? [
              b.atomic('add', 'x', at, b.load('x', b.i32(0), type), { result: 'v' }),
              b.store('old', i, b.local('v', type)),
            ]
          : []),
        b.store('got', b.op('add', i, b.i32(11)), b.load('s', at, type)),
      ],
    });
    const seven = [7, 7, 7, 7];
    const { before, behind } = run(kernel, {
      arrays: {
        at: INDICES,
        before: [1, 1, 1, 1],
        x: seven,
        behind: [1, 1, 1, 1],
        got: zeros(22),
        old: zeros(11),
      },
      block: [11, 1, 1],
    });
    assert.equal(before, [1, 1, 1, 1]);
    assert.equal(behind, [1, 1, 1, 1]);
  });

test('an index of type uint counts as it is', () => {
  const kernel = b.kernel({
    name: 'unsigned',
    params: [b.array('at', 'u32'), b.array('x', 'i32', 'readwrite'), b.array('out', 'i32', 'write')],
    body: [b.store('out', i, b.load('x', b.load('at', i, 'u32')))],
  });
  run(kernel, { arrays: { at: [0, 2, 3, 4294967295, 1 << 30], x: [5, 6, 7], out: zeros(5) }, threads: 5 });
});

test('a length is the number of elements, of shared arrays too', () => {
  const kernel = b.kernel({
    name: 'lengths',
    params: [b.array('x', 'u8'), b.array('out', 'i32', 'write')],
    shared: [b.shared('s', 'f64', 9), b.shared('p', 'i32', 3, { perThread: true })],
    body: [
      b.store('out', b.i32(0), b.length('x')),
      b.store('out', b.i32(1), b.length('s')),
      b.store('out', b.i32(2), b.length('p')),
    ],
  });
  const { out } = launch(kernel, { arrays: { x: zeros(77), out: zeros(3) }, block: [5, 2, 1] });
  assert.equal(out, [77, 9, 30]);
});

test('an access that is proven needs no guard, and `proven` loads of an empty array never run', () => {
  const proven: Expr = { kind: 'load', type: 'i32', array: 'x', index: i, proven: true };
  const kernel = b.kernel({
    name: 'proven',
    params: [b.array('x', 'i32'), b.array('out', 'i32', 'write')],
    body: [{ ...b.store('out', i, b.op('add', proven, b.i32(1))), proven: true }],
  });
  const { out } = run(kernel, { arrays: { x: [1, 2, 3], out: zeros(3) }, threads: 3 });
  assert.equal(out, [2, 3, 4]);
});

for (const element of ['i32', 'u32'] as const)
  for (const op of ['add', 'sub', 'min', 'max', 'and', 'or', 'xor', 'exchange', 'cas'] as const)
    test(`atomic ${op} of ${element} gives the old value and stores the new one`, () => {
      const kernel = b.kernel({
        name: 'main',
        params: [
          b.array('x', element, 'readwrite'),
          b.array('v', element),
          b.array('e', element),
          b.array('old', element, 'write'),
        ],
        locals: [b.variable('o', element)],
        body: [
          b.atomic(op, 'x', b.op('and', i, b.i32(3)), b.load('v', i, element), {
            result: 'o',
            ...(op === 'cas' && { expected: b.load('e', i, element) }),
          }),
          b.store('old', i, b.local('o', element)),
        ],
      });
      const v = [3, -5, 2147483647, -2147483648, 100, 7, 1, 0].map((n) => (element === 'u32' ? n >>> 0 : n));
      const e = [10, 0, 30, 40, 3, 20, 0, 40];
      const x = element === 'u32' ? [10, 20, 30, 40] : [10, -20, 30, -40];
      run(kernel, { arrays: { x, v, e, old: zeros(8) }, threads: 8 });
    });

for (const op of ['add', 'sub', 'min', 'max', 'exchange'] as const)
  test(`atomic ${op} of float, NaN included`, () => {
    const kernel = b.kernel({
      name: 'main',
      params: [b.array('x', 'f32', 'readwrite'), b.array('v', 'f32'), b.array('old', 'f32', 'write')],
      locals: [b.variable('o', 'f32')],
      body: [
        b.atomic(op, 'x', b.op('and', i, b.i32(1)), b.load('v', i, 'f32'), { result: 'o' }),
        b.store('old', i, b.local('o', 'f32')),
      ],
    });
    run(kernel, { arrays: { x: [1.5, NaN], v: [0.1, 2, NaN, -3, 1e30, 4], old: zeros(6) }, threads: 6 });
  });

test('an atomic whose operands load and compute does not mix up its parts', () => {
  const kernel = b.kernel({
    name: 'main',
    params: [b.array('x', 'i32', 'readwrite'), b.array('y', 'i32')],
    body: [
      b.atomic(
        'max',
        'x',
        b.op('mod', b.load('y', i), b.op('max', b.load('y', b.op('add', i, b.i32(1))), b.i32(3))),
        b.op('div', b.load('y', b.op('clamp', i, b.i32(1), b.i32(2))), b.op('min', b.load('y', i), b.i32(5))),
      ),
    ],
  });
  run(kernel, { arrays: { x: zeros(8), y: [9, 17, -4, 25, 3, 8] }, threads: 6 });
});

for (const [element, constant] of [
  ['i32', 0],
  ['i32', 1],
  ['u8', 1],
  ['f64', 5],
  // 8 · 32 bytes are as much as the module's tables, 8 · 1000 more than comes before the array.
  ['f64', 32],
  ['f64', 1000],
  ['i32', -2],
] as const)
  test(`a constant ${constant} at the end of a proven ${element} index reads the same element`, () => {
    const type = valueTypeOf(element);
    const t = b.localId();
    // What stands before the constant lies outside, below 0 or above the end, for all threads but some.
    const rest = b.op('sub', t, b.i32(constant));
    const index = b.op('add', rest, b.i32(constant));
    const kernel = b.kernel({
      name: 'main',
      params: [b.array('y', type, 'write')],
      shared: [b.shared('s', element, 8)],
      block: [8, 1, 1],
      body: [
        b.store('s', t, b.convert(b.op('mul', t, b.op('add', t, b.i32(3))), type)),
        b.barrier(),
        b.store('y', b.threadId(), { ...b.load('s', index, type), proven: true }),
      ],
    });
    const { y } = run(kernel, { arrays: { y: zeros(8) } });
    assert.equal(y, [0, 4, 10, 18, 28, 40, 54, 70]);
  });

test.run();
