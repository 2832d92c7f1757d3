// Each operation of the table as WebAssembly, on every pair of corner values, against its meaning in core/ops.
import {
  build as b,
  bitcastValue,
  COMPARISONS,
  type ConvertTarget,
  convertValue,
  type ElementType,
  type Expr,
  type Kernel,
  OPERATIONS,
  type Operation,
  type ScalarType,
} from 'pxos/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { launch } from './launch.ts';

type Value = number | boolean;

const f = Math.fround;
const FLOATS = [
  0,
  -0,
  1,
  -1,
  0.5,
  -0.5,
  1.5,
  2.5,
  -2.5,
  3,
  7,
  -7,
  0.1,
  1e-3,
  100.25,
  12345.678,
  -1e6,
  16777217,
  2147483648,
  3e9,
  -3e9,
  1e10,
  1e30,
  -1e30,
  3.4028234663852886e38,
  1.1754943508222875e-38,
  1.401298464324817e-45,
  Infinity,
  -Infinity,
  NaN,
  255.5,
  256,
  -129,
  65504,
  65520,
  70000,
  5.9e-8,
];
const VALUES: { readonly [T in ScalarType]: readonly Value[] } = {
  bool: [false, true],
  i32: [0, 1, -1, 2, 3, -7, 31, 32, 33, -2147483648, 2147483647, 255, 256, -129, 65536, 40000, 1000003],
  u32: [0, 1, 2, 7, 31, 32, 33, 2147483647, 2147483648, 4294967295, 65535, 0xdeadbeef],
  f32: FLOATS.map(f),
  f64: [
    ...FLOATS,
    Math.PI,
    1e300,
    -1e300,
    5e-324,
    2 ** 53 + 2,
    1 + 2 ** -30,
    65519.999999,
    2 ** -25 + 2 ** -60,
  ],
};
const ELEMENT: { readonly [T in ScalarType]: ElementType } = {
  bool: 'bool',
  i32: 'i32',
  u32: 'u32',
  f32: 'f32',
  f64: 'f64',
};

const TYPES: { readonly [S in Operation['signature']]: readonly ScalarType[] } = {
  numeric: ['i32', 'u32', 'f32', 'f64'],
  float: ['f32', 'f64'],
  bits: ['i32', 'u32', 'bool'],
  integer: ['i32', 'u32'],
  shift: ['i32', 'u32'],
  select: ['bool', 'i32', 'u32', 'f32', 'f64'],
  pack: ['i32', 'u32'],
};

function operandTypes({ signature, arity }: Operation, type: ScalarType): readonly ScalarType[] {
  if (signature === 'select') return ['bool', type, type];
  if (signature === 'shift') return [type, 'i32'];
  return Array.from({ length: arity }, () => type);
}

/** Every combination of corner values; every seventh of them when there are very many. */
function combinations(types: readonly ScalarType[]): Value[][] {
  const all = types.reduce<Value[][]>(
    (rows, type) => rows.flatMap((row) => VALUES[type].map((value) => [...row, value])),
    [[]],
  );
  return all.length > 3000 ? all.filter((_, i) => i % 7 === 0) : all;
}

/** A kernel that computes `expr` of the arrays a0, a1, … into `out`, run on rows of operands. */
function compute(
  types: readonly ScalarType[],
  rows: readonly (readonly Value[])[],
  result: ScalarType,
  expr: (operands: readonly Expr[]) => Expr,
): Value[] {
  const i = b.threadId();
  const kernel: Kernel = b.kernel({
    name: 'compute',
    params: [
      ...types.map((type, n) => b.array(`a${n}`, ELEMENT[type])),
      b.array('out', ELEMENT[result], 'write'),
    ],
    body: [b.store('out', i, expr(types.map((type, n) => b.load(`a${n}`, i, type))))],
  });
  const arrays = Object.fromEntries(types.map((_, n) => [`a${n}`, rows.map((row) => row[n]!)]));
  const { out } = launch(kernel, {
    arrays: { ...arrays, out: rows.map(() => 0) },
    threads: rows.length,
  });
  return result === 'bool' ? out!.map(Boolean) : out!;
}

/** Equal, with any zero equal to any other and every NaN to every other. */
const same = (a: Value, b: Value): boolean =>
  a === b || (typeof a === 'number' && typeof b === 'number' && Number.isNaN(a) && Number.isNaN(b));

