// How the IR's register types stand in WebAssembly: bools are 0 or 1 in an i32, u32 shares i32.
import type { ScalarType } from 'pxos/core';
import type { ValueType } from '../encoding/index.ts';

const REGISTER = {
  bool: 'i32',
  i32: 'i32',
  u32: 'i32',
  f32: 'f32',
  f64: 'f64',
} as const satisfies Record<ScalarType, ValueType>;

export type Register = (typeof REGISTER)[ScalarType];

/** The WebAssembly type of a register. */
export function registerOf(type: ScalarType): Register {
  return REGISTER[type];
}
