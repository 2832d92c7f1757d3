// Definite assignment: every variable has a value on every path before it is read, and every path through a function returns.
import { expressionsOf, forEachExpr, type LocalExpr, resultsOf, type Stmt } from '../../ir/index.ts';

/** What the analysis of a body found. */
export interface AssignmentResult {
  /** The first read of each variable that some path has not assigned, in the order of the text. */
  readonly unassigned: readonly LocalExpr[];
  /** True when some path reaches the end of the body. */
  readonly reachesEnd: boolean;
}

/**
 * Analyses the statements of a kernel or function. A loop counts as possibly never run; what follows a RETURN, BREAK or
 * CONTINUE in its body is never reached. The cost is the size of the body times its depth at most: a branch is undone
 * by a trail of what it assigned, nothing is copied.
 */
export function analyzeAssignment(stmts: readonly Stmt[]): AssignmentResult {
  const assigned = new Set<string>();
  const trail: string[] = [];
  const unassigned = new Map<string, LocalExpr>();

  const assign = (name: string): void => {
    if (assigned.has(name)) return;
    assigned.add(name);
    trail.push(name);
  };
  /** Forgets what was assigned since the trail had this length, and returns it. */
  const undo = (length: number): readonly string[] => {
    const names = trail.splice(length);
    for (const name of names) assigned.delete(name);
    return names;
  };

  /** Walks statements; true when their end can be reached. */
  const walk = (list: readonly Stmt[]): boolean => {
    for (const stmt of list) {
      for (const expr of expressionsOf(stmt))
        forEachExpr(expr, (inner) => {
          if (inner.kind === 'local' && !assigned.has(inner.name) && !unassigned.has(inner.name))
            unassigned.set(inner.name, inner);
        });
      for (const name of resultsOf(stmt)) assign(name);
      const start = trail.length;
      switch (stmt.kind) {
        case 'if': {
          const thenEnds = walk(stmt.then);
          const inThen = undo(start);
          const elseEnds = walk(stmt.else);
          const inElse = undo(start);
          if (!thenEnds && !elseEnds) return false;
          const both = !thenEnds ? inElse : !elseEnds ? inThen : common(inThen, inElse);
          for (const name of both) assign(name);
          break;
        }
        case 'for':
          assign(stmt.name);
          walk(stmt.body);
          undo(start);
          break;
        case 'while':
          walk(stmt.body);
          undo(start);
          break;
        case 'break':
        case 'continue':
        case 'return':
          return false;
        default:
      }
    }
    return true;
  };

  const reachesEnd = walk(stmts);
  return { unassigned: [...unassigned.values()], reachesEnd };
}

function common(a: readonly string[], b: readonly string[]): readonly string[] {
  if (a.length === 0 || b.length === 0) return [];
  const other = new Set(b);
  return a.filter((name) => other.has(name));
}
