// pow by exp(y · log |x|), with the corners of C's pow and the sign from the parity of y.
import {
  type Code,
  call,
  choose,
  f64,
  get,
  i64,
  op,
  set,
  variable,
  type WasmFunction,
  when,
} from '../encoding/index.ts';
import { exponential, exponentialOfSum } from './exponential.ts';
import { logarithm, logarithmParts } from './logarithm.ts';
import { abs, add, below, bits, mul, productError } from './notation.ts';

const x = variable('f64', 'x');
const y = variable('f64', 'y');
const base = variable('f64', 'base');
const result = variable('f64', 'result');
const high = variable('f64', 'high');
const low = variable('f64', 'low');
const exponent = variable('f64', 'exponent');
const error = variable('f64', 'error');

const isWhole = (value: Code): Code => op('f64.eq', op('f64.trunc', value), value);
const isOdd: Code = op('i32.and', isWhole(get(y)), op('i32.eqz', isWhole(mul(get(y), f64(0.5)))));

/** pow(x, y) with `magnitude` computing |x|^y into `result` for |x| other than 1. */
function powerOf(name: string, magnitude: Code): WasmFunction {
  return {
    name,
    parameters: [x, y],
    results: ['f64'],
    body: [
      when(op('i32.or', op('f64.eq', get(y), f64(0)), op('f64.eq', get(x), f64(1))), op('return', f64(1))),
      set(base, abs(get(x))),
      // 1 to any power, infinite ones included, is 1; y = NaN stays NaN.
      choose(
        'f64',
        op('i32.and', op('f64.eq', get(base), f64(1)), op('f64.eq', get(y), get(y))),
        f64(1),
        magnitude,
      ),
      set(result),
      when(op('i64.lt_s', bits(get(x)), i64(0n)), [
        when(isOdd, op('return', op('f64.neg', get(result)))),
        when(
          op(
            'i32.and',
            op('i32.eqz', isWhole(get(y))),
            op('i32.and', below(f64(0), get(base)), below(get(base), f64(Infinity))),
          ),
          op('return', f64(Number.NaN)),
        ),
      ]),
      get(result),
    ],
  };
}

/** pow for operands that were f32: the error of y·log|x| ≤ 104 in f64 is far below what f32 can show. */
export const powerF32 = powerOf('power_f32', call(exponential, mul(get(y), call(logarithm, get(base)))));

/** pow in f64: the logarithm and the product carry a low part; within 2 ULP, up to 8 ULP where results near overflow or 0. */
export const power = powerOf('power', [
  call(logarithmParts, get(base)),
  set(low),
  set(high),
  set(exponent, mul(get(y), get(high))),
  choose(
    'f64',
    below(abs(get(exponent)), f64(1000)),
    [
      productError(error, y, high, exponent),
      call(exponentialOfSum, get(exponent), add(get(error), mul(get(y), get(low)))),
    ],
    // The result is 0, infinite or NaN.
    call(exponential, get(exponent)),
  ),
]);
