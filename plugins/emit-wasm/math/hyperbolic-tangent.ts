// tanh in f64: t / (t + 2) with t = exp(2·|x|) - 1, and the sign of x.
import { choose, f64, get, op, set, variable, type WasmFunction } from '../encoding/index.ts';
import { exponentialMinusOne } from './exponential.ts';
import { abs, add, div, mul } from './notation.ts';

const x = variable('f64', 'x');
const doubled = variable('f64', 'doubled');
const t = variable('f64', 't');

/** tanh(x), within 4 ULP of f64; above 22 it is 1 to the last place. */
export const hyperbolicTangent: WasmFunction = {
  name: 'hyperbolic_tangent',
  parameters: [x],
  results: ['f64'],
  body: [
    set(doubled, mul(f64(2), abs(get(x)))),
    op(
      'f64.copysign',
      choose('f64', op('f64.gt', get(doubled), f64(44)), f64(1), [
        set(t, exponentialMinusOne(doubled)),
        div(get(t), add(get(t), f64(2))),
      ]),
      get(x),
    ),
  ],
};
