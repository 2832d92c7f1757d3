// The evaluator against Meaning 1 to 3: integers, conversions, floats.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { compileOperation } from '../../core/evaluate/operation.ts';
import { OPERATIONS, operation, type ScalarType } from '../../core/index.ts';
import { runKernel } from './evaluate-kernel.ts';

const MIN = -2147483648;

/** The value of an expression over `$a`, `$b` of one type, as an element of the result type. */
function value(expression: string, a: number, b = 0, type = 'i32', result = type): number | undefined {
  const text = `kernel k(r: ${result}[] write, a: ${type}, b: ${type}) {\n  ${expression} -> r[0]\n}`;
  return runKernel(text, { arrays: { r: 1 }, values: { a, b } }).arrays.r?.[0];
}
const int = (expression: string, a: number, b = 0) => value(expression, a, b);
const uint = (expression: string, a: number, b = 0) => value(expression, a, b, 'u32');
const float = (expression: string, a: number, b = 0) => value(expression, a, b, 'f32');

test('int and uint arithmetic wraps', () => {
  assert.is(int('$a + $b', 2147483647, 1), MIN);
  assert.is(int('$a * $b', 65537, 65537), 131073);
  assert.is(uint('$a - $b', 0, 1), 4294967295);
  assert.is(uint('$a * $b', 4294967295, 4294967295), 1);
});

test('integer DIV truncates toward zero', () => {
  assert.is(int('$a / $b', -7, 2), -3);
  assert.is(uint('$a / $b', 4294967295, 2), 2147483647);
});

test('x DIV 0 is x and x MOD 0 is 0', () => {
  assert.is(int('$a / $b', -7, 0), -7);
  assert.is(int('$a % $b', -7, 0), 0);
  assert.is(uint('$a / $b', 7, 0), 7);
  assert.is(uint('$a % $b', 7, 0), 0);
});

test('INT_MIN DIV -1 is INT_MIN and INT_MIN MOD -1 is 0', () => {
  assert.is(int('$a / $b', MIN, -1), MIN);
  assert.is(int('$a % $b', MIN, -1), 0);
});

test('MOD is a − b·DIV(a, b): it has the sign of a', () => {
  assert.is(int('$a % $b', -7, 4), -3);
  assert.is(int('$a % $b', 7, -4), 3);
});

test('shift and rotate amounts count modulo 32', () => {
  assert.is(int('$a << $b', 1, 33), 2);
  assert.is(int('$a << $b', 1, -31), 2);
  assert.is(uint('rotl($a, $b)', 0x80000001, 33), 3);
  assert.is(uint('rotr($a, $b)', 1, 1), 0x80000000);
});

test('SHR is arithmetic on int and logical on uint', () => {
  assert.is(int('$a >> $b', -8, 1), -4);
  assert.is(uint('$a >> $b', 0x80000000, 31), 1);
});

test('NEG and ABS wrap', () => {
  assert.is(int('neg($a)', MIN), MIN);
  assert.is(int('abs($a)', MIN), MIN);
});

test('CLZ(0) is 32, POPCOUNT counts all bits', () => {
  assert.is(int('clz($a)', 0), 32);
  assert.is(int('clz($a)', -1), 0);
  assert.is(int('popcount($a)', -1), 32);
});

test('loads of narrow integers keep the value', () => {
  const load = (element: string, bits: number) =>
    runKernel(`kernel k(x: ${element}[] read, r: i32[] write) {\n  x[0] -> r[0]\n}`, {
      arrays: { x: [bits], r: 1 },
    }).arrays.r?.[0];
  assert.is(load('i8', 0xff), -1);
  assert.is(load('u8', 0xff), 255);
  assert.is(load('i16', 0x8000), -32768);
  assert.is(load('u16', 0x8000), 32768);
});

test('pixel loads as uint, half loads as float', () => {
  const text =
    'kernel k(p: pixel[] read, h: f16[] read, u: u32[] write, f: f32[] write) {\n  p[0] -> u[0]\n  h[0] -> f[0]\n}';
  const {
    arrays: { u, f },
  } = runKernel(text, { arrays: { p: [0xff00ff80], h: [1.5], u: 1, f: 1 } });
  assert.equal([u, f], [[0xff00ff80], [1.5]]);
});

test('narrow stores keep the low bits', () => {
  assert.is(value('$a', 0x1ff, 0, 'i32', 'u8'), 255);
  assert.is(value('$a', 0x180, 0, 'i32', 'i8'), -128);
  assert.is(value('$a', -1, 0, 'i32', 'u16'), 65535);
});

test('half stores round to even', () => {
  assert.is(value('$a', 2049, 0, 'f32', 'f16'), 2048);
  assert.is(value('$a', 2051, 0, 'f32', 'f16'), 2052);
  assert.is(value('$a', 65520, 0, 'f32', 'f16'), Number.POSITIVE_INFINITY);
});

