// Every operation, comparison and conversion of the table in WGSL, on the corners of its types, judged by the table itself.
import {
  type BinaryCompare,
  build as b,
  bitsOfF32,
  COMPARISONS,
  type ConvertTarget,
  convertValue,
  type ElementType,
  type Expr,
  f32OfBits,
  OPERATIONS,
  type Operation,
  type OpName,
  type ScalarType,
  type Value,
} from 'pxos/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { gpuTest } from './device.ts';
import { launch } from './launch.ts';

const test = suite('WGSL operations');

type Register = 'i32' | 'u32' | 'f32';

const SUBNORMAL = f32OfBits(0x00400000);
const CORNERS: { readonly [T in Register]: readonly number[] } = {
  i32: [0, 1, -1, 2, -2, 7, -7, 31, 32, 33, 255, -128, 65536, 1234567, 2147483647, -2147483647, -2147483648],
  u32: [0, 1, 2, 7, 31, 32, 33, 255, 65536, 1234567, 2147483647, 2147483648, 4294967295],
  f32: [
    ...[
      0,
      1,
      2,
      0.5,
      1.5,
      2.5,
      3.5,
      3,
      0.1,
      1 / 3,
      Math.PI,
      6.5,
      10,
      20,
      88,
      100,
      1000,
      12345.678,
      1e6,
      3e9,
      1e20,
    ],
    ...[3.4028234663852886e38, 1.1754943508222875e-38, 1e-10, Number.POSITIVE_INFINITY],
  ].flatMap((x) => [Math.fround(x), Math.fround(-x)]),
};
const FLOATS = [...CORNERS.f32, Number.NaN];
const valuesOf = (type: Register): readonly number[] => (type === 'f32' ? FLOATS : CORNERS[type]);

/** All combinations, or a fixed choice among them where they are many. */
function combinations(lists: readonly (readonly number[])[], most: number): number[][] {
  const all = lists.reduce<number[][]>(
    (rows, list) => rows.flatMap((row) => list.map((x) => [...row, x])),
    [[]],
  );
  if (all.length <= most) return all;
  // A step that is coprime to the number of rows visits each at most once.
  let step = Math.floor(all.length * 0.618) | 1;
  while (gcd(step, all.length) !== 1) step += 2;
  return Array.from({ length: most }, (_, n) => all[(n * step) % all.length] as number[]);
}

function gcd(a: number, b2: number): number {
  return b2 === 0 ? a : gcd(b2, a % b2);
}

/** Computes `make(operands)` for each row on the device. */
async function compute(
  types: readonly Register[],
  result: ElementType,
  make: (operands: readonly Expr[]) => Expr,
  rows: readonly (readonly number[])[],
): Promise<readonly number[]> {
  const i = b.local('i');
  const kernel = b.kernel({
    name: 'compute',
    params: [...types.map((type, n) => b.array(`a${n}`, type)), b.array('r', result, 'write')],
    locals: [b.variable('i')],
    body: [
      b.assign('i', b.threadId()),
      b.store('r', i, make(types.map((type, n) => b.load(`a${n}`, i, type)))),
    ],
  });
  const columns = types.map((_, n) => [`a${n}`, rows.map((row) => row[n] ?? 0)] as const);
  const { r } = await launch(kernel, {
    arrays: { ...Object.fromEntries(columns), r: rows.map(() => 0) },
    threads: rows.length,
  });
  return r ?? [];
}

/** A subnormal and what it may be flushed to. */
const tiny = (x: number): boolean => Math.abs(x) < 2 ** -126;

/** True when `actual` is in the interval that the table allows around `exact`. */
function within(entry: Operation, args: readonly number[], exact: number, actual: number): boolean {
  if (Object.is(exact, actual) || exact === actual) return true;
  if (Number.isNaN(exact) || Number.isNaN(actual)) return Number.isNaN(exact) && Number.isNaN(actual);
  if (tiny(exact) && tiny(actual)) return true;
  const bound = entry.accuracy.bound(args, exact);
  if (!Number.isFinite(actual)) return Math.abs(exact) + bound >= 3.4028234663852886e38;
  if (!Number.isFinite(exact)) return bound === Number.POSITIVE_INFINITY;
  return Math.abs(actual - exact) <= bound + (bound > 0 ? 2 ** -149 : 0);
}

const typesOf = (entry: Operation, type: Register): readonly Register[] => {
  switch (entry.signature) {
    case 'shift':
      return [type, 'u32'];
    case 'pack':
      return [type, type, type, type];
    default:
      return Array.from({ length: entry.arity }, () => type);
  }
};

const flushed = (args: readonly number[]): readonly number[] => args.map((x) => (tiny(x) ? 0 : x));

/** FMA may round its product, which may overflow where the sum does not. */
function roundedTwice(entry: Operation, [a = 0, b2 = 0, c = 0]: readonly number[]): readonly number[] {
  return entry.name === 'fma' ? [Math.fround(Math.fround(a * b2) + c)] : [];
}

