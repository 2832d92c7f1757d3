// Evaluates the expressions of host statements with the meanings of the operation table.
import { type Expr, knownValue } from '../ir/index.ts';
import type { Value } from '../ops/index.ts';

/**
 * The value of a host expression; `lookup` gives the values of host names. `undefined` when a name that is needed has
 * none (`lookup` has said so).
 */
export const evaluateHost = (expr: Expr, lookup: (name: string) => Value | undefined): Value | undefined =>
  knownValue(expr, (leaf) => (leaf.kind === 'const' ? leaf.value : lookup(leaf.name)));
