// What names mean in a kernel or function: scalar parameters, arrays, variables, loop variables.
import type { Position } from 'unist';
import type { ElementType, ScalarType } from '../../ir/index.ts';
import type { NumberNode } from '../tree.ts';

/** A scalar parameter. */
interface ValueSymbol {
  readonly kind: 'value';
  readonly ir: string;
  readonly type: ScalarType;
}
/** An array parameter or a shared array, and how the body uses it: where it is read and written first. */
export interface ArraySymbol {
  readonly kind: 'array' | 'shared';
  readonly ir: string;
  readonly element: ElementType;
  read?: Position;
  written?: Position;
}
/** A variable, from its first assignment in the text on. Its type is absent after an error in that assignment. */
export interface LocalSymbol {
  readonly kind: 'local';
  readonly ir: string;
  readonly type: ScalarType | undefined;
  /** The literal of the first assignment, where that is a `SET` of an integer literal: messages explain it. */
  readonly firstLiteral?: NumberNode | undefined;
}
/** The variable of an enclosing FOR. */
interface LoopSymbol {
  readonly kind: 'loop';
  readonly ir: string;
  readonly type: ScalarType;
}
/** A parameter whose declaration is wrong. */
interface BrokenSymbol {
  readonly kind: 'broken';
}
export type NameSymbol = ValueSymbol | ArraySymbol | LocalSymbol | LoopSymbol | BrokenSymbol;

/** How messages call something that cannot be assigned. */
export function symbolInWords(symbol: NameSymbol): string {
  switch (symbol.kind) {
    case 'array':
      return 'a parameter array';
    case 'shared':
      return 'a shared array';
    case 'loop':
      return 'a loop variable';
    case 'value':
    case 'broken':
      return 'a parameter';
    case 'local':
      return 'a variable';
  }
}
