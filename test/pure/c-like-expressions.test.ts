// How expressions of the IR are written in the C family: exact text for each kind, and parentheses that cannot go wrong.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  build as b,
  type Expr,
  type ExpressionScope,
  HelperUse,
  literal,
  OPERATIONS,
  printExpr,
} from '../../core/index.ts';
import { CUDA } from '../../plugins/emit-cuda/index.ts';
import { METAL } from '../../plugins/emit-metal/index.ts';
import { HIP } from '../../plugins/emit-rocm/index.ts';

const ARRAYS = { bytes: 'u8', halves: 'f16', flags: 'bool', x: 'f32', k: 'i32', tile: 'i16' } as const;

const scope = (dialect = CUDA): ExpressionScope => ({
  dialect,
  helpers: new HelperUse(),
  local: (name) => name,
  param: (name) => name,
  function: (name) => name,
  host: (name) => name,
  array: (name) => {
    const element = ARRAYS[name as keyof typeof ARRAYS];
    return name === 'tile'
      ? { name, length: '64u', element, space: 'shared' }
      : { name, length: `${name}_length`, element, space: 'device' };
  },
});

const text = (expr: Expr, dialect = CUDA): string => printExpr(expr, scope(dialect)).text;

const f = b.local('f', 'f32');
const g = b.local('g', 'f32');
const h = b.local('h', 'f32');
const i = b.local('i');
const u = b.local('u', 'u32');
const c = b.local('c', 'bool');

const sameText = (cases: readonly (readonly [Expr, string])[]): void => {
  for (const [expr, expected] of cases) assert.is(text(expr), expected);
};

test('literals read back as the value that they print', () => {
  sameText([
    [b.i32(7), '7'],
    [b.i32(-7), '(-7)'],
    [b.i32(-2147483648), '(-2147483647 - 1)'],
    [b.u32(4294967295), '4294967295u'],
    [b.f32(1), '1.0f'],
    [b.f32(0.1), '0.1f'],
    [b.f32(-0.95), '(-0.95f)'],
    [b.f32(-0), '(-0.0f)'],
    [b.f32(1e-30), '1e-30f'],
    [b.f32(16777217), '16777216.0f'],
    [b.f32(3.4028234663852886e38), '3.4028235e38f'],
    [b.f64(0.1), '0.1'],
    [b.f64(-1e300), '(-1e300)'],
    [b.f64(-0), '(-0.0)'],
    [b.bool(true), 'true'],
  ]);
});

test('every f32 literal of a wide sample is exact', () => {
  const bits = new Uint32Array(1);
  const value = new Float32Array(bits.buffer);
  for (let n = 0; n < 20000; n++) {
    bits[0] = Math.imul(n + 1, 0x9e3779b1) >>> 0;
    const x = value[0]!;
    if (!Number.isFinite(x)) continue;
    const printed = literal('f32', x).text;
    assert.is(Math.fround(Number(printed.replace(/^\(|f?\)?$/g, ''))), x, printed);
  }
});

test('signed arithmetic goes through helpers, floats and unsigned do not', () => {
  sameText([
    [b.op('add', i, b.i32(1)), 'px_add_i32(i, 1)'],
    [b.op('add', u, b.u32(1)), 'u + 1u'],
    [b.op('div', i, i), 'px_div_i32(i, i)'],
    [b.op('div', f, g), 'f / g'],
    [b.op('mod', f, g), 'fmodf(f, g)'],
    [b.op('shl', i, u), 'px_shl_i32(i, u)'],
    [b.op('neg', f), '-f'],
    [b.op('not', i), '~i'],
    [b.op('not', c), '!c'],
    [b.op('select', c, f, g), 'px_select_f32(c, f, g)'],
  ]);
});

