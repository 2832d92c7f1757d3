// The comparisons: their symbols in the language, their meaning, their place in the C family.
import type { Value } from './operation.ts';

export interface Comparison<N extends string = string> {
  readonly name: N;
  /** Symbol in the language, in the C family and in WGSL alike. */
  readonly symbol: string;
  readonly about: string;
  readonly evaluate: (a: Value, b: Value) => boolean;
}

export const COMPARISONS = [
  { name: 'lt', symbol: '<', about: 'a is less than b', evaluate: (a, b) => a < b },
  { name: 'gt', symbol: '>', about: 'a is greater than b', evaluate: (a, b) => a > b },
  { name: 'le', symbol: '<=', about: 'a is less than or equal to b', evaluate: (a, b) => a <= b },
  { name: 'ge', symbol: '>=', about: 'a is greater than or equal to b', evaluate: (a, b) => a >= b },
  { name: 'eq', symbol: '==', about: 'a equals b; false if one is NaN', evaluate: (a, b) => a === b },
  { name: 'ne', symbol: '!=', about: 'a differs from b; true if one is NaN', evaluate: (a, b) => a !== b },
] as const satisfies readonly Comparison[];

export type BinaryCompare = (typeof COMPARISONS)[number]['name'];

const BY_NAME = Object.fromEntries(COMPARISONS.map((c) => [c.name, c])) as {
  readonly [N in BinaryCompare]: Comparison<N>;
};

/** The comparison with this IR name. */
export function comparison(name: BinaryCompare): Comparison {
  return BY_NAME[name];
}
