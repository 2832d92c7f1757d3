// Operations on constants become constants, by the operation table; results that no constant may be stay operations.
import {
  type BinaryCompare,
  bitcastValue,
  build,
  type ConstExpr,
  comparison,
  convertValue,
  type Expr,
  operation,
  type ScalarType,
} from 'pxos/core';

export const isConst = (expr: Expr): expr is ConstExpr => expr.kind === 'const';

/** A constant of this value at the place of `expr`; `undefined` when it is not finite. */
function constantAt(expr: Expr, type: ScalarType, value: number | boolean): ConstExpr | undefined {
  if (!Number.isFinite(Number(value))) return undefined;
  const result = build.constant(type, value);
  return expr.at ? { ...result, at: expr.at } : result;
}

function compareConstants(op: BinaryCompare, left: ConstExpr, right: ConstExpr): boolean {
  return comparison(op).evaluate(left.value, right.value);
}

/** The constant that an expression with constant operands is, or `undefined`. */
export function constantOf(expr: Expr): ConstExpr | undefined {
  switch (expr.kind) {
    case 'op': {
      const values: (number | boolean)[] = [];
      for (const arg of expr.args) {
        if (!isConst(arg)) return undefined;
        values.push(arg.value);
      }
      return constantAt(expr, expr.type, operation(expr.op).evaluate(expr.type, values));
    }
    case 'compare':
      return isConst(expr.left) && isConst(expr.right)
        ? constantAt(expr, 'bool', compareConstants(expr.op, expr.left, expr.right))
        : undefined;
    case 'convert':
      return isConst(expr.arg)
        ? constantAt(expr, expr.type, convertValue(expr.arg.type, expr.to, expr.arg.value))
        : undefined;
    case 'bitcast':
      return isConst(expr.arg)
        ? constantAt(expr, expr.type, bitcastValue(expr.arg.type, expr.type, expr.arg.value))
        : undefined;
    default:
      return undefined;
  }
}
