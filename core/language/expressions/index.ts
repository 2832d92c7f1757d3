// The door of the expressions room: trees of expressions to typed IR, in thread code and on the host.
export { collectConstants, constantSize, type HostConstants } from './constant-scope.ts';
export { constantValue } from './constants.ts';
export { assigned, assignedValue, converted } from './conversions.ts';
export { isIntegerLiteral, literalAs } from './literal-types.ts';
export {
  lowerArguments,
  lowerBitcast,
  lowerConvert,
  lowerExpression,
  lowerInteger,
  operandOf,
  operandsInWords,
} from './lower.ts';
export { applyOperation, commonNumberType, type Operand, settled, typeOfOperand } from './operations.ts';
export { POISON } from './poison.ts';
export type { ExpressionScope } from './scope.ts';
export { warnOfMisfit } from './stored-constant.ts';
