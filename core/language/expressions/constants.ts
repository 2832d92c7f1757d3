// Values of constant expressions: sizes, steps, GPU_BLOCK, and host names that are SET once to a constant.
import { type ConstExpr, type Expr, knownValue } from '../../ir/index.ts';
import type { Value } from '../../ops/index.ts';
import { POISON } from './poison.ts';

/**
 * The value of an expression of literals, operations and the host names given; `undefined` when it has no value before
 * the program runs.
 */
export function constantValue(expr: Expr, hostNames?: ReadonlyMap<string, ConstExpr>): Value | undefined {
  return knownValue(expr, (leaf) => {
    if (leaf === POISON) return undefined;
    return leaf.kind === 'const' ? leaf.value : hostNames?.get(leaf.name)?.value;
  });
}