for (const entry of OPERATIONS) {
  if (entry.signature === 'select') continue;
  for (const type of ['i32', 'u32', 'f32'] as const) {
    const isPack = entry.signature === 'pack';
    if (!(isPack ? type !== 'f32' : entry.wgsl[type])) continue;
    const result: Register = isPack ? 'u32' : type;
    gpuTest(test, `${entry.keyword} on ${type} is what the table says`, async () => {
      const types = typesOf(entry, type);
      const rows = combinations(types.map(valuesOf), 2000);
      const actual = await compute(types, result, (args) => b.op(entry.name, ...args), rows);
      rows.forEach((row, n) => {
        const exact = entry.evaluate(result, row) as number;
        const allowed = [exact, entry.evaluate(result, flushed(row)) as number, ...roundedTwice(entry, row)];
        assert.ok(
          allowed.some((value) => within(entry, row, value, actual[n]!)),
          `${entry.name}(${row.join(', ')}) is ${exact}, got ${actual[n]}`,
        );
      });
    });
  }
}

for (const type of ['i32', 'u32', 'f32'] as const)
  gpuTest(test, `all comparisons on ${type} are what the table says, NaN included`, async () => {
    const rows = combinations([valuesOf(type), valuesOf(type)], 3000);
    for (const comparison of COMPARISONS) {
      const actual = await compute(
        [type, type],
        'bool',
        ([left, right]) => b.compare(left!, comparison.name as BinaryCompare, right!),
        rows,
      );
      rows.forEach(([x, y], n) => {
        assert.is(
          actual[n],
          Number(comparison.evaluate(x as Value, y as Value)),
          `${x} ${comparison.symbol} ${y}`,
        );
      });
    }
  });

const TARGETS: readonly ConvertTarget[] = ['bool', 'i8', 'u8', 'i16', 'u16', 'i32', 'u32', 'f16', 'f32'];
const REGISTER: { readonly [T in ConvertTarget]?: ElementType } = {
  bool: 'bool',
  u32: 'u32',
  f16: 'f32',
  f32: 'f32',
};

for (const type of ['i32', 'u32', 'f32'] as const)
  gpuTest(test, `CONVERT from ${type} saturates, wraps or rounds as the table says`, async () => {
    const halves = [
      65504,
      65519,
      65520,
      1e-7,
      2 ** -24,
      2 ** -25,
      1.0009765625,
      0.1,
      2049,
      2051,
      127.9,
      255.5,
    ];
    const more = type === 'f32' ? [...halves, ...halves.map((x) => -x), SUBNORMAL].map(Math.fround) : [];
    const rows = [...valuesOf(type), ...more].map((x) => [x]);
    for (const to of TARGETS) {
      const actual = await compute([type], REGISTER[to] ?? 'i32', ([x]) => b.convert(x!, to), rows);
      rows.forEach(([x], n) => {
        const expected = Number(convertValue(type as ScalarType, to, x!));
        // A subnormal operand may count as zero, even for `!= 0`.
        if (type === 'f32' && tiny(x!)) return;
        const same = Object.is(actual[n]! + 0, expected + 0);
        assert.ok(same, `convert(${x}, ${to}) is ${expected}, got ${actual[n]}`);
      });
    }
  });

gpuTest(test, 'SELECT takes its second operand when the condition is true', async () => {
  for (const type of ['i32', 'u32', 'f32'] as const) {
    const actual = await compute(
      [type, type],
      type,
      ([x, y]) => b.op('select', b.compare(x!, 'gt', y!), x!, b.constant(type, 5)),
      [
        [3, 2],
        [2, 3],
      ],
    );
    assert.equal(actual, [3, 5]);
  }
});

gpuTest(test, 'BITCAST keeps the bits of every type', async () => {
  const bits = [0, 1, 0x3f800000, 0x7f800000, 0x80000000, 0xff800000, 0xffffffff];
  const asFloat = await compute(
    ['u32'],
    'f32',
    ([x]) => b.bitcast(x!, 'f32'),
    bits.slice(0, 6).map((x) => [x]),
  );
  assert.equal(asFloat.map(bitsOfF32).slice(2), bits.slice(2, 6));
  const asInt = await compute(
    ['u32'],
    'i32',
    ([x]) => b.bitcast(x!, 'i32'),
    bits.map((x) => [x]),
  );
  assert.equal(
    asInt,
    bits.map((x) => x | 0),
  );
});

gpuTest(test, 'bool operations are those of the table', async () => {
  const names: readonly OpName[] = ['and', 'or', 'xor'];
  const rows = [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ];
  for (const name of names) {
    const actual = await compute(
      ['i32', 'i32'],
      'bool',
      ([x, y]) => b.op(name, b.convert(x!, 'bool'), b.convert(y!, 'bool')),
      rows,
    );
    const entry = OPERATIONS.find((candidate) => candidate.name === name)!;
    assert.equal(
      actual,
      rows.map(([x, y]) => Number(entry.evaluate('bool', [Boolean(x), Boolean(y)]))),
    );
  }
});

test.run();