const ulpF64 = (x: number): number => 2 ** (Math.floor(Math.log2(Math.max(Math.abs(x), 2 ** -1022))) - 52);
const ulpF32 = (x: number): number => 2 ** (Math.floor(Math.log2(Math.max(Math.abs(x), 2 ** -126))) - 23);

/** Places in the last digit that f64 results of functions may differ from those of this engine. */
const F64_ULPS = new Map(Object.entries({ exp: 2, log: 2, sin: 2, cos: 2, tan: 4, tanh: 5, pow: 16 }));

function near(name: string, type: ScalarType, actual: Value, expected: Value): boolean {
  if (same(actual, expected)) return true;
  const ulps = F64_ULPS.get(name);
  if (ulps === undefined || typeof actual !== 'number' || typeof expected !== 'number') return false;
  if (!Number.isFinite(expected) || !Number.isFinite(actual)) return false;
  const distance = Math.abs(actual - expected);
  return type === 'f32' ? distance <= ulpF32(expected) : distance <= ulps * ulpF64(expected);
}

for (const operation of OPERATIONS)
  for (const type of TYPES[operation.signature])
    test(`${operation.name} of ${type} means what the operation table says`, () => {
      const types = operandTypes(operation, type);
      const rows = combinations(types);
      const result = operation.signature === 'pack' ? 'u32' : type;
      const actual = compute(types, rows, result, (operands) => b.op(operation.name, ...operands));
      rows.forEach((row, n) => {
        const expected = operation.evaluate(result, row);
        assert.ok(
          near(operation.name, type, actual[n]!, expected),
          `${operation.name}(${row.join(', ')}) is ${actual[n]}, should be ${expected}`,
        );
      });
    });

for (const type of ['bool', 'i32', 'u32', 'f32', 'f64'] as const)
  for (const { name, evaluate } of COMPARISONS) {
    if (type === 'bool' && name !== 'eq' && name !== 'ne') continue;
    test(`${name} compares ${type}`, () => {
      const rows = combinations([type, type]);
      const actual = compute([type, type], rows, 'bool', ([left, right]) => b.compare(left!, name, right!));
      rows.forEach(([left, right], n) => {
        assert.is(actual[n], evaluate(left!, right!), `${left} ${name} ${right}`);
      });
    });
  }

const TARGETS: readonly ConvertTarget[] = [
  'bool',
  'i8',
  'u8',
  'i16',
  'u16',
  'i32',
  'u32',
  'f16',
  'f32',
  'f64',
];
for (const from of ['bool', 'i32', 'u32', 'f32', 'f64'] as const)
  for (const to of TARGETS)
    test(`CONVERT from ${from} to ${to} saturates, rounds and keeps bits`, () => {
      const rows = combinations([from]);
      const result = b.convert(b.constant(from, 0), to).type;
      const actual = compute([from], rows, result, ([value]) => b.convert(value!, to));
      rows.forEach(([value], n) => {
        const expected = convertValue(from, to, value!);
        assert.ok(same(actual[n]!, expected), `${value}: ${actual[n]}, should be ${expected}`);
      });
    });

for (const from of ['i32', 'u32', 'f32'] as const)
  for (const to of ['i32', 'u32', 'f32'] as const)
    test(`BITCAST from ${from} to ${to} keeps all bits`, () => {
      const rows = combinations([from]).filter(([value]) => !Number.isNaN(value));
      const actual = compute([from], rows, to, ([value]) => b.bitcast(value!, to));
      rows.forEach(([value], n) => {
        const expected = bitcastValue(from, to, value!);
        assert.ok(same(actual[n]!, expected), `${value}: ${actual[n]}, should be ${expected}`);
      });
    });

test('logical operators leave the right side alone when the left decides', () => {
  const rows = combinations(['bool', 'bool']);
  assert.equal(
    compute(['bool', 'bool'], rows, 'bool', ([left, right]) => b.and(left!, right!)),
    rows.map(([left, right]) => left === true && right === true),
  );
  assert.equal(
    compute(['bool', 'bool'], rows, 'bool', ([left, right]) => b.or(left!, right!)),
    rows.map(([left, right]) => left === true || right === true),
  );
});

test.run();
