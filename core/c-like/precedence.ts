// Who binds how tightly in the C family, and the one place that puts parentheses.
import type { Precedence } from '../ops/index.ts';

/** A printed expression with the level of its outermost operator and, for infix ones, its symbol. */
export interface Printed {
  readonly text: string;
  readonly level: number;
  readonly symbol?: string | undefined;
}

const LEVELS = {
  logicalOr: 3,
  logicalAnd: 4,
  or: 5,
  xor: 6,
  and: 7,
  equality: 8,
  compare: 9,
  shift: 10,
  sum: 11,
  product: 12,
  cast: 13,
  unary: 14,
  primary: 15,
} as const;

export type Level = keyof typeof LEVELS;

/** Names, literals, calls and everything in parentheses or brackets. */
export const primary = (text: string): Printed => ({ text, level: LEVELS.primary });

/** The child in parentheses. */
const wrapped = (child: Printed): string => `(${child.text})`;

/**
 * The text of an operand, in parentheses where the grammar or the reader needs them. C's levels are famous for surprises
 * (`a & b == c`), so only sums in products, products in sums, arithmetic in comparisons and comparisons in `&&`, `||` stand bare.
 */
export function paren(child: Printed, parent: Level, symbol: string, side: 'left' | 'right'): string {
  if (child.level >= LEVELS.unary) return child.text;
  const level = LEVELS[parent];
  if (child.symbol === symbol) return side === 'left' ? child.text : wrapped(child);
  switch (parent) {
    case 'sum':
    case 'product':
      return child.level > level || (child.level === level && side === 'left') ? child.text : wrapped(child);
    case 'compare':
    case 'equality':
      return child.level >= LEVELS.sum ? child.text : wrapped(child);
    case 'logicalAnd':
    case 'logicalOr':
      return child.level >= LEVELS.equality && child.level !== LEVELS.shift ? child.text : wrapped(child);
    default:
      return child.level >= LEVELS.cast ? child.text : wrapped(child);
  }
}

/** `left symbol right`, operands in parentheses where needed. */
export function infix(left: Printed, symbol: string, right: Printed, level: Level): Printed {
  return {
    text: `${paren(left, level, symbol, 'left')} ${symbol} ${paren(right, level, symbol, 'right')}`,
    level: LEVELS[level],
    symbol,
  };
}

/** `-x`, `!x`, `~x`: the operand is a primary or stands in parentheses, so that no `--x` can arise. */
export function prefix(symbol: string, operand: Printed): Printed {
  return {
    text: `${symbol}${operand.level === LEVELS.primary ? operand.text : wrapped(operand)}`,
    level: LEVELS.unary,
  };
}

/** `(type)x`. */
export function cast(type: string, operand: Printed): Printed {
  const bare = operand.level === LEVELS.primary || operand.level === LEVELS.cast;
  return { text: `(${type})${bare ? operand.text : wrapped(operand)}`, level: LEVELS.cast };
}

/** `name(a, b)`. */
export const call = (name: string, ...args: readonly Printed[]): Printed =>
  primary(`${name}(${args.map((arg) => arg.text).join(', ')})`);

/** The level of an operator of the operation table; `!=` and `==` bind looser than `<`. */
export function levelOf(precedence: Precedence, symbol: string): Level {
  return precedence === 'compare' && (symbol === '==' || symbol === '!=') ? 'equality' : precedence;
}