test('negative literals stand in parentheses beside every operator', () => {
  const minus = { i32: b.i32(-5), u32: b.u32(5), f32: b.f32(-0.95), f64: b.f64(-0.95), bool: b.bool(true) };
  for (const operation of OPERATIONS) {
    for (const type of ['i32', 'f32', 'f64'] as const) {
      if (!operation.c[type] || operation.signature === 'select') continue;
      const expr = {
        ...b.op(operation.name, ...Array.from({ length: operation.arity }, () => minus[type])),
        type,
      };
      const printed = text(expr);
      assert.not.match(printed, /--/, printed);
      assert.not.match(printed, /[^(]-[0-9]/, printed);
    }
  }
  sameText([
    [b.op('sub', f, b.f32(-0.95)), 'f - (-0.95f)'],
    [b.op('neg', b.f32(-0.95)), '-(-0.95f)'],
    [b.op('neg', b.op('neg', f)), '-(-f)'],
    [b.compare(i, 'lt', b.i32(-1)), 'i < (-1)'],
    [b.convert(b.i32(-3), 'f32'), '(float)(-3)'],
  ]);
});

test('parentheses keep the tree where C would read another one', () => {
  sameText([
    [b.op('mul', b.op('add', f, g), h), '(f + g) * h'],
    [b.op('add', b.op('mul', f, g), h), 'f * g + h'],
    [b.op('sub', b.op('sub', f, g), h), 'f - g - h'],
    [b.op('sub', f, b.op('sub', g, h)), 'f - (g - h)'],
    [b.op('add', f, b.op('add', g, h)), 'f + (g + h)'],
    [b.op('div', f, b.op('mul', g, h)), 'f / (g * h)'],
    [b.op('and', u, b.op('or', u, b.u32(1))), 'u & (u | 1u)'],
    [b.op('xor', b.op('and', u, u), u), '(u & u) ^ u'],
    [b.compare(b.op('and', u, b.u32(1)), 'eq', b.u32(0)), '(u & 1u) == 0u'],
    [b.compare(b.op('add', f, g), 'lt', h), 'f + g < h'],
    [b.op('neg', b.op('add', f, g)), '-(f + g)'],
    [b.op('not', b.compare(f, 'lt', g)), '!(f < g)'],
  ]);
});

test('and, or of bools are the short-circuit operators, xor compares', () => {
  sameText([
    [b.and(c, b.compare(f, 'lt', g)), 'c && f < g'],
    [b.or(b.and(c, c), c), '(c && c) || c'],
    [b.and(b.or(c, c), c), '(c || c) && c'],
    [b.op('and', c, c), 'c && c'],
    [b.op('or', c, b.op('and', c, c)), 'c || (c && c)'],
    [b.op('xor', c, b.compare(f, 'eq', g)), 'c != (f == g)'],
  ]);
});

test('conversions saturate by helpers, narrow ones keep the low bits', () => {
  sameText([
    [b.convert(i, 'u32'), '(unsigned int)i'],
    [b.convert(u, 'i32'), '(int)u'],
    [b.convert(b.op('add', u, u), 'f32'), '(float)(u + u)'],
    [b.convert(f, 'i32'), 'px_i32_of_f32(f)'],
    [b.convert(f, 'u8'), 'px_u8_of_f32(f)'],
    [b.convert(i, 'u8'), 'i & 255'],
    [b.convert(u, 'i8'), '(int)(signed char)u'],
    [b.convert(i, 'bool'), 'i != 0'],
    [b.convert(f, 'bool'), 'f != 0.0f'],
    [b.convert(c, 'i32'), '(int)c'],
    [b.convert(f, 'f64'), '(double)f'],
    [b.convert(f, 'f16'), 'px_f16_of_f32(f)'],
    [b.bitcast(f, 'u32'), 'px_u32_bits_f32(f)'],
    [b.bitcast(u, 'i32'), '(int)u'],
  ]);
});

test('loads look at the length unless they are proven to be inside', () => {
  const proven = (expr: ReturnType<typeof b.load>): Expr => ({ ...expr, proven: true });
  sameText([
    [b.load('x', i, 'f32'), 'px_load_f32(x, x_length, i)'],
    [b.load('tile', i), 'px_load_i16(tile, 64u, i)'],
    [b.load('k', b.i32(-1)), 'px_load_i32(k, k_length, 4294967295u)'],
    [proven(b.load('x', i, 'f32')), 'x[i]'],
    [proven(b.load('bytes', i)), '(int)bytes[i]'],
    [proven(b.load('flags', i, 'bool')), 'flags[i] != 0'],
    [proven(b.load('halves', i, 'f32')), '(__half2float(halves[i]))'],
    [b.length('x'), '(int)x_length'],
  ]);
});

test('indices are ints made of what the target has', () => {
  assert.is(text(b.threadId()), '(int)(blockIdx.x * blockDim.x + threadIdx.x)');
  assert.is(text(b.threadId(1), HIP), '(int)((blockIdx.y + px.first_y) * blockDim.y + threadIdx.y)');
  assert.is(text(b.gridSize(2)), '(int)px.grid_z');
  assert.is(text(b.localId(1), METAL), '(int)px_local.y');
});

test('mathematical functions have the names of the target', () => {
  assert.is(text(b.op('sin', f)), 'sinf(f)');
  assert.is(text(b.op('sin', f), METAL), 'metal::precise::sin(f)');
  assert.is(text(b.op('pow', f, g), METAL), 'px_pow_f32(f, g)');
  assert.is(text(b.op('round', b.local('d', 'f64'))), 'rint(d)');
});

test('Metal has no double and says so before anything is printed', () => {
  assert.throws(() => text(b.convert(f, 'f64'), METAL), /metal has no type f64/);
});

test.run();
