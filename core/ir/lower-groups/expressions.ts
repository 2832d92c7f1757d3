// The expressions and statements that the rewriting is made of; each keeps the position of the statement it replaces.
import type { AssignStmt, CompareExpr, Expr, ScalarType, Stmt } from '../types.ts';

type Integer = 'i32' | 'u32';
export type At = Expr['at'];

export const constant = (value: number, type: Integer = 'i32'): Expr => ({ kind: 'const', type, value });
export const local = (name: string, type: ScalarType): Expr => ({ kind: 'local', type, name });
export const op = (
  name: 'add' | 'sub' | 'mul' | 'min' | 'max' | 'and' | 'or' | 'shr',
  left: Expr,
  right: Expr,
): Expr => ({
  kind: 'op',
  op: name,
  type: left.type,
  args: [left, right],
});
export const select = (condition: Expr, yes: Expr, no: Expr): Expr => ({
  kind: 'op',
  op: 'select',
  type: yes.type,
  args: [condition, yes, no],
});
export const negate = (value: Expr): Expr => ({ kind: 'op', op: 'neg', type: value.type, args: [value] });
export const compare = (name: CompareExpr['op'], left: Expr, right: Expr): Expr => ({
  kind: 'compare',
  op: name,
  type: 'bool',
  left,
  right,
});
export const both = (left: Expr, right: Expr): Expr => ({
  kind: 'logical',
  op: 'and',
  type: 'bool',
  left,
  right,
});
export const convert = (to: ScalarType, arg: Expr): Expr =>
  arg.type === to ? arg : { kind: 'convert', type: to, to, arg };
export const assign = (name: string, value: Expr, at: At): AssignStmt => ({
  kind: 'assign',
  name,
  value,
  at,
});
export const barrier = (at: At): Stmt => ({ kind: 'barrier', at });

/** Index of the thread in its block, x fastest, and the number of the block's threads. */
export function linearIndex(): { readonly lane: Expr; readonly threads: Expr } {
  const index = (source: 'local' | 'blockSize', axis: 0 | 1 | 2): Expr => ({
    kind: 'index',
    type: 'i32',
    source,
    axis,
  });
  const row = index('blockSize', 0);
  const plane = op('mul', row, index('blockSize', 1));
  return {
    lane: op(
      'add',
      op('add', index('local', 0), op('mul', index('local', 1), row)),
      op('mul', index('local', 2), plane),
    ),
    threads: op('mul', plane, index('blockSize', 2)),
  };
}
