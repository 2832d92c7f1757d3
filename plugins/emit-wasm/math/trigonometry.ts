// sin, cos and tan in f64: the Taylor series on [-π/4, π/4], with what range reduction left over as a first-order correction.
import {
  type Code,
  call,
  choose,
  f64,
  get,
  i32,
  op,
  set,
  type Variable,
  variable,
  type WasmFunction,
  when,
} from '../encoding/index.ts';
import { abs, add, below, div, factorial, mul, polynomial, sub } from './notation.ts';
import { reduceAngle } from './reduce-angle.ts';

const alternating = (first: number, count: number): number[] =>
  Array.from({ length: count }, (_, n) => (n % 2 === 0 ? -1 : 1) / factorial(first + 2 * n));

/** -1/3!, 1/5!, … for sin(r) = r + r³·(…); the first term left out is below 2⁻⁵⁶ of the sum. */
const SINE = alternating(3, 8);
/** 1/4!, -1/6!, … for cos(r) = 1 - r²/2 + r⁴·(…); the first term left out is below 2⁻⁵⁶. */
const COSINE = alternating(4, 8).map((coefficient) => -coefficient);

const r = variable('f64', 'r');
const rest = variable('f64', 'rest');
const square = variable('f64', 'square');
const half = variable('f64', 'half');
const most = variable('f64', 'most');

/** sin(r + rest) ≈ sin r + rest·(1 - r²/2). */
const sineSeries: WasmFunction = {
  name: 'sine_series',
  parameters: [r, rest],
  results: ['f64'],
  body: [
    set(square, mul(get(r), get(r))),
    add(
      get(r),
      add(
        mul(mul(get(square), get(r)), polynomial(square, SINE)),
        mul(get(rest), sub(f64(1), mul(f64(0.5), get(square)))),
      ),
    ),
  ],
};

/** cos(r + rest) ≈ cos r - rest·r; what 1 - r²/2 loses in rounding is added back. */
const cosineSeries: WasmFunction = {
  name: 'cosine_series',
  parameters: [r, rest],
  results: ['f64'],
  body: [
    set(square, mul(get(r), get(r))),
    set(half, mul(f64(0.5), get(square))),
    set(most, sub(f64(1), get(half))),
    add(
      get(most),
      add(
        sub(sub(f64(1), get(most)), get(half)),
        sub(mul(mul(get(square), get(square)), polynomial(square, COSINE)), mul(get(r), get(rest))),
      ),
    ),
  ],
};

const x = variable('f64', 'x');
const quadrant = variable('i32', 'quadrant');
const angle = variable('f64', 'angle');
const correction = variable('f64', 'correction');
const value = variable('f64', 'value');

const reduced: Code = [call(reduceAngle, get(x)), set(correction), set(angle), set(quadrant)];
const series = (callee: WasmFunction): Code => call(callee, get(angle), get(correction));
const hasBit = (bit: number): Code => op('i32.and', get(quadrant), i32(bit));
const negatedWhen = (condition: Code, from: Variable): Code =>
  choose('f64', condition, op('f64.neg', get(from)), get(from));

/** So small that the function is x itself, also the sign of a zero. */
const tiny: Code = when(below(abs(get(x)), f64(2 ** -27)), op('return', get(x)));

/** The quadrant decides between the series and, by its second bit, the sign. */
const alternate = (even: WasmFunction, odd: WasmFunction): Code => [
  set(value, choose('f64', hasBit(1), series(odd), series(even))),
  negatedWhen(hasBit(2), value),
];

/** sin(x), within 1 ULP of f64 for every x. */
export const sine: WasmFunction = {
  name: 'sine',
  parameters: [x],
  results: ['f64'],
  body: [tiny, reduced, alternate(sineSeries, cosineSeries)],
};

/** cos(x) = sin(x + π/2): one quadrant further, within 1 ULP of f64 for every x. */
export const cosine: WasmFunction = {
  name: 'cosine',
  parameters: [x],
  results: ['f64'],
  body: [reduced, set(quadrant, op('i32.add', get(quadrant), i32(1))), alternate(sineSeries, cosineSeries)],
};

/** tan(x) = sin / cos, in odd quadrants -cos / sin; within 2 ULP of f64. */
export const tangent: WasmFunction = {
  name: 'tangent',
  parameters: [x],
  results: ['f64'],
  body: [
    tiny,
    reduced,
    set(
      value,
      choose(
        'f64',
        hasBit(1),
        div(series(cosineSeries), series(sineSeries)),
        div(series(sineSeries), series(cosineSeries)),
      ),
    ),
    negatedWhen(hasBit(1), value),
  ],
};
