// Values of constant expressions: sizes, steps, GPU_BLOCK, and host names that are SET once to a constant.
import type { ConstExpr, Expr } from '../../ir/index.ts';
import { bitcastValue, comparison, convertValue, operation, type Value } from '../../ops/index.ts';
import { POISON } from './poison.ts';

/**
 * The value of an expression of literals, operations and the host names given; `undefined` when it has no value before
 * the program runs.
 */
export function constantValue(expr: Expr, hostNames?: ReadonlyMap<string, ConstExpr>): Value | undefined {
  if (expr === POISON) return undefined;
  switch (expr.kind) {
    case 'const':
      return expr.value;
    case 'op': {
      const args: Value[] = [];
      for (const arg of expr.args) {
        const value = constantValue(arg, hostNames);
        if (value === undefined) return undefined;
        args.push(value);
      }
      return operation(expr.op).evaluate(expr.type, args);
    }
    case 'convert': {
      const value = constantValue(expr.arg, hostNames);
      return value === undefined ? undefined : convertValue(expr.arg.type, expr.to, value);
    }
    case 'bitcast': {
      const value = constantValue(expr.arg, hostNames);
      return value === undefined ? undefined : bitcastValue(expr.arg.type, expr.type, value);
    }
    case 'compare':
    case 'logical': {
      const left = constantValue(expr.left, hostNames);
      const right = constantValue(expr.right, hostNames);
      if (left === undefined || right === undefined) return undefined;
      if (expr.kind === 'compare') return comparison(expr.op).evaluate(left, right);
      return expr.op === 'and' ? left && right : left || right;
    }
    case 'local':
    case 'param':
    case 'index':
    case 'load':
    case 'length':
    case 'call':
      return undefined;
    case 'host':
      return hostNames?.get(expr.name)?.value;
  }
}
