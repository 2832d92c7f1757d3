// Puts values that are used once into the statement that uses them, so that emitted code reads like code and not like a list of registers.
//
// A temporary moves only if it is assigned once and read once, in the same list of statements, at a place that runs once
// for each run of its assignment; nothing it depends on may change on the way: no assignment to a local that it reads and,
// if it loads from memory, no store, atomic or barrier in between.
import {
  assignedLocals,
  type Expr,
  expressionsOf,
  forEachExpr,
  forEachExprIn,
  forEachStmt,
  mapBodies,
  mapExpr,
  mapExpressionsOf,
  resultsOf,
  type Stmt,
  someExpr,
  someStmt,
} from '../ir/index.ts';

/** Nodes that an expression may have after something moved into it; more would not read better. */
const LARGEST = 20;
/** Statements that are looked at for the use of a temporary; keeps the pass linear. */
const FARTHEST = 64;

interface Counts {
  readonly reads: ReadonlyMap<string, number>;
  readonly writes: ReadonlyMap<string, number>;
}

const increase = (map: Map<string, number>, name: string): void => {
  map.set(name, (map.get(name) ?? 0) + 1);
};

function count(body: readonly Stmt[]): Counts {
  const reads = new Map<string, number>();
  const writes = new Map<string, number>();
  forEachStmt(body, (stmt) => {
    for (const name of resultsOf(stmt)) increase(writes, name);
    if (stmt.kind === 'for') increase(writes, stmt.name);
  });
  forEachExprIn(body, (expr) => {
    if (expr.kind === 'local') increase(reads, expr.name);
  });
  return { reads, writes };
}

function sizeOf(expr: Expr): number {
  let nodes = 0;
  forEachExpr(expr, () => nodes++);
  return nodes;
}

const reads = (expr: Expr, name: string): boolean =>
  someExpr(expr, (e) => e.kind === 'local' && e.name === name);

/** True for statements after which a load may give something else, at any depth. */
const touchesMemory = (stmt: Stmt): boolean =>
  someStmt(
    [stmt],
    ({ kind }) =>
      kind === 'store' || kind === 'atomic' || kind === 'barrier' || kind === 'reduce' || kind === 'stage',
  );

/** The statement with the one read of `name` replaced, or nothing if it may not be. */
function substituted(stmt: Stmt, name: string, value: Expr): Stmt | undefined {
  // A condition of `while` runs again and again, the assignment does not; group statements are rewritten elsewhere.
  if (stmt.kind === 'while' || stmt.kind === 'reduce' || stmt.kind === 'stage') return undefined;
  const user = expressionsOf(stmt).find((expr) => reads(expr, name));
  if (!user || sizeOf(user) + sizeOf(value) > LARGEST) return undefined;
  return mapExpressionsOf(stmt, (expr) =>
    expr === user ? mapExpr(expr, (e) => (e.kind === 'local' && e.name === name ? value : e)) : expr,
  );
}

function inlineList(list: readonly Stmt[], counts: Counts): readonly Stmt[] {
  const out: Stmt[] = list.map((stmt) => mapBodies(stmt, (body) => inlineList(body, counts)));
  for (let i = 0; i < out.length; i++) {
    const stmt = out[i];
    if (stmt?.kind !== 'assign') continue;
    const { name, value } = stmt;
    if (counts.writes.get(name) !== 1 || counts.reads.get(name) !== 1 || reads(value, name)) continue;
    const dependencies = new Set<string>();
    let loads = false;
    forEachExpr(value, (e) => {
      if (e.kind === 'local') dependencies.add(e.name);
      if (e.kind === 'load') loads = true;
    });
    for (let j = i + 1; j < Math.min(out.length, i + FARTHEST); j++) {
      const next = out[j] as Stmt;
      const replaced = substituted(next, name, value);
      if (replaced) {
        out[j] = replaced;
        out.splice(i, 1);
        i--;
        break;
      }
      if (loads && touchesMemory(next)) break;
      const changed = assignedLocals([next]);
      if ([...dependencies].some((dependency) => changed.has(dependency))) break;
    }
  }
  return out;
}

/**
 * The body with single-use temporaries moved into their uses; their locals are left without a mention.
 *
 * @example
 * // t = load x[i]; y = t * a   →   y = load x[i] * a
 */
export function inlineTemporaries(body: readonly Stmt[]): readonly Stmt[] {
  return inlineList(body, count(body));
}
