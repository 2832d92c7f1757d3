// Which variables matter: those that effects, conditions and bounds read, and those that these are computed from.
import { type Expr, expressionsOf, forEachExpr, forEachStmt, resultsOf, type Stmt } from 'pxos/core';

/** Statements whose expressions matter only if one of their results does. */
export function isPureAssignment(stmt: Stmt): boolean {
  return stmt.kind === 'assign' || stmt.kind === 'unpack' || stmt.kind === 'call';
}

/** Names of the variables whose values can be seen in memory, in results, or in the way that control takes. */
export function liveVariables(body: readonly Stmt[]): ReadonlySet<string> {
  const live = new Set<string>();
  const pending: string[] = [];
  /** For each variable the expressions that it is computed from. */
  const sources = new Map<string, Expr[]>();
  const need = (expr: Expr): void =>
    forEachExpr(expr, (inner) => {
      if (inner.kind !== 'local' || live.has(inner.name)) return;
      live.add(inner.name);
      pending.push(inner.name);
    });
  forEachStmt(body, (stmt) => {
    if (!isPureAssignment(stmt)) {
      expressionsOf(stmt).forEach(need);
      return;
    }
    for (const name of resultsOf(stmt)) {
      const known = sources.get(name);
      if (known) known.push(...expressionsOf(stmt));
      else sources.set(name, [...expressionsOf(stmt)]);
    }
  });
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) sources.get(name)?.forEach(need);
  return live;
}
