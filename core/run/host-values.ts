// Evaluates the expressions of host statements with the meanings of the operation table.
import type { Expr } from '../ir/index.ts';
import { bitcastValue, comparison, convertValue, operation, type Value } from '../ops/index.ts';

/**
 * The value of a host expression; `lookup` gives the values of host names. `undefined` when a name that is needed has
 * none (`lookup` has said so).
 */
export function evaluateHost(expr: Expr, lookup: (name: string) => Value | undefined): Value | undefined {
  const inner = (operand: Expr): Value | undefined => evaluateHost(operand, lookup);
  switch (expr.kind) {
    case 'const':
      return expr.value;
    case 'host':
      return lookup(expr.name);
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
      // verifyProgram keeps these out of host expressions.
      throw new Error(`a host expression holds a node of kind ${expr.kind}`);
  }
}
