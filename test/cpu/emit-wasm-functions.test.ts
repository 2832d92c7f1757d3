// The float functions inside the modules, over sweeps: against this engine's f64 functions, and rounded against f32.
import { bitsOfF16, bitsOfF32, f16OfBits, f32OfBits } from 'pxos/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { assemble, type WasmFunction } from '../../plugins/emit-wasm/encoding/index.ts';
import * as math from '../../plugins/emit-wasm/math/index.ts';

/** A function of the math room, callable from here. */
function callable(definition: WasmFunction): (...operands: number[]) => number {
  const module = assemble({ exports: [definition], tables: math.TABLES, pages: 1 });
  const memory = new WebAssembly.Memory({ initial: 1 });
  const instance = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(module)), {
    px: { memory },
  });
  return instance.exports[definition.name] as (...operands: number[]) => number;
}

/** A repeatable sequence of numbers in [0, 1). */
function sequence(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const ulp = (x: number): number => 2 ** (Math.floor(Math.log2(Math.max(Math.abs(x), 2 ** -1022))) - 52);

function distance(actual: number, expected: number): number {
  if (Object.is(actual, expected) || actual === expected) return 0;
  return Math.abs(actual - expected) / ulp(expected);
}

/** Equal to the bit, but for the bits of NaN. */
function exactly(actual: number, expected: number, what: string): void {
  assert.ok(Object.is(actual, expected), `${what} is ${actual}, should be ${expected}`);
}

/** Random numbers of every magnitude, with both signs. */
function* magnitudes(count: number, lowest: number, highest: number): Generator<number> {
  const next = sequence(count);
  for (let n = 0; n < count; n++) {
    const exponent = lowest + next() * (highest - lowest);
    yield (next() < 0.5 ? -1 : 1) * 2 ** exponent * (1 + next());
  }
}

interface Sweep {
  readonly name: string;
  readonly definition: WasmFunction;
  readonly reference: (x: number) => number;
  /** Powers of two between which the arguments lie. */
  readonly range: readonly [number, number];
  /** Most that the f64 result may be off; the reference itself is off by up to 1 ULP. */
  readonly ulps: number;
}

const SWEEPS: readonly Sweep[] = [
  { name: 'exp', definition: math.exponential, reference: Math.exp, range: [-60, 9.4], ulps: 2 },
  { name: 'log', definition: math.logarithm, reference: Math.log, range: [-1070, 1023], ulps: 2 },
  { name: 'log near 1', definition: math.logarithm, reference: Math.log, range: [-2, 2], ulps: 2 },
  { name: 'sin', definition: math.sine, reference: Math.sin, range: [-40, 1000], ulps: 2 },
  { name: 'sin of moderate angles', definition: math.sine, reference: Math.sin, range: [-4, 21], ulps: 2 },
  { name: 'cos', definition: math.cosine, reference: Math.cos, range: [-40, 1000], ulps: 2 },
  { name: 'cos of moderate angles', definition: math.cosine, reference: Math.cos, range: [-4, 21], ulps: 2 },
  { name: 'tan', definition: math.tangent, reference: Math.tan, range: [-40, 1000], ulps: 3 },
  { name: 'tan of moderate angles', definition: math.tangent, reference: Math.tan, range: [-4, 21], ulps: 3 },
  { name: 'tanh', definition: math.hyperbolicTangent, reference: Math.tanh, range: [-60, 6], ulps: 4 },
];

for (const { name, definition, reference, range, ulps } of SWEEPS)
  test(`${name} is within ${ulps} ULP of f64 of this engine's`, () => {
    const compute = callable(definition);
    for (const x of magnitudes(20_000, ...range)) {
      const [actual, expected] = [compute(x), reference(x)];
      assert.ok(distance(actual, expected) <= ulps, `${name}(${x}) is ${actual}, should be ${expected}`);
    }
  });

for (const { name, definition, reference } of SWEEPS.filter((sweep) => !sweep.name.includes(' ')))
  test(`${name} of f32 arguments rounds to the nearest f32`, () => {
    const compute = callable(definition);
    let off = 0;
    // A step that is odd and not small visits all exponents and both signs.
    for (let pattern = 0; pattern < 2 ** 32; pattern += 104729) {
      const x = f32OfBits(pattern);
      const [actual, expected] = [Math.fround(compute(x)), Math.fround(reference(x))];
      if (Object.is(actual, expected) || (actual === 0 && expected === 0)) continue;
      off++;
      const apart = Math.abs(bitsOfF32(actual) - bitsOfF32(expected));
      assert.ok(apart <= 1, `${name}(${x}) is ${actual}, should be ${expected}`);
    }
    assert.ok(off <= 2, `${off} results are not the nearest`);
  });

test('sin and cos are right where a multiple of π/2 is closest to an f64', () => {
  // The hardest argument of f64 (Muller, Handbook of Floating-Point Arithmetic): x·2/π is within 2⁻⁶⁰ of a whole number.
  const x = 6381956970095103 * 2 ** 797;
  assert.is(callable(math.cosine)(x), Math.cos(x));
  assert.is(callable(math.sine)(x), 1);
  assert.ok(Math.abs(callable(math.cosine)(x)) < 1e-18);
});

test('pow is within 16 ULP of f64, and exact where the result is a whole number', () => {
  const power = callable(math.power);
  const next = sequence(7);
  for (let n = 0; n < 50_000; n++) {
    const x = 2 ** (next() * 40 - 20) * (1 + next());
    const y = (next() - 0.5) * 60;
    const [actual, expected] = [power(x, y), x ** y];
    assert.ok(distance(actual, expected) <= 16, `${x} ** ${y} is ${actual}, should be ${expected}`);
  }
  for (let x = -20; x <= 20; x++)
    for (let y = 1; y <= 11; y++) assert.is(power(x, y), x ** y, `${x} ** ${y}`);
});

test('pow has the corners of C', () => {
  const powerF32 = callable(math.powerF32);
  for (const power of [callable(math.power), (x: number, y: number) => Math.fround(powerF32(x, y))]) {
    const cases = [
      [NaN, 0, 1],
      [1, NaN, 1],
      [-1, Infinity, 1],
      [-1, -Infinity, 1],
      [-1, NaN, NaN],
      [-2, 0.5, NaN],
      [-2, 3, -8],
      [-2, 2, 4],
      [0, -1, Infinity],
      [-0, -1, -Infinity],
      [-0, -2, Infinity],
      [-0, 3, -0],
      [-0, 0.5, 0],
      [0, 2, 0],
      [Infinity, 0.5, Infinity],
      [-Infinity, 3, -Infinity],
      [-Infinity, 0.5, Infinity],
      [-Infinity, -3, -0],
      [2, Infinity, Infinity],
      [0.5, Infinity, 0],
      [2, -Infinity, 0],
      [0.5, -Infinity, Infinity],
      [2, NaN, NaN],
      [NaN, 2, NaN],
      [-8, 1 / 3, NaN],
      [10, 400, Infinity],
      [10, -400, 0],
      [-2, 2 ** 53, Infinity],
    ] as const;
    for (const [x, y, expected] of cases) exactly(power(x, y), expected, `${x} ** ${y}`);
  }
});

test('the functions have the corners of IEEE 754', () => {
  const is = (definition: WasmFunction, x: number, expected: number): void =>
    exactly(callable(definition)(x), expected, `${definition.name}(${x})`);
  is(math.exponential, -Infinity, 0);
  is(math.exponential, Infinity, Infinity);
  is(math.exponential, NaN, NaN);
  is(math.exponential, 709.782712893384, Math.exp(709.782712893384));
  is(math.exponential, 709.7827128933841, Infinity);
  is(math.exponential, -745.1332191019411, 5e-324);
  is(math.exponential, -745.1332191019412, 0);
  is(math.logarithm, 0, -Infinity);
  is(math.logarithm, -0, -Infinity);
  is(math.logarithm, -1, NaN);
  is(math.logarithm, 1, 0);
  is(math.logarithm, Infinity, Infinity);
  is(math.logarithm, 5e-324, Math.log(5e-324));
  for (const definition of [math.sine, math.cosine, math.tangent]) {
    is(definition, Infinity, NaN);
    is(definition, -Infinity, NaN);
    is(definition, NaN, NaN);
  }
  is(math.sine, -0, -0);
  is(math.tangent, -0, -0);
  is(math.cosine, 0, 1);
  is(math.hyperbolicTangent, -0, -0);
  is(math.hyperbolicTangent, -Infinity, -1);
  is(math.hyperbolicTangent, 100, 1);
  is(math.hyperbolicTangent, NaN, NaN);
});

test('remainder is exact for every pair of magnitudes', () => {
  const remainder = callable(math.remainder);
  const xs = [...magnitudes(300, -1074, 1023)];
  const ys = [...magnitudes(299, -1074, 1023), 5e-324, 2 ** -1022, 3 * 5e-324];
  for (const x of xs)
    for (let n = 0; n < ys.length; n += 7) {
      const y = ys[n]!;
      exactly(remainder(x, y), x % y, `${x} % ${y}`);
    }
});

test('remainder is exact beside multiples of the divisor', () => {
  const remainder = callable(math.remainder);
  for (const y of magnitudes(3000, -20, 20)) {
    const divisor = Math.fround(y);
    for (const n of [1, 3, 1000003, 2 ** 28 + 1, 2 ** 29, 2 ** 40]) {
      const x = Math.fround(divisor * n);
      // The f64 just below a multiple has a quotient that must not round up to it.
      const below = divisor * n * (1 - 2 ** -53);
      for (const near of [x, f32OfBits(bitsOfF32(x) + 1), f32OfBits(bitsOfF32(x) - 1), below])
        exactly(remainder(near, divisor), near % divisor, `${near} % ${divisor}`);
    }
  }
});

test('every f16 converts to f32 and back', () => {
  const [value, bits] = [callable(math.halfValue), callable(math.halfBits)];
  for (let pattern = 0; pattern < 65536; pattern++) {
    const expected = f16OfBits(pattern);
    exactly(value(pattern), expected, `0x${pattern.toString(16)}`);
    if (!Number.isNaN(expected)) assert.is(bits(expected), pattern);
  }
  assert.is(bits(NaN), 0x7e00);
});

test('rounding to f16 is to nearest, ties to even, once', () => {
  const bits = callable(math.halfBits);
  for (const x of magnitudes(50_000, -30, 18)) assert.is(bits(x), bitsOfF16(x), String(x));
  for (let pattern = 0; pattern < 0x7bff; pattern += 3) {
    const middle = (f16OfBits(pattern) + f16OfBits(pattern + 1)) / 2;
    for (const x of [middle, middle * (1 + 2 ** -50), middle * (1 - 2 ** -50)])
      assert.is(bits(x), bitsOfF16(x), String(x));
  }
});

test.run();
