// Range reduction for sin, cos and tan: x as a number of quarter turns and a rest in [-π/4, π/4] with more than 53 bits.
import {
  type Code,
  call,
  type DataSegment,
  f64,
  get,
  i32,
  i64,
  load,
  op,
  set,
  type Variable,
  variable,
  type WasmFunction,
  when,
} from '../encoding/index.ts';
import { HALF_PI_1, HALF_PI_2, HALF_PI_3, HALF_PI_HIGH, HALF_PI_LOW, TWO_OVER_PI } from './constants.ts';
import { abs, add, below, bits, differenceError, mul, nearest, productError, sub } from './notation.ts';

const TABLE_OFFSET = 0;

/** The digits of 2/π as little-endian words, behind one word of zeros for the digits before the point. */
export const angleTable: DataSegment = {
  offset: TABLE_OFFSET,
  bytes: new Uint8Array(BigUint64Array.of(0n, ...TWO_OVER_PI).buffer),
};

const u = variable('i64', 'u');
const v = variable('i64', 'v');
const [uLow, uHigh] = [variable('i64', 'u_low'), variable('i64', 'u_high')];
const [vLow, vHigh] = [variable('i64', 'v_low'), variable('i64', 'v_high')];
const middle = variable('i64', 'middle');
const lowHalf = (word: Code): Code => op('i64.and', word, i64(0xffffffffn));
const highHalf = (word: Code): Code => op('i64.shr_u', word, i64(32n));

/** The upper 64 bits of the product of two unsigned words, from products of their halves. */
const multiplyHigh: WasmFunction = {
  name: 'multiply_high',
  parameters: [u, v],
  results: ['i64'],
  body: [
    set(uLow, lowHalf(get(u))),
    set(uHigh, highHalf(get(u))),
    set(vLow, lowHalf(get(v))),
    set(vHigh, highHalf(get(v))),
    set(
      middle,
      op('i64.add', op('i64.mul', get(uHigh), get(vLow)), highHalf(op('i64.mul', get(uLow), get(vLow)))),
    ),
    op(
      'i64.add',
      op('i64.add', op('i64.mul', get(uHigh), get(vHigh)), highHalf(get(middle))),
      highHalf(op('i64.add', op('i64.mul', get(uLow), get(vHigh)), lowHalf(get(middle)))),
    ),
  ],
};

const x = variable('f64', 'x');
const magnitude = variable('f64', 'magnitude');
const turns = variable('f64', 'turns');
const quadrant = variable('i32', 'quadrant');
const near = variable('f64', 'near');
const far = variable('f64', 'far');
const high = variable('f64', 'high');
const low = variable('f64', 'low');
const error = variable('f64', 'error');
const sum = variable('f64', 'sum');

/** Leaves quadrant, rest and correction as a sum whose parts do not overlap. */
const results: Code = [
  set(sum, add(get(high), get(low))),
  op('return', get(quadrant), get(sum), add(sub(get(high), get(sum)), get(low))),
];

/** Cody and Waite 1980: the multiple of π/2 is subtracted in three parts; the first two differences are exact. */
const moderate: Code = [
  set(turns, nearest(mul(get(x), f64(2 / Math.PI)))),
  set(quadrant, op('i32.trunc_sat_f64_s', get(turns))),
  set(near, sub(get(x), mul(get(turns), f64(HALF_PI_1)))),
  set(far, mul(get(turns), f64(HALF_PI_2))),
  set(high, sub(get(near), get(far))),
  differenceError(low, near, far, high),
  set(low, sub(get(low), mul(get(turns), f64(HALF_PI_3)))),
  results,
];

const pattern = variable('i64', 'pattern');
const mantissa = variable('i64', 'mantissa');
const position = variable('i32', 'position');
const digits = variable('i64', 'digits');
const next = variable('i64', 'next');
const part = variable('i64', 'part');
const top = variable('i64', 'top');
const fraction = variable('f64', 'fraction');
const halfPi = variable('f64', 'half_pi');

