// Values of expressions that need no thread: literals, operations on them, and whatever host names have a value.
import { bitcastValue, comparison, convertValue, operation, type Value } from '../ops/index.ts';
import type { ConstExpr, Expr, HostExpr } from './types.ts';

/** The value of a literal or of a host name, as far as it is known. */
export type LeafValue = (leaf: ConstExpr | HostExpr) => Value | undefined;

/**
 * The value of an expression by the operation table; `undefined` where a leaf that it depends on has none, and for what
 * only a thread knows. Every leaf of an operation is asked for, so that `leaf` can report all that are missing.
 */
export function knownValue(expr: Expr, leaf: LeafValue): Value | undefined {
  const inner = (operand: Expr): Value | undefined => knownValue(operand, leaf);
  switch (expr.kind) {
    case 'const':
    case 'host':
      return leaf(expr);
    case 'op': {
      const args = expr.args.map(inner);
      return args.every((arg) => arg !== undefined)
        ? operation(expr.op).evaluate(expr.type, args)
        : undefined;
    }
    case 'compare': {
      const [left, right] = [inner(expr.left), inner(expr.right)];
      return left === undefined || right === undefined
        ? undefined
        : comparison(expr.op).evaluate(left, right);
    }
    case 'logical': {
      const left = inner(expr.left);
      if (left === undefined) return undefined;
      return left === (expr.op === 'and') ? inner(expr.right) : left;
    }
    case 'convert': {
      const arg = inner(expr.arg);
      return arg === undefined ? undefined : convertValue(expr.arg.type, expr.to, arg);
    }
    case 'bitcast': {
      const arg = inner(expr.arg);
      return arg === undefined ? undefined : bitcastValue(expr.arg.type, expr.type, arg);
    }
    case 'local':
    case 'param':
    case 'index':
    case 'load':
    case 'length':
    case 'call':
      return undefined;
  }
}
