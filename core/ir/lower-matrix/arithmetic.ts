// What matrix statements compute with: the type of their sums, and how a sum becomes an element of the result.
import { constant, convert, op } from '../build.ts';
import { valueTypeOf } from '../element.ts';
import type { ElementType, Expr, ScalarType } from '../types.ts';

/** The type that the sums of a matrix statement have. */
export type SumType = Exclude<ScalarType, 'bool'>;

const FLOATS: ReadonlySet<ElementType> = new Set(['f16', 'f32', 'f64']);
const UNSIGNED: ReadonlySet<ElementType> = new Set(['u8', 'u16', 'u32']);

/** The ranges that integer results of less than 32 bits saturate to. */
export const NARROW_RANGE: { readonly [E in ElementType]?: readonly [low: number, high: number] } = {
  i8: [-128, 127],
  u8: [0, 255],
  i16: [-32768, 32767],
  u16: [0, 65535],
};

/**
 * The type of the sums for these operands: double or float as soon as one is, else uint if all are unsigned, else int.
 * Integer sums wrap in 32 bits; every step of a float sum is rounded to this type.
 */
export function sumTypeOf(operands: readonly ElementType[]): SumType {
  if (operands.includes('f64')) return 'f64';
  if (operands.some((element) => FLOATS.has(element))) return 'f32';
  return operands.every((element) => UNSIGNED.has(element)) ? 'u32' : 'i32';
}

/** A loaded element as a summand. */
export const summand = (value: Expr, sum: SumType): Expr =>
  value.type === sum ? value : convert(value, sum);

/** A sum as the value that a store to an element of the result takes. */
export function asElement(sum: Expr, element: ElementType): Expr {
  const range = NARROW_RANGE[element];
  const isInteger = sum.type === 'i32' || sum.type === 'u32';
  if (range && isInteger) {
    const [low, high] = range;
    const signed = sum.type === 'i32';
    const above = signed ? op('max', sum, constant('i32', low)) : sum;
    const inside = op('min', above, constant(signed ? 'i32' : 'u32', high));
    return signed ? inside : convert(inside, 'i32');
  }
  // Images may say so: a float becomes an integer as by CONVERT, which truncates and saturates.
  if (element === 'i8' || element === 'u8' || element === 'i16' || element === 'u16')
    return convert(sum, element);
  // Rounding a double to float first and to half then could round twice.
  if (element === 'f16' && sum.type === 'f64') return convert(sum, 'f16');
  const wanted = valueTypeOf(element);
  return sum.type === wanted || wanted === 'bool' ? sum : convert(sum, wanted);
}