test('CONVERT of float to integer truncates, saturates and sends NaN to 0', () => {
  assert.is(value('convert<i32>($a)', -1.9, 0, 'f32', 'i32'), -1);
  assert.is(value('convert<i32>($a)', 3e9, 0, 'f32', 'i32'), 2147483647);
  assert.is(value('convert<u32>($a)', -5, 0, 'f32', 'u32'), 0);
  assert.is(value('convert<u8>($a)', 300, 0, 'f32', 'i32'), 255);
  assert.is(value('convert<i16>($a)', -1e9, 0, 'f64', 'i32'), -32768);
  assert.is(value('convert<i32>($a)', Number.NaN, 0, 'f32', 'i32'), 0);
});

test('CONVERT of an integer to a narrow one keeps the low bits', () => {
  assert.is(int('convert<u8>($a)', 300), 44);
  assert.is(int('convert<i8>($a)', 200), -56);
});

test('int and uint convert to each other keeping the bits, and to float rounded', () => {
  assert.is(value('convert<u32>($a)', -1, 0, 'i32', 'u32'), 4294967295);
  assert.is(value('convert<i32>($a)', 4294967295, 0, 'u32', 'i32'), -1);
  assert.is(value('convert<f32>($a)', 16777217, 0, 'i32', 'f32'), 16777216);
  assert.is(value('convert<f64>($a)', 16777217, 0, 'i32', 'f64'), 16777217);
});

test('bool to number is 0 or 1, number to bool is != 0', () => {
  assert.is(int('convert<i32>($a < $b)', 1, 2), 1);
  assert.is(int('convert<i32>(convert<bool>($a))', -5), 1);
  assert.is(value('convert<i32>(convert<bool>($a))', Number.NaN, 0, 'f32', 'i32'), 1);
  assert.is(value('convert<i32>(convert<bool>($a))', -0, 0, 'f32', 'i32'), 0);
});

test('BITCAST keeps the bits', () => {
  assert.is(value('bitcast<u32>($a)', 1, 0, 'f32', 'u32'), 0x3f800000);
  assert.is(value('bitcast<f32>($a)', MIN, 0, 'i32', 'f32'), -0);
  assert.is(value('bitcast<i32>($a)', 4294967295, 0, 'u32', 'i32'), -1);
});

test('AND OR XOR NOT on bools give bool', () => {
  const bools = (expression: string) =>
    [0, 1, 2, 3].map((i) => int(`convert<i32>(${expression})`, i & 1, i >> 1));
  assert.equal(bools('($a == 1) & ($b == 1)'), [0, 0, 0, 1]);
  assert.equal(bools('($a == 1) | ($b == 1)'), [0, 1, 1, 1]);
  assert.equal(bools('($a == 1) ^ ($b == 1)'), [0, 1, 1, 0]);
  assert.equal(bools('not($a == 1)'), [1, 0, 1, 0]);
});

test('a bool array holds a byte an element, and non-zero is true', () => {
  const text = 'kernel k(x: bool[] readwrite) {\n  x[0] -> x[1]\n  not(x[0]) -> x[2]\n}';
  assert.equal(runKernel(text, { arrays: { x: [7, 0, 9] } }).arrays.x, [7, 1, 0]);
});

test('UNPACK gives four ints, PACK takes the low 8 bits of each', () => {
  const text = `kernel k(p: pixel[] readwrite, c: i32[] write) {
    local r: i32, g: i32, b: i32, a: i32
    unpack p[0] -> r, g, b, a
    r -> c[0]
    g -> c[1]
    b -> c[2]
    a -> c[3]
    pack(r + 256, g, b, -1) -> p[0]
  }`;
  const {
    arrays: { p, c },
  } = runKernel(text, { arrays: { p: [0x80402010], c: 4 } });
  assert.equal(c, [0x10, 0x20, 0x40, 0x80]);
  assert.equal(p, [0xff402010]);
});

test('f32 operations round to nearest even', () => {
  assert.is(float('$a + $b', 16777216, 1), 16777216);
  assert.is(float('$a * $b', Math.fround(0.1), 3), Math.fround(Math.fround(0.1) * 3));
  assert.is(value('$a + $b', 16777216, 1, 'f64', 'f64'), 16777217);
});

test('ROUND ties to even', () => {
  assert.equal(
    [0.5, 1.5, 2.5, -2.5].map((x) => float('round($a)', x)),
    [0, 2, 2, -2],
  );
});

test('float MOD is fmod, float division by zero is IEEE', () => {
  assert.is(float('$a % $b', -5.5, 2), -1.5);
  assert.is(float('$a % $b', 5.5, Number.POSITIVE_INFINITY), 5.5);
  assert.is(float('$a / $b', -1, 0), Number.NEGATIVE_INFINITY);
  assert.ok(Number.isNaN(float('$a / $b', 0, 0)));
});

test('MIN and MAX with one NaN give the other', () => {
  assert.is(float('min($a, $b)', Number.NaN, 1), 1);
  assert.is(float('max($a, $b)', 1, Number.NaN), 1);
});

test('CLAMP is MIN(MAX(a, lo), hi)', () => {
  assert.is(int('clamp($a, 0, $b)', 9, 5), 5);
  assert.is(int('clamp($a, 3, $b)', 9, 1), 1);
  assert.is(float('clamp($a, 0.0, $b)', Number.NaN, 1), 0);
});

