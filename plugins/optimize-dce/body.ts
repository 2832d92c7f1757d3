// Removes from a body what has no effect: code that is never reached, assignments that nothing reads, empty branches.
import { mapBodies, resultsOf, type Stmt } from 'pxos/core';
import { isPureAssignment, liveVariables } from './live.ts';

/** True when control never comes behind the statement in its list. */
function endsList(stmt: Stmt): boolean {
  switch (stmt.kind) {
    case 'return':
    case 'break':
    case 'continue':
      return true;
    case 'if':
      return stmt.then.some(endsList) && stmt.else.some(endsList);
    default:
      return false;
  }
}

/** A statement without what is dead in it, or `undefined` when nothing is left. */
function prune(stmt: Stmt, live: ReadonlySet<string>): Stmt | undefined {
  const inner = mapBodies(stmt, (body) => pruneList(body, live));
  if (isPureAssignment(inner)) return resultsOf(inner).some((name) => live.has(name)) ? inner : undefined;
  switch (inner.kind) {
    case 'if':
      return inner.then.length + inner.else.length > 0 ? inner : undefined;
    case 'for':
      // A `while` may run for ever, which can be seen; a `for` cannot.
      return inner.body.length > 0 ? inner : undefined;
    case 'atomic': {
      if (inner.result === undefined || live.has(inner.result)) return inner;
      const { result: _unused, ...rest } = inner;
      return rest;
    }
    default:
      return inner;
  }
}

function pruneList(stmts: readonly Stmt[], live: ReadonlySet<string>): readonly Stmt[] {
  const kept: Stmt[] = [];
  let changed = false;
  for (const stmt of stmts) {
    const pruned = prune(stmt, live);
    if (pruned) kept.push(pruned);
    if (pruned !== stmt) changed = true;
    if (pruned && endsList(pruned)) break;
  }
  return changed || kept.length < stmts.length ? kept : stmts;
}

/** Rounds at most; programs of people need two or three. */
const ROUNDS = 20;

/** The body without dead code; the body itself when there is none. What one round removes may free more in the next. */
export function pruneBody(body: readonly Stmt[]): readonly Stmt[] {
  let present = body;
  for (let round = 0; round < ROUNDS; round++) {
    const next = pruneList(present, liveVariables(present));
    if (next === present) break;
    present = next;
  }
  return present;
}
