// Which tokens operands are made of, end with, and never have between them.
import type { TokenType } from 'chevrotain';
import { START, TOKEN } from './token-types.ts';

/** Tokens that make sense in an expression only; among operands they are a mistake. */
export const EXPRESSION_ONLY: ReadonlySet<TokenType> = new Set([
  TOKEN.operator,
  TOKEN.comparison,
  TOKEN.comma,
  TOKEN.equals,
  TOKEN.not,
]);

/** Statements that have an expression of the same meaning, which is written with parentheses. */
export const CALLABLE: ReadonlySet<TokenType> = new Set([START.operation, START.call]);

/** The last tokens of operands. */
export const ENDS_OPERAND: ReadonlySet<TokenType> = new Set([
  TOKEN.name,
  TOKEN.number,
  TOKEN.close,
  TOKEN.bracketClose,
]);
