// The operation table: each primitive once, read by grammar, checker, evaluator, cost model, emitters and documentation.

export { type BinaryCompare, COMPARISONS, type Comparison, comparison } from './compare.ts';
export { bitcastValue, convertValue, rangeOf, storedValue } from './convert.ts';
export { bitsOfF16, bitsOfF32, f16OfBits, f32OfBits, ulpF32 } from './float.ts';
export type {
  Accuracy,
  Form,
  Forms,
  Operation,
  OperationGroup,
  Precedence,
  Signature,
  Value,
} from './operation.ts';
export { REDUCTION, reduceInPlace, reduction } from './reduction.ts';
export {
  operationForm,
  RESERVED_WORDS,
  STATEMENTS,
  type Statement,
  type StatementGroup,
  type StatementPlace,
  statementForm,
} from './statements.ts';
export { isOpName, OPERATIONS, type OpName, operation } from './table.ts';
export type { ConvertTarget, ElementType, ScalarType } from './value-types.ts';
