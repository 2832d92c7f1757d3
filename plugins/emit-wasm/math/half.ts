// Conversions between f16 bits and floats: rounded once, to nearest, ties to even.
import {
  type Code,
  choose,
  f32,
  f64,
  get,
  i32,
  i64,
  op,
  select,
  set,
  variable,
  type WasmFunction,
} from '../encoding/index.ts';
import { abs, bits, div, fromBits, isNan, nearest } from './notation.ts';

const x = variable('f64', 'x');
const exponent = variable('i32', 'exponent');

/** Two to the power of `exponent - 10`: the distance between f16 neighbours at x. */
const unit: Code = fromBits(
  op('i64.shl', op('i64.extend_i32_s', op('i32.add', get(exponent), i32(1023 - 10))), i64(52n)),
);

/**
 * f64 → f16 bits. |x| is counted in units of its last f16 place, which `nearest` rounds. A count of 2048 carries into the
 * exponent by itself; subnormals have the smallest exponent, -14, and no leading one. From 65520 on it is infinity.
 */
export const halfBits: WasmFunction = {
  name: 'half_bits',
  parameters: [x],
  results: ['i32'],
  body: [
    choose(
      'i32',
      isNan(x),
      i32(0x7e00),
      op(
        'i32.or',
        op('i32.and', op('i32.wrap_i64', op('i64.shr_u', bits(get(x)), i64(48n))), i32(0x8000)),
        choose('i32', op('f64.ge', abs(get(x)), f64(65520)), i32(0x7c00), [
          set(
            exponent,
            op('i32.sub', op('i32.wrap_i64', op('i64.shr_u', bits(abs(get(x))), i64(52n))), i32(1023)),
          ),
          set(exponent, select(get(exponent), i32(-14), op('i32.gt_s', get(exponent), i32(-14)))),
          op(
            'i32.add',
            op('i32.shl', op('i32.add', get(exponent), i32(14)), i32(10)),
            op('i32.trunc_sat_f64_s', nearest(div(abs(get(x)), unit))),
          ),
        ]),
      ),
    ),
  ],
};

const half = variable('i32', 'half');
const magnitude = variable('i32', 'magnitude');

/**
 * f16 bits → f32, exactly. Moved to the place of f32's fields, the bits mean 2⁻¹¹² times the value, subnormals included;
 * infinity and NaN need f32's exponent of all ones instead.
 */
export const halfValue: WasmFunction = {
  name: 'half_value',
  parameters: [half],
  results: ['f32'],
  body: [
    set(magnitude, op('i32.shl', op('i32.and', get(half), i32(0x7fff)), i32(13))),
    choose(
      'f32',
      op('i32.ge_u', get(magnitude), i32(0x0f800000)),
      op('f32.reinterpret_i32', op('i32.or', get(magnitude), i32(0x7f800000))),
      op('f32.mul', op('f32.reinterpret_i32', get(magnitude)), f32(2 ** 112)),
    ),
    // The sign moves over by its bit.
    op('i32.reinterpret_f32'),
    op('i32.or', op('i32.shl', op('i32.and', get(half), i32(0x8000)), i32(16))),
    op('f32.reinterpret_i32'),
  ],
};
