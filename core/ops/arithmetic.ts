// The arithmetic operations of the table: integers wrap, division has no undefined case, floats are IEEE.

import { f32, maxNumber, minNumber, power, roundHalfEven, ulpF32 } from './float.ts';
import { call, helpers, infix, math, prefix } from './forms.ts';
import type { Accuracy, Operation, Value } from './operation.ts';
import type { ScalarType } from './value-types.ts';

/** Brings a number into the range of `type`: wraps integers, rounds f32. */
function fit(type: ScalarType, x: number): number {
  switch (type) {
    case 'i32':
      return x | 0;
    case 'u32':
      return x >>> 0;
    case 'f32':
      return f32(x);
    case 'f64':
    case 'bool':
      return x;
  }
}

const rounded: Accuracy = { text: 'correctly rounded', bound: () => 0 };
const exact: Accuracy = { text: 'exact', bound: () => 0 };
const ulps = (n: number): Accuracy => ({ text: `${n} ULP`, bound: (_args, y) => n * ulpF32(y) });

/** How each type computes a two-operand operation: integers and floats differ in rounding only. */
function numeric2(
  integers: (a: number, b: number, type: 'i32' | 'u32') => number,
  floats: (a: number, b: number) => number,
) {
  return (type: ScalarType, args: readonly Value[]): Value => {
    const [a, b] = args as readonly [number, number];
    return fit(type, type === 'i32' || type === 'u32' ? integers(a, b, type) : floats(a, b));
  };
}
const float1 =
  (compute: (x: number) => number) =>
  (type: ScalarType, args: readonly Value[]): Value =>
    fit(type, compute(args[0] as number));

