// The one place that makes unist positions: lines and columns from 1, `end` exclusive, offsets in UTF-16 units from 0.
import type { Point, Position } from 'unist';
import type { Token } from './token-types.ts';

/** Where a token starts. */
export function startOf(token: Token): Point {
  return { line: token.startLine, column: token.startColumn, offset: token.startOffset };
}

/** Where a token ends, exclusive; tokens lie within one line. */
export function endOf(token: Token): Point {
  const { length } = token.image;
  return {
    line: token.startLine,
    column: token.startColumn + length,
    offset: token.startOffset + length,
  };
}

/** The span of a token, or from one token to another. */
export function spanOf(first: Token, last: Token = first): Position {
  return { start: startOf(first), end: endOf(last) };
}

/** The span from the start of one to the end of another; the points are shared, which saves half of the objects. */
export function joined(first: Position, last: Position): Position {
  return { start: first.start, end: last.end };
}
