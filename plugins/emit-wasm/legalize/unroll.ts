// Writes short loops with constant bounds out turn by turn, with the loop's variable as a constant in each.
//
// Engines of WebAssembly do not unroll such loops, so that what depends on the variable alone is computed in every turn of
// every thread. Compilers of the other targets unroll by themselves, and their sources are there to be read: hence this
// is legalisation of WebAssembly and no pass for all.
import {
  build,
  constantTrips,
  type Expr,
  expressionsOf,
  type ForStmt,
  type FunctionDef,
  forEachExpr,
  forEachStmt,
  hasBarrier,
  type Kernel,
  leavesLoop,
  mapProgramBodies,
  mapStmts,
  namesIn,
  type Program,
  type Stmt,
  type TakenNames,
} from 'pxos/core';

/** Loops with more turns stay loops. */
const MOST_TRIPS = 16;
/** Nodes of a loop that is written out; an instruction or two each. */
const MOST_NODES = 1536;
/** Nodes by which a kernel or function may grow in all. */
const MOST_GROWTH = 8192;

/** Statements and expressions at any depth. */
function countNodes(stmts: readonly Stmt[]): number {
  let nodes = 0;
  forEachStmt(stmts, (stmt) => {
    nodes++;
    for (const expr of expressionsOf(stmt))
      forEachExpr(expr, () => {
        nodes++;
      });
  });
  return nodes;
}

class Unroller {
  private growthLeft = MOST_GROWTH;
  private readonly taken: TakenNames;

  constructor(owner: Kernel | FunctionDef) {
    this.taken = namesIn(owner);
  }

  /** The statements with their loops written out, inner ones first. */
  body(stmts: readonly Stmt[]): readonly Stmt[] {
    return mapStmts(stmts, { stmt: (stmt) => (stmt.kind === 'for' ? this.loop(stmt) : stmt) });
  }

  private loop(stmt: ForStmt): Stmt | readonly Stmt[] {
    const trips = constantTrips(stmt);
    if (trips === undefined || trips === 0 || trips > MOST_TRIPS) return stmt;
    // Each barrier would begin another region, and what lives across regions lives in memory.
    if (hasBarrier(stmt.body) || leavesLoop(stmt.body)) return stmt;
    const nodes = countNodes(stmt.body);
    const growth = nodes * (trips - 1);
    if (nodes * trips > MOST_NODES || growth > this.growthLeft) return stmt;
    this.growthLeft -= growth;
    return Array.from({ length: trips }, (_, turn) => this.turn(stmt, turn)).flat();
  }

  /** One turn: the loop's variable is a constant, and the loops inside have names of their own. */
  private turn({ name, type, from, step, body }: ForStmt, turn: number): readonly Stmt[] {
    const value = build.constant(type, from.kind === 'const' ? Number(from.value) + turn * step : 0);
    const renamed = new Map<string, string>();
    if (turn > 0)
      forEachStmt(body, (stmt) => {
        if (stmt.kind === 'for') renamed.set(stmt.name, this.taken.claim(stmt.name));
      });
    return mapStmts(body, {
      expr: (expr): Expr => {
        if (expr.kind !== 'local') return expr;
        if (expr.name === name) return { ...value, at: expr.at };
        const other = renamed.get(expr.name);
        return other === undefined ? expr : { ...expr, name: other };
      },
      stmt: (stmt) => (stmt.kind === 'for' ? { ...stmt, name: renamed.get(stmt.name) ?? stmt.name } : stmt),
    });
  }
}

/** The program with its short loops written out; kernels and functions without any are returned as they are. */
export function unrollLoops(program: Program): Program {
  return mapProgramBodies(program, (body, owner) => new Unroller(owner).body(body));
}
