// What a condition tells about the variables in it, where it holds and where it does not.
import { type BinaryCompare, type CompareExpr, comparison, type Expr } from 'pxos/core';
import { type Facts, isInteger, type Range, type State } from './range.ts';

/** The values of `range` that stand in this relation to some value of `other`. */
function bounded(range: Range, op: BinaryCompare, other: Range): Range {
  const { lo, hi } = range;
  switch (op) {
    case 'lt':
      return { ...range, hi: Math.min(hi, other.hi - 1) };
    case 'le':
      return { ...range, hi: Math.min(hi, other.hi) };
    case 'gt':
      return { ...range, lo: Math.max(lo, other.lo + 1) };
    case 'ge':
      return { ...range, lo: Math.max(lo, other.lo) };
    case 'eq':
      return { ...range, lo: Math.max(lo, other.lo), hi: Math.min(hi, other.hi) };
    case 'ne':
      return range;
  }
}

function compared(facts: Facts, expr: CompareExpr, op: BinaryCompare, state: State): State | undefined {
  const { left, right } = expr;
  if (!isInteger(left.type)) return state;
  const [a, b] = [facts.of(left, state), facts.of(right, state)];
  const sides = [
    [left, bounded(a, op, b)],
    [right, bounded(b, comparison(op).mirrored, a)],
  ] as const;
  const refined = new Map(state);
  for (const [side, range] of sides) {
    if (range.lo > range.hi) return undefined;
    if (side.kind === 'local') refined.set(side.name, range);
  }
  return refined;
}

/** The state where the condition is `truth`; `undefined` when it never is. */
export function refine(facts: Facts, expr: Expr, truth: boolean, state: State): State | undefined {
  switch (expr.kind) {
    case 'const':
      return expr.value === truth ? state : undefined;
    case 'compare':
      return compared(facts, expr, truth ? expr.op : comparison(expr.op).opposite, state);
    case 'logical':
      // Both sides are known where AND holds, and where OR does not.
      if ((expr.op === 'and') === truth) {
        const left = refine(facts, expr.left, truth, state);
        return left && refine(facts, expr.right, truth, left);
      }
      return state;
    case 'op': {
      const [arg] = expr.args;
      return expr.op === 'not' && arg ? refine(facts, arg, !truth, state) : state;
    }
    default:
      return state;
  }
}
