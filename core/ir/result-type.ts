// The types that results have by rule: of an operation on given operands, and of a conversion.
import { type OpName, operation } from '../ops/index.ts';
import type { ConvertTarget, ScalarType } from './types.ts';

/** The result type of an operation on operands of these types; `undefined` when there are too few to tell. */
export function resultTypeOf(
  name: OpName,
  args: readonly (ScalarType | undefined)[],
): ScalarType | undefined {
  switch (operation(name).signature) {
    case 'pack':
      return 'u32';
    case 'select':
      return args[1];
    default:
      return args[0];
  }
}

/** The register type that a conversion to `to` leaves its value in. */
export function convertedType(to: ConvertTarget): ScalarType {
  switch (to) {
    case 'i8':
    case 'u8':
    case 'i16':
    case 'u16':
      return 'i32';
    case 'f16':
      return 'f32';
    default:
      return to;
  }
}
