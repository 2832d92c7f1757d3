// Definite assignment over IR statements: which variables may be read before they are assigned, and which are surely assigned at the end.
import { type Expr, expressionsOf, forEachExpr, resultsOf, type Stmt } from 'pxos/core';

/** What a run through statements does to variables. */
export interface AssignmentFacts {
  /** Variables that may be read while they still have the value from before. */
  readonly exposed: ReadonlySet<string>;
  /** Variables that every path to the end has assigned. */
  readonly assigned: ReadonlySet<string>;
}

/** Variables assigned so far; `undefined` where no path arrives. */
type State = Set<string> | undefined;

function meet(a: State, b: State): State {
  if (!a || !b) return a ?? b;
  return new Set([...a].filter((name) => b.has(name)));
}

/** Follows the statements in their order; a loop counts as possibly never run. */
export function assignmentFacts(stmts: readonly Stmt[]): AssignmentFacts {
  const exposed = new Set<string>();

  const read = (expr: Expr, state: ReadonlySet<string>): void =>
    forEachExpr(expr, (inner) => {
      if (inner.kind === 'local' && !state.has(inner.name)) exposed.add(inner.name);
    });

  /** Changes `start`, which is its own: copies are made where paths part, not at each statement. */
  const follow = (body: readonly Stmt[], start: Set<string>): State => {
    let state: State = start;
    for (const stmt of body) {
      if (!state) return undefined;
      for (const expr of expressionsOf(stmt)) read(expr, state);
      switch (stmt.kind) {
        case 'if':
          state = meet(follow(stmt.then, new Set(state)), follow(stmt.else, new Set(state)));
          break;
        case 'for':
          follow(stmt.body, new Set(state).add(stmt.name));
          break;
        case 'while':
          follow(stmt.body, new Set(state));
          break;
        case 'break':
        case 'continue':
        case 'return':
          state = undefined;
          break;
        default:
          for (const name of resultsOf(stmt)) state.add(name);
      }
    }
    return state;
  };

  return { assigned: follow(stmts, new Set()) ?? new Set(), exposed };
}
