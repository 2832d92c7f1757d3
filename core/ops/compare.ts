// The comparisons: their symbols in the language, their meaning, their place in the C family.
import type { Value } from './operation.ts';

export type BinaryCompare = 'lt' | 'gt' | 'le' | 'ge' | 'eq' | 'ne';

export interface Comparison<N extends string = string> {
  readonly name: N;
  /** Symbol in the language, in the C family and in WGSL alike. */
  readonly symbol: string;
  readonly about: string;
  /** The comparison that is true where this one is false; of floats only where no operand is NaN. */
  readonly opposite: BinaryCompare;
  /** The same comparison with its operands exchanged. */
  readonly mirrored: BinaryCompare;
  readonly evaluate: (a: Value, b: Value) => boolean;
}

export const COMPARISONS = [
  {
    name: 'lt',
    symbol: '<',
    about: 'a is less than b',
    opposite: 'ge',
    mirrored: 'gt',
    evaluate: (a, b) => a < b,
  },
  {
    name: 'gt',
    symbol: '>',
    about: 'a is greater than b',
    opposite: 'le',
    mirrored: 'lt',
    evaluate: (a, b) => a > b,
  },
  {
    name: 'le',
    symbol: '<=',
    about: 'a is less than or equal to b',
    opposite: 'gt',
    mirrored: 'ge',
    evaluate: (a, b) => a <= b,
  },
  {
    name: 'ge',
    symbol: '>=',
    about: 'a is greater than or equal to b',
    opposite: 'lt',
    mirrored: 'le',
    evaluate: (a, b) => a >= b,
  },
  {
    name: 'eq',
    symbol: '==',
    about: 'a equals b; false if one is NaN',
    opposite: 'ne',
    mirrored: 'eq',
    evaluate: (a, b) => a === b,
  },
  {
    name: 'ne',
    symbol: '!=',
    about: 'a differs from b; true if one is NaN',
    opposite: 'eq',
    mirrored: 'ne',
    evaluate: (a, b) => a !== b,
  },
] as const satisfies readonly Comparison[];

const BY_NAME = Object.fromEntries(COMPARISONS.map((c) => [c.name, c])) as {
  readonly [N in BinaryCompare]: Comparison<N>;
};

/** The comparison with this IR name. */
export function comparison(name: BinaryCompare): Comparison {
  return BY_NAME[name];
}