test('POW(x, 0) is 1 and a negative base with a fractional exponent NaN', () => {
  assert.is(float('pow($a, $b)', Number.NaN, 0), 1);
  assert.ok(Number.isNaN(float('pow($a, $b)', -8, 0.5)));
  assert.is(float('pow($a, $b)', -2, 3), -8);
});

test('comparisons with NaN are false, but for !=', () => {
  const compare = (symbol: string) =>
    value(`convert<i32>($a ${symbol} $b)`, Number.NaN, Number.NaN, 'f32', 'i32');
  assert.equal(['<', '>', '<=', '>=', '==', '!='].map(compare), [0, 0, 0, 0, 0, 1]);
});

test('logical operators leave their right side alone when the left decides', () => {
  const text = `kernel k(x: i32[] readwrite) {
    if (length(x) > 5) and (x[9] == 0) {
      1 -> x[0]
    }
    if (length(x) < 5) or (x[9] == 0) {
      2 -> x[0]
    }
  }`;
  const {
    arrays: { x },
    count,
  } = runKernel(text, { arrays: { x: 1 } });
  assert.equal([x, count], [[2], 0]);
});

test('SELECT evaluates both sides', () => {
  const { count } = runKernel('kernel k(x: i32[] readwrite) {\n  select(true, x[0], x[7]) -> x[0]\n}', {
    arrays: { x: 1 },
  });
  assert.is(count, 1);
});

test('locals are 0 or false from the start, in every thread', () => {
  const text = `kernel k(x: i32[] readwrite) {
    local a: i32, seen: bool
    if seen {
      99 -> x[thread.x]
    }
    a + 1 -> a
    true -> seen
    a + x[thread.x] -> x[thread.x]
  }`;
  assert.equal(runKernel(text, { arrays: { x: 3 }, block: [3, 1, 1] }).arrays.x, [1, 1, 1]);
});

test('FOR evaluates its bounds once, is half open, counts down, and never overflows', () => {
  const walk = (range: string, n: number) =>
    runKernel(
      `kernel k(r: i32[] write, n: i32) {
        local at: i32, end: i32
        $n -> end
        for i in ${range} {
          i -> r[at]
          at + 1 -> at
          0 -> end
        }
      }`,
      { arrays: { r: 4 }, values: { n } },
    ).arrays.r;
  assert.equal(walk('0 .. end', 3), [0, 1, 2, 0]);
  assert.equal(walk('end .. 0 step -1', 3), [3, 2, 1, 0]);
  assert.equal(walk('2147483645 .. 2147483647 step 7', 0), [2147483645, 0, 0, 0]);
  assert.equal(walk('end .. 3', 3), [0, 0, 0, 0]);
});

test('BREAK leaves the innermost loop, CONTINUE goes on with its next turn, RETURN ends the thread', () => {
  const text = `kernel k(r: i32[] write) {
    local n: i32
    while true {
      n + 1 -> n
      for i in 0 .. 10 {
        if i == 2 {
          continue
        }
        if i == 4 {
          break
        }
        i + (10 * n) -> r[i]
      }
      if n == 3 {
        return
      }
    }
    77 -> r[0]
  }`;
  assert.equal(runKernel(text, { arrays: { r: 5 } }).arrays.r, [30, 31, 0, 33, 0]);
});

test('functions give one or more results, may call each other, and start with zeros each time', () => {
  const text = `function twice(a: i32) -> i32 {
    local sum: i32
    sum + $a -> sum
    return sum + $a
  }
  function divide(a: i32, b: i32) -> i32, i32 {
    return $a / $b, $a % $b
  }
  kernel k(r: i32[] write) {
    local q: i32, m: i32
    twice(twice(5) + twice(1)) -> r[0]
    call divide(twice(10), 3) -> q, m
    q -> r[1]
    m -> r[2]
  }`;
  assert.equal(runKernel(text, { arrays: { r: 3 } }).arrays.r, [24, 6, 2]);
});

test('the fast forms of operations equal the operation table', () => {
  const integers = [0, 1, -1, 2, 7, -7, 31, 32, 33, 65536, 2147483647, MIN];
  const floats = [0, -0, 1, -1, 0.1, 1e30, -1e-30, 3.5, Number.NaN, Number.POSITIVE_INFINITY];
  const inputs: { readonly [T in ScalarType]: readonly number[] } = {
    bool: [0, 1],
    i32: integers,
    u32: integers.map((x) => x >>> 0),
    f32: floats.map(Math.fround),
    f64: floats,
  };
  for (const type of ['bool', 'i32', 'u32', 'f32', 'f64'] as const)
    for (const { name, arity, c } of OPERATIONS) {
      if (arity !== 2 || !c[type]) continue;
      for (const a of inputs[type])
        for (const b of inputs[type]) {
          const fast = compileOperation(name, type, [() => a, () => b])();
          const slow = Number(operation(name).evaluate(type, [a, b]));
          assert.ok(Object.is(fast + 0, slow + 0), `${name} ${type} ${a} ${b}: ${fast}, not ${slow}`);
        }
    }
});

test.run();
