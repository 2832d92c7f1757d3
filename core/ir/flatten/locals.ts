// The locals of a body in the order in which its text names them first: the order that flat programs declare them in.
import type { Local, ScalarType, Stmt } from '../types.ts';
import { expressionsOf, forEachExpr, forEachStmt, resultsOf } from '../walk.ts';

/**
 * The locals that the statements name, in the order of first appearance: operands before results, a statement before its
 * bodies. Variables of loops are declared by their loops and are left out; so are locals that nothing names.
 */
export function localsInOrder(body: readonly Stmt[], types: ReadonlyMap<string, ScalarType>): Local[] {
  const found = new Map<string, Local>();
  const see = (name: string): void => {
    const type = types.get(name);
    if (type !== undefined && !found.has(name)) found.set(name, { name, type });
  };
  forEachStmt(body, (stmt) => {
    for (const operand of expressionsOf(stmt))
      forEachExpr(operand, (expr) => {
        if (expr.kind === 'local') see(expr.name);
      });
    for (const name of resultsOf(stmt)) see(name);
  });
  return [...found.values()];
}
