// The trees of WARP_REDUCE and BLOCK_REDUCE (Meaning 6).

import { type OpName, operation } from './table.ts';
import type { ScalarType } from './value-types.ts';

/** Threads of a warp, on every backend. */
const WARP = 32;

/** The operation that combines two values of a reduction. */
export const REDUCTION = {
  sum: 'add',
  min: 'min',
  max: 'max',
  and: 'and',
  or: 'or',
} as const satisfies Readonly<Record<string, OpName>>;

/** Combines two values as the operation of a reduction does. */
export function reduction(op: keyof typeof REDUCTION, type: ScalarType): (a: number, b: number) => number {
  const { evaluate } = operation(REDUCTION[op]);
  return (a, b) => Number(evaluate(type, [a, b]));
}

/** For d = 16, 8, 4, 2, 1 lane i < d becomes v[i] op v[i+d]; a missing partner is skipped. */
function warpTree<T>(values: readonly T[], combine: (a: T, b: T) => T): T {
  const lanes = values.slice();
  for (let distance = WARP / 2; distance >= 1; distance /= 2)
    for (let lane = 0; lane < distance && lane + distance < lanes.length; lane++)
      lanes[lane] = combine(lanes[lane]!, lanes[lane + distance]!);
  return lanes[0]!;
}

/** The result of each warp of a block, in order. */
function reduceWarps<T>(values: readonly T[], combine: (a: T, b: T) => T): T[] {
  const results: T[] = [];
  for (let start = 0; start < values.length; start += WARP)
    results.push(warpTree(values.slice(start, start + WARP), combine));
  return results;
}

/** The warp tree in each warp, then over the warps' results in order, and again while more than one is left. */
function reduceBlock<T>(values: readonly T[], combine: (a: T, b: T) => T): T {
  let results = reduceWarps(values, combine);
  while (results.length > 1) results = reduceWarps(results, combine);
  return results[0]!;
}

/** Replaces what the threads of a block bring to a reduction by what each of them gets. */
export function reduceInPlace<T>(scope: 'warp' | 'block', values: T[], combine: (a: T, b: T) => T): void {
  if (scope === 'block') {
    values.fill(reduceBlock(values, combine));
    return;
  }
  const results = reduceWarps(values, combine);
  for (let i = 0; i < values.length; i++) values[i] = results[Math.floor(i / WARP)]!;
}
