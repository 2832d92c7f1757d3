// The types of values: what a register can hold, what memory can hold, and what CONVERT can convert to.

/** Types of values in registers. `i32` and `u32` wrap, `f32` and `f64` are IEEE 754, `bool` is never a number. */
export type ScalarType = 'bool' | 'i32' | 'u32' | 'f32' | 'f64';

/**
 * Types of elements in memory. A load widens (`i8 u8 i16 u16` to `i32`, `pixel` to `u32`, `f16` to `f32`), a store
 * narrows (low bits; `f16` rounds to even). `bool` takes one byte, non-zero is true. `valueTypeOf` gives the register type.
 */
export type ElementType =
  | 'bool'
  | 'i8'
  | 'u8'
  | 'i16'
  | 'u16'
  | 'i32'
  | 'u32'
  | 'f16'
  | 'f32'
  | 'f64'
  | 'pixel';

/** What CONVERT can convert to: a register type, or a narrow range that stays in an `i32` (`f16`: rounded, in an `f32`). */
export type ConvertTarget = ScalarType | 'i8' | 'u8' | 'i16' | 'u16' | 'f16';
