// Operator precedence, outside of the grammar: a flat row of operands and operators becomes a tree.
import { type BinaryCompare, COMPARISONS } from '../../ops/index.ts';
import type { BinaryOperator, ExpressionNode } from '../tree.ts';
import { ownOperator } from './foreign.ts';
import { joined, spanOf } from './positions.ts';
import { TOKEN, type Token } from './token-types.ts';

/** How tightly operators with two sides bind; all of them associate to the left. */
const LEVELS: ReadonlyMap<string, number> = new Map([
  ...['*', '/', '%'].map((operator): [string, number] => [operator, 9]),
  ...['+', '-'].map((operator): [string, number] => [operator, 8]),
  ...['<<', '>>'].map((operator): [string, number] => [operator, 7]),
  ['&', 6],
  ['^', 5],
  ['|', 4],
  ...COMPARISONS.map(({ symbol }): [string, number] => [symbol, 3]),
  ['AND', 1],
  ['OR', 0],
]);
const COMPARISON_LEVEL = 3;
const NOT_LEVEL = 2;

const COMPARISON_NAMES: ReadonlyMap<string, BinaryCompare> = new Map(
  COMPARISONS.map(({ symbol, name }) => [symbol, name]),
);

/** The IR name of a comparison's symbol. */
export function comparisonName(symbol: string): BinaryCompare {
  return COMPARISON_NAMES.get(ownOperator(symbol))!;
}

/** One piece of an expression: a sign or NOT before an operand, an operand, or an operator. */
export type Piece = Token | ExpressionNode;

/** What cannot be said without parentheses. */
export interface PrecedenceFault {
  readonly fault: 'chained-comparison' | 'loose-not';
  readonly token: Token;
}

const isToken = (piece: Piece | undefined): piece is Token => piece !== undefined && 'image' in piece;

/** Reads a row of pieces by precedence; the row alternates as the grammar makes it. */
class Climber {
  readonly #pieces: readonly Piece[];
  readonly #fault: (fault: PrecedenceFault) => never;
  #next = 0;

  constructor(pieces: readonly Piece[], fault: (fault: PrecedenceFault) => never) {
    this.#pieces = pieces;
    this.#fault = fault;
  }

  /** An expression whose operators bind at least as tightly as `level`. */
  climb(level: number): ExpressionNode {
    let left = this.#operand(level);
    let compared = false;
    for (;;) {
      const token = this.#pieces[this.#next];
      if (!isToken(token)) return left;
      const binding = LEVELS.get(ownOperator(token.image))!;
      if (binding < level) return left;
      if (binding === COMPARISON_LEVEL) {
        if (compared) this.#fault({ fault: 'chained-comparison', token });
        compared = true;
      }
      this.#next++;
      left = binary(token, left, this.climb(binding + 1));
    }
  }

  #operand(level: number): ExpressionNode {
    const piece = this.#pieces[this.#next++]!;
    if (!isToken(piece)) return piece;
    const not = piece.tokenType === TOKEN.not;
    if (not && level > NOT_LEVEL) this.#fault({ fault: 'loose-not', token: piece });
    const operand = not ? this.climb(NOT_LEVEL) : this.#operand(Number.POSITIVE_INFINITY);
    return {
      type: 'unary',
      operator: not ? 'NOT' : '-',
      operand,
      children: [operand],
      position: joined(spanOf(piece), operand.position),
    };
  }
}

function binary(token: Token, left: ExpressionNode, right: ExpressionNode): ExpressionNode {
  const position = joined(left.position, right.position);
  const children = [left, right] as const;
  if (token.tokenType === TOKEN.comparison)
    return { type: 'compare', operator: comparisonName(token.image), left, right, children, position };
  // The grammar puts only these operators between operands.
  return {
    type: 'binary',
    operator: ownOperator(token.image) as BinaryOperator,
    left,
    right,
    children,
    position,
  };
}

/**
 * The tree of a row of operands and operators.
 *
 * @param fault called where the row needs parentheses to mean anything
 */
export function readPrecedence(
  pieces: readonly Piece[],
  fault: (fault: PrecedenceFault) => never,
): ExpressionNode {
  return new Climber(pieces, fault).climb(0);
}
