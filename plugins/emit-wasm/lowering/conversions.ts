// CONVERT and BITCAST: truncating and saturating float to integer, low bits between integers, single rounding to f16.
import type { ConvertTarget, ScalarType } from 'pxos/core';
import { type Code, call, f32, f64, i32, op, select } from '../encoding/index.ts';
import { halfBits, halfValue } from '../math/index.ts';
import { hold, type Scratch } from './scratch.ts';

const NARROW = { i8: [-128, 127], u8: [0, 255], i16: [-32768, 32767], u16: [0, 65535] } as const;

type Narrow = keyof typeof NARROW;
type Source = { readonly type: ScalarType; readonly code: Code };

/** Keeps the low bits of an i32 or u32. */
function lowBits(to: Narrow, code: Code): Code {
  switch (to) {
    case 'i8':
      return op('i32.extend8_s', code);
    case 'u8':
      return op('i32.and', code, i32(0xff));
    case 'i16':
      return op('i32.extend16_s', code);
    case 'u16':
      return op('i32.and', code, i32(0xffff));
  }
}

/** Brings an i32 into the range of a narrow type. */
function saturate(to: Narrow, code: Code, scratch: Scratch): Code {
  const [low, high] = NARROW[to];
  const atLeast = (value: Code): Code => {
    const held = hold(scratch, [{ type: 'i32', code: value }]);
    const [x] = held.values as [Code];
    return [held.before, select(x, i32(low), op('i32.gt_s', x, i32(low)))];
  };
  const held = hold(scratch, [{ type: 'i32', code: atLeast(code) }]);
  const [x] = held.values as [Code];
  return [held.before, select(x, i32(high), op('i32.lt_s', x, i32(high)))];
}

function toF64({ type, code }: Source): Code {
  switch (type) {
    case 'bool':
    case 'i32':
      return op('f64.convert_i32_s', code);
    case 'u32':
      return op('f64.convert_i32_u', code);
    case 'f32':
      return op('f64.promote_f32', code);
    case 'f64':
      return code;
  }
}

function toF32({ type, code }: Source): Code {
  switch (type) {
    case 'bool':
    case 'i32':
      return op('f32.convert_i32_s', code);
    case 'u32':
      return op('f32.convert_i32_u', code);
    case 'f32':
      return code;
    case 'f64':
      return op('f32.demote_f64', code);
  }
}

function toBool({ type, code }: Source): Code {
  switch (type) {
    case 'bool':
      return code;
    case 'i32':
    case 'u32':
      return op('i32.ne', code, i32(0));
    case 'f32':
      return op('f32.ne', code, f32(0));
    case 'f64':
      return op('f64.ne', code, f64(0));
  }
}

/** Truncates toward zero and saturates, NaN gives 0: what WebAssembly's trunc_sat does. */
function toInteger({ type, code }: Source, sign: 's' | 'u'): Code {
  if (type === 'f32') return op(`i32.trunc_sat_f32_${sign}`, code);
  if (type === 'f64') return op(`i32.trunc_sat_f64_${sign}`, code);
  return code;
}

/** The meaning of CONVERT. f16 is rounded once, from f64 as well, and stays in an f32. */
export function lowerConvert(source: Source, to: ConvertTarget, scratch: Scratch): Code {
  switch (to) {
    case 'bool':
      return toBool(source);
    case 'f64':
      return toF64(source);
    case 'f32':
      return toF32(source);
    case 'f16':
      return call(halfValue, call(halfBits, toF64(source)));
    case 'i32':
      return toInteger(source, 's');
    case 'u32':
      return toInteger(source, 'u');
    case 'i8':
    case 'u8':
    case 'i16':
    case 'u16': {
      const integer = toInteger(source, 's');
      const isFloat = source.type === 'f32' || source.type === 'f64';
      return isFloat ? saturate(to, integer, scratch) : lowBits(to, integer);
    }
  }
}

/** Same bits, other type, between i32, u32 and f32. */
export function lowerBitcast({ type, code }: Source, to: 'i32' | 'u32' | 'f32'): Code {
  if (type === 'f32') return to === 'f32' ? code : op('i32.reinterpret_f32', code);
  return to === 'f32' ? op('f32.reinterpret_i32', code) : code;
}