/** 64 digits of 2/π from `position` on, `word` words later. */
const window = (word: number): Code => {
  const address = op('i32.shl', op('i32.shr_u', get(position), i32(6)), i32(3));
  const shift = op('i64.extend_i32_u', op('i32.and', get(position), i32(63)));
  const first = load('i64.load', address, TABLE_OFFSET + 8 * word);
  const second = load('i64.load', address, TABLE_OFFSET + 8 * word + 8);
  // A shift by 64 would count as none, hence two of them.
  return op(
    'i64.or',
    op('i64.shl', first, shift),
    op('i64.shr_u', op('i64.shr_u', second, i64(1n)), op('i64.sub', i64(63n), shift)),
  );
};
const times = (word: Variable): Code => op('i64.mul', get(mantissa), get(word));
const timesHigh = (word: Variable): Code => call(multiplyHigh, get(mantissa), get(word));

/**
 * Payne and Hanek 1983: |x| = mantissa·2ᵉ. Digits of 2/π that only make whole turns are skipped; the mantissa times the
 * next 192 digits is |x|·2/π modulo 4 as a fraction of four quarter turns, in words (top, part, …).
 */
const huge: Code = [
  set(pattern, bits(get(magnitude))),
  set(mantissa, op('i64.or', op('i64.and', get(pattern), i64(0xfffffffffffffn)), i64(0x10000000000000n))),
  // Digit i of 2/π weighs 2⁻ⁱ and is bit 63 + i of the table; the first that counts is i = e - 1.
  set(position, op('i32.add', op('i32.wrap_i64', op('i64.shr_u', get(pattern), i64(52n))), i32(62 - 1075))),
  set(digits, window(0)),
  set(top, times(digits)),
  set(digits, window(1)),
  set(top, op('i64.add', get(top), timesHigh(digits))),
  set(part, times(digits)),
  set(digits, window(2)),
  set(next, op('i64.add', get(part), timesHigh(digits))),
  set(top, op('i64.add', get(top), op('i64.extend_i32_u', op('i64.lt_u', get(next), get(part))))),
  set(quadrant, op('i32.wrap_i64', op('i64.shr_u', get(top), i64(62n)))),
  // The fraction of a quarter turn as a signed number: from a half on it counts back from the next quadrant.
  set(top, op('i64.or', op('i64.shl', get(top), i64(2n)), op('i64.shr_u', get(next), i64(62n)))),
  set(quadrant, op('i32.add', get(quadrant), op('i64.lt_s', get(top), i64(0n)))),
  set(fraction, op('f64.convert_i64_s', get(top))),
  set(
    low,
    add(
      mul(
        op('f64.convert_i64_s', op('i64.sub', get(top), op('i64.trunc_sat_f64_s', get(fraction)))),
        f64(2 ** -64),
      ),
      mul(op('f64.convert_i64_u', op('i64.shl', get(next), i64(2n))), f64(2 ** -128)),
    ),
  ),
  set(fraction, mul(get(fraction), f64(2 ** -64))),
  set(halfPi, f64(HALF_PI_HIGH)),
  set(high, mul(get(fraction), get(halfPi))),
  productError(error, fraction, halfPi, high),
  set(low, add(get(error), add(mul(get(fraction), f64(HALF_PI_LOW)), mul(get(low), f64(HALF_PI_HIGH))))),
  when(below(get(x), f64(0)), [
    set(quadrant, op('i32.sub', i32(0), get(quadrant))),
    set(high, op('f64.neg', get(high))),
    set(low, op('f64.neg', get(low))),
  ]),
  results,
];

/** x → quadrant (of which two bits count), rest, correction. Infinity and NaN give NaN. */
export const reduceAngle: WasmFunction = {
  name: 'reduce_angle',
  parameters: [x],
  results: ['i32', 'f64', 'f64'],
  body: [
    set(magnitude, abs(get(x))),
    when(op('f64.le', get(magnitude), f64(Math.PI / 4)), op('return', i32(0), get(x), f64(0))),
    when(below(get(magnitude), f64(1e6)), moderate),
    when(op('i32.eqz', below(get(magnitude), f64(Infinity))), op('return', i32(0), f64(Number.NaN), f64(0))),
    huge,
    op('unreachable'),
  ],
};