export const ARITHMETIC = [
  {
    name: 'add',
    keyword: 'ADD',
    group: 'arithmetic',
    arity: 2,
    signature: 'numeric',
    about: 'The sum a + b. Integers wrap in 32 bits.',
    cost: 1,
    accuracy: rounded,
    evaluate: numeric2(
      (a, b) => a + b,
      (a, b) => a + b,
    ),
    c: { ...helpers('add', ['i32']), u32: infix('+', 'sum'), f32: infix('+', 'sum'), f64: infix('+', 'sum') },
    wgsl: { i32: infix('+', 'sum'), u32: infix('+', 'sum'), f32: infix('+', 'sum') },
  },
  {
    name: 'sub',
    keyword: 'SUB',
    group: 'arithmetic',
    arity: 2,
    signature: 'numeric',
    about: 'The difference a - b. Integers wrap in 32 bits.',
    cost: 1,
    accuracy: rounded,
    evaluate: numeric2(
      (a, b) => a - b,
      (a, b) => a - b,
    ),
    c: { ...helpers('sub', ['i32']), u32: infix('-', 'sum'), f32: infix('-', 'sum'), f64: infix('-', 'sum') },
    wgsl: { i32: infix('-', 'sum'), u32: infix('-', 'sum'), f32: infix('-', 'sum') },
  },
  {
    name: 'mul',
    keyword: 'MUL',
    group: 'arithmetic',
    arity: 2,
    signature: 'numeric',
    about: 'The product a · b. Integers wrap in 32 bits.',
    cost: 1,
    accuracy: rounded,
    evaluate: numeric2(
      (a, b) => Math.imul(a, b),
      (a, b) => a * b,
    ),
    c: {
      ...helpers('mul', ['i32']),
      u32: infix('*', 'product'),
      f32: infix('*', 'product'),
      f64: infix('*', 'product'),
    },
    wgsl: { i32: infix('*', 'product'), u32: infix('*', 'product'), f32: infix('*', 'product') },
  },
  {
    name: 'div',
    keyword: 'DIV',
    group: 'arithmetic',
    arity: 2,
    signature: 'numeric',
    about:
      'The quotient a / b. Integers truncate toward zero; x DIV 0 is x, and the smallest int DIV -1 is itself.',
    cost: 8,
    accuracy: ulps(2.5),
    evaluate: numeric2(
      (a, b) => (b === 0 ? a : Math.trunc(a / b)),
      (a, b) => a / b,
    ),
    c: { ...helpers('div', ['i32', 'u32']), f32: infix('/', 'product'), f64: infix('/', 'product') },
    wgsl: { ...helpers('div', ['i32', 'u32']), f32: infix('/', 'product') },
  },
  {
    name: 'mod',
    keyword: 'MOD',
    group: 'arithmetic',
    arity: 2,
    signature: 'numeric',
    about: 'The remainder a - b · DIV(a, b), with the sign of a; x MOD 0 is 0. On floats C’s fmod, exact.',
    cost: 10,
    accuracy: exact,
    evaluate: numeric2(
      (a, b) => (b === 0 ? 0 : a % b),
      (a, b) => a % b,
    ),
    c: { ...helpers('mod', ['i32', 'u32']), ...math('fmod') },
    wgsl: helpers('mod', ['i32', 'u32', 'f32']),
  },
  {
    name: 'min',
    keyword: 'MIN',
    group: 'arithmetic',
    arity: 2,
    signature: 'numeric',
    about: 'The smaller of a and b. With one NaN the other operand; the sign of a zero is free.',
    cost: 1,
    accuracy: exact,
    evaluate: numeric2((a, b) => Math.min(a, b), minNumber),
    c: { ...helpers('min', ['i32', 'u32']), ...math('fmin') },
    wgsl: { i32: call('min'), u32: call('min'), ...helpers('min', ['f32']) },
  },
  {
    name: 'max',
    keyword: 'MAX',
    group: 'arithmetic',
    arity: 2,
    signature: 'numeric',
    about: 'The larger of a and b. With one NaN the other operand; the sign of a zero is free.',
    cost: 1,
    accuracy: exact,
    evaluate: numeric2((a, b) => Math.max(a, b), maxNumber),
    c: { ...helpers('max', ['i32', 'u32']), ...math('fmax') },
    wgsl: { i32: call('max'), u32: call('max'), ...helpers('max', ['f32']) },
  },
  {
    name: 'pow',
    keyword: 'POW',
    group: 'arithmetic',
    arity: 2,
    signature: 'float',
    about: 'a to the power b. POW(x, 0) is 1; a negative base with a fractional exponent is NaN.',
    cost: 20,
    // WGSL: exp2(y · log2(x)); the error of log2 is multiplied by y, then by the slope of exp2.
    accuracy: {
      text: 'that of exp2(b · log2(a))',
      bound: ([x = 0, y = 0], z) => {
        const log = Math.abs(Math.log2(Math.abs(x)));
        const logError = log <= 1 ? 2 ** -21 : 3 * ulpF32(log);
        const product = Math.abs(y) * logError + ulpF32(y * log);
        const relative = Math.expm1(Math.LN2 * product) + (3 + 2 * Math.abs(y * log)) * 2 ** -23;
        return Number.isFinite(relative) ? Math.abs(z) * relative + ulpF32(z) : Number.POSITIVE_INFINITY;
      },
    },
    evaluate: (type, args) => fit(type, power(args[0] as number, args[1] as number)),
    c: math('pow'),
    wgsl: helpers('pow', ['f32']),
  },
  {
    name: 'neg',
    keyword: 'NEG',
    group: 'arithmetic',
    arity: 1,
    signature: 'numeric',
    about: '-a. Integers wrap: the smallest int is its own negative.',
    cost: 1,
    accuracy: exact,
    evaluate: (type, args) => fit(type, -(args[0] as number)),
    c: { ...helpers('neg', ['i32', 'u32']), f32: prefix('-'), f64: prefix('-') },
    wgsl: { i32: prefix('-'), ...helpers('neg', ['u32']), f32: prefix('-') },
  },
  {
    name: 'abs',
    keyword: 'ABS',
    group: 'arithmetic',
    arity: 1,
    signature: 'numeric',
    about: 'The absolute value of a. The smallest int stays itself; on uint it changes nothing.',
    cost: 1,
    accuracy: exact,
    evaluate: (type, args) => fit(type, Math.abs(args[0] as number)),
    c: { ...helpers('abs', ['i32', 'u32']), ...math('fabs') },
    wgsl: { i32: call('abs'), u32: call('abs'), f32: call('abs') },
  },
  {
    name: 'sqrt',
    keyword: 'SQRT',
    group: 'arithmetic',
    arity: 1,
    signature: 'float',
    about: 'The square root of a; NaN below zero.',
    cost: 8,
    // WGSL: inherited from 1.0 / inverseSqrt(x).
    accuracy: ulps(5),
    evaluate: float1(Math.sqrt),
    c: math('sqrt'),
    wgsl: { f32: call('sqrt') },
  },
  {
    name: 'rsqrt',
    keyword: 'RSQRT',
    group: 'arithmetic',
    arity: 1,
    signature: 'float',
    about: '1 / SQRT(a).',
    cost: 8,
    accuracy: ulps(4),
    evaluate: float1((x) => 1 / Math.sqrt(x)),
    c: helpers('rsqrt', ['f32', 'f64']),
    wgsl: { f32: call('inverseSqrt') },
  },
  {
    name: 'exp',
    keyword: 'EXP',
    group: 'arithmetic',
    arity: 1,
    signature: 'float',
    about: 'e to the power a.',
    cost: 10,
    accuracy: { text: '3 + 2·|a| ULP', bound: ([x = 0], y) => (3 + 2 * Math.abs(x)) * ulpF32(y) },
    evaluate: float1(Math.exp),
    c: math('exp'),
    wgsl: helpers('exp', ['f32']),
  },
  {
    name: 'log',
    keyword: 'LOG',
    group: 'arithmetic',
    arity: 1,
    signature: 'float',
    about: 'The natural logarithm of a; -Infinity at zero, NaN below.',
    cost: 10,
    accuracy: {
      text: '2⁻²¹ in [0.5, 2], else 3 ULP',
      bound: ([x = 0], y) => (x >= 0.5 && x <= 2 ? 2 ** -21 : 3 * ulpF32(y)),
    },
    evaluate: float1(Math.log),
    c: math('log'),
    wgsl: helpers('log', ['f32']),
  },
  {
    name: 'sin',
    keyword: 'SIN',
    group: 'arithmetic',
    arity: 1,
    signature: 'float',
    about: 'The sine of a, in radians.',
    cost: 12,
    accuracy: { text: '2⁻¹¹ + |a|·2⁻²²', bound: ([x = 0]) => 2 ** -11 + Math.abs(x) * 2 ** -22 },
    evaluate: float1(Math.sin),
    c: math('sin'),
    wgsl: helpers('sin', ['f32']),
  },
  {
    name: 'cos',
    keyword: 'COS',
    group: 'arithmetic',
    arity: 1,
    signature: 'float',
    about: 'The cosine of a, in radians.',
    cost: 12,
    accuracy: { text: '2⁻¹¹ + |a|·2⁻²²', bound: ([x = 0]) => 2 ** -11 + Math.abs(x) * 2 ** -22 },
    evaluate: float1(Math.cos),
    c: math('cos'),
    wgsl: helpers('cos', ['f32']),
  },
  {
    name: 'tan',
    keyword: 'TAN',
    group: 'arithmetic',
    arity: 1,
    signature: 'float',
    about: 'The tangent of a, in radians.',
    cost: 16,
    // sin / cos with both errors: |δ| ≤ (e + e·|tan|) / (|cos| - e), then the division's 2.5 ULP.
    accuracy: {
      text: 'that of SIN(a) / COS(a)',
      bound: ([x = 0], y) => {
        const e = 2 ** -11 + Math.abs(x) * 2 ** -22;
        const cosine = Math.abs(Math.cos(x)) - e;
        return cosine <= 0 ? Number.POSITIVE_INFINITY : (e * (1 + Math.abs(y))) / cosine + 2.5 * ulpF32(y);
      },
    },
    evaluate: float1(Math.tan),
    c: math('tan'),
    wgsl: helpers('tan', ['f32']),
  },
  {
    name: 'tanh',
    keyword: 'TANH',
    group: 'arithmetic',
    arity: 1,
    signature: 'float',
    about: 'The hyperbolic tangent of a.',
    cost: 16,
    accuracy: { text: '2⁻¹⁹ absolute', bound: () => 2 ** -19 },
    evaluate: float1(Math.tanh),
    c: math('tanh'),
    wgsl: helpers('tanh', ['f32']),
  },
  {
    name: 'floor',
    keyword: 'FLOOR',
    group: 'arithmetic',
    arity: 1,
    signature: 'float',
    about: 'The largest whole number not above a.',
    cost: 1,
    accuracy: exact,
    evaluate: float1(Math.floor),
    c: math('floor'),
    wgsl: { f32: call('floor') },
  },
  {
    name: 'ceil',
    keyword: 'CEIL',
    group: 'arithmetic',
    arity: 1,
    signature: 'float',
    about: 'The smallest whole number not below a.',
    cost: 1,
    accuracy: exact,
    evaluate: float1(Math.ceil),
    c: math('ceil'),
    wgsl: { f32: call('ceil') },
  },
  {
    name: 'round',
    keyword: 'ROUND',
    group: 'arithmetic',
    arity: 1,
    signature: 'float',
    about: 'The nearest whole number, ties to the even one.',
    cost: 1,
    accuracy: exact,
    evaluate: float1(roundHalfEven),
    c: math('rint'),
    wgsl: { f32: call('round') },
  },
  {
    name: 'fma',
    keyword: 'FMA',
    group: 'arithmetic',
    arity: 3,
    signature: 'float',
    about: 'a · b + c, rounded once or twice.',
    cost: 1,
    accuracy: {
      text: 'rounded once or twice',
      bound: ([a = 0, b = 0], y) => ulpF32(a * b) / 2 + ulpF32(y) / 2,
    },
    evaluate: (type, args) => {
      const [a, b, c] = args as readonly [number, number, number];
      return fit(type, a * b + c);
    },
    c: math('fma'),
    wgsl: { f32: call('fma') },
  },
] as const satisfies readonly Operation[];
