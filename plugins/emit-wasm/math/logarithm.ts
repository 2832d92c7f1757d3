// log in f64: x = 2ᵏ·m with m near 1, then log m = 2·atanh(s) with s = (m - 1) / (m + 1), by its Taylor series.
import {
  type Code,
  f64,
  get,
  i64,
  op,
  set,
  type Variable,
  variable,
  type WasmFunction,
  when,
} from '../encoding/index.ts';
import { LN2_HIGH, LN2_LOW } from './constants.ts';
import {
  add,
  below,
  bits,
  differenceError,
  div,
  fromBits,
  mul,
  polynomial,
  productError,
  sub,
} from './notation.ts';

/** 2/3, 2/5, … 2/21: with |s| ≤ 0.172 the first term left out is below 2⁻⁵⁸ of the sum. */
const SERIES = Array.from({ length: 10 }, (_, n) => 2 / (2 * n + 3));

/** The bits of √½: subtracting them makes the exponent field count from there. */
const ROOT_HALF = 0x3fe6a09e667f3bcdn;

const x = variable('f64', 'x');
const pattern = variable('i64', 'pattern');
const shift = variable('i64', 'shift');
const k = variable('f64', 'k');
const f = variable('f64', 'f');
const s = variable('f64', 's');
const z = variable('f64', 'z');
const series = variable('f64', 'series');

/** Splits a positive, finite x into k and f = m - 1 with √½ ≤ m < √2; subnormals are scaled up first. */
const decompose: Code = [
  set(k, f64(0)),
  when(below(get(x), f64(2 ** -1022)), [set(x, mul(get(x), f64(2 ** 54))), set(k, f64(-54))]),
  set(pattern, bits(get(x))),
  set(shift, op('i64.shr_s', op('i64.sub', get(pattern), i64(ROOT_HALF)), i64(52n))),
  set(k, add(get(k), op('f64.convert_i64_s', get(shift)))),
  set(f, sub(fromBits(op('i64.sub', get(pattern), op('i64.shl', get(shift), i64(52n)))), f64(1))),
];

/** log 0 is -Infinity, log of infinity itself, log of a negative number or NaN is NaN. */
const corners = (...rest: readonly Code[]): Code => [
  when(op('i32.eqz', op('f64.gt', get(x), f64(0))), [
    when(op('f64.eq', get(x), f64(0)), op('return', f64(-Infinity), rest)),
    op('return', f64(Number.NaN), rest),
  ]),
  when(op('f64.eq', get(x), f64(Infinity)), op('return', get(x), rest)),
];

const oddSeries: Code = [set(z, mul(get(s), get(s))), set(series, mul(get(z), polynomial(z, SERIES)))];

/** log(x), within 1 ULP of f64. Since 2·s = f - s·f, the sum starts with f itself and loses nothing near 1. */
export const logarithm: WasmFunction = {
  name: 'logarithm',
  parameters: [x],
  results: ['f64'],
  body: [
    corners(),
    decompose,
    set(s, div(get(f), add(get(f), f64(2)))),
    oddSeries,
    sub(
      mul(get(k), f64(LN2_HIGH)),
      sub(sub(mul(get(s), sub(get(f), get(series))), mul(get(k), f64(LN2_LOW))), get(f)),
    ),
  ],
};

const divisor = variable('f64', 'divisor');
const product = variable('f64', 'product');
const error = variable('f64', 'error');
const low = variable('f64', 'low');
const exponentPart = variable('f64', 'exponent_part');
const negativeSeries = variable('f64', 'negative_double');
const high = variable('f64', 'high');

/** What is missing from s = f / (2 + f): the remainder of the division, exact but for the divisor's own lost bits. */
const quotientRest = (quotient: Variable): Code => [
  set(product, mul(get(quotient), get(divisor))),
  productError(error, quotient, divisor, product),
  div(
    sub(
      sub(sub(get(f), get(product)), get(error)),
      mul(get(quotient), sub(get(f), sub(get(divisor), f64(2)))),
    ),
    get(divisor),
  ),
];

/**
 * log(x) as a sum high + low with some 60 correct bits, for powers: s is known to twice the precision, the series only
 * adds a hundredth of the whole. At the corners `low` is 0.
 */
export const logarithmParts: WasmFunction = {
  name: 'logarithm_parts',
  parameters: [x],
  results: ['f64', 'f64'],
  body: [
    corners(f64(0)),
    decompose,
    set(divisor, add(get(f), f64(2))),
    set(s, div(get(f), get(divisor))),
    oddSeries,
    set(low, add(mul(f64(2), quotientRest(s)), mul(get(s), get(series)))),
    set(exponentPart, mul(get(k), f64(LN2_HIGH))),
    set(negativeSeries, mul(f64(-2), get(s))),
    set(high, sub(get(exponentPart), get(negativeSeries))),
    differenceError(error, exponentPart, negativeSeries, high),
    set(low, add(get(low), add(get(error), mul(get(k), f64(LN2_LOW))))),
    // Once more a sum whose parts do not overlap.
    set(product, add(get(high), get(low))),
    get(product),
    add(sub(get(high), get(product)), get(low)),
  ],
};
