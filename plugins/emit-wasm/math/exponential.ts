// exp in f64: x = k·ln 2 + r with |r| ≤ ln 2 / 2, the Taylor series of exp r, then a scaling by 2ᵏ.
import {
  type Code,
  call,
  f64,
  get,
  i32,
  i64,
  op,
  set,
  type Variable,
  variable,
  type WasmFunction,
} from '../encoding/index.ts';
import { LN2_HIGH, LN2_LOW } from './constants.ts';
import { add, factorial, fromBits, mul, nearest, polynomial, sub } from './notation.ts';

const k = variable('f64', 'k');
const r = variable('f64', 'r');
const power = variable('i32', 'power');
const half = variable('i32', 'half');

const twoTo = (exponent: Code): Code =>
  fromBits(op('i64.shl', op('i64.extend_i32_s', op('i32.add', exponent, i32(1023))), i64(52n)));

/** 1/2!, 1/3!, … 1/13!: the first term left out is below 2⁻⁵⁷ of the sum for |r| ≤ 0.347. */
const SERIES = Array.from({ length: 12 }, (_, n) => 1 / factorial(n + 2));

/** exp(x + low) for a `low` that is small beside x; the scaling has two steps since 2ᵏ alone may be no f64. */
function expand(x: Variable, low: Code | undefined): Code {
  const reduced = sub(sub(get(x), mul(get(k), f64(LN2_HIGH))), mul(get(k), f64(LN2_LOW)));
  return [
    // Beyond ±800 the result is 0 or infinity already; min and max hand NaN on.
    set(x, op('f64.min', op('f64.max', get(x), f64(-800)), f64(800))),
    set(k, nearest(mul(get(x), f64(Math.LOG2E)))),
    set(r, low ? add(reduced, low) : reduced),
    set(power, op('i32.trunc_sat_f64_s', get(k))),
    set(half, op('i32.shr_s', get(power), i32(1))),
    mul(
      mul(add(f64(1), add(get(r), mul(mul(get(r), get(r)), polynomial(r, SERIES)))), twoTo(get(half))),
      twoTo(op('i32.sub', get(power), get(half))),
    ),
  ];
}

const x = variable('f64', 'x');
const low = variable('f64', 'low');

/** exp(x), within 1 ULP of f64. */
export const exponential: WasmFunction = {
  name: 'exponential',
  parameters: [x],
  results: ['f64'],
  body: expand(x, undefined),
};

/** exp(x + low), for exponents known to more than 53 bits. */
export const exponentialOfSum: WasmFunction = {
  name: 'exponential_of_sum',
  parameters: [x, low],
  results: ['f64'],
  body: expand(x, get(low)),
};

const small = variable('f64', 'x');

/** exp(x) - 1 for 0 ≤ x ≤ 0.35, where the difference would lose digits: the same series without its 1. */
const smallMinusOne: WasmFunction = {
  name: 'exponential_minus_one',
  parameters: [small],
  results: ['f64'],
  body: add(get(small), mul(mul(get(small), get(small)), polynomial(small, SERIES))),
};

/** exp(x) - 1 for x ≥ 0 that is cheap to repeat, within 3 ULP of f64. */
export const exponentialMinusOne = (value: Variable): Code => [
  op('f64.lt', get(value), f64(0.35)),
  {
    kind: 'if',
    result: 'f64',
    then: call(smallMinusOne, get(value)),
    else: sub(call(exponential, get(value)), f64(1)),
  },
];
