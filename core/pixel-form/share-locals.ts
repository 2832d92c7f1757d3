// Lets variables that are never needed at the same time share one, for kernels that have more of them than registers.
//
// A variable whose first mention is an assignment, and all of whose mentions lie in the statements behind it in the same
// list or in their bodies, holds nothing before that assignment and after the last mention: in between it may have a place
// that others have elsewhere. Variables that are the same for all threads of a block share only with their like, so
// that barriers stay where all threads meet.
import {
  analyzeUniformity,
  bodiesOf,
  expressionsOf,
  type FunctionDef,
  forEachExpr,
  forEachStmt,
  type Kernel,
  localsInOrder,
  mapStmts,
  resultsOf,
  type Stmt,
} from '../ir/index.ts';

type Owner = Kernel | FunctionDef;

/** Names of the variables that a statement mentions, its bodies included. */
function mentionedIn(stmt: Stmt): ReadonlySet<string> {
  const names = new Set<string>();
  forEachStmt([stmt], (inner) => {
    for (const name of [...resultsOf(inner), ...readsIn(inner)]) names.add(name);
  });
  return names;
}

/** Names of the variables that a statement itself reads. */
function readsIn(stmt: Stmt): ReadonlySet<string> {
  const names = new Set<string>();
  for (const expr of expressionsOf(stmt))
    forEachExpr(expr, (part) => {
      if (part.kind === 'local') names.add(part.name);
    });
  return names;
}

class Sharing {
  /** The variable whose place each one takes. */
  readonly places = new Map<string, string>();
  private readonly free = new Map<string, string[]>();
  private readonly kinds: ReadonlyMap<string, string>;

  constructor(kinds: ReadonlyMap<string, string>) {
    this.kinds = kinds;
  }

  /** Gives places to the variables of a list; `outside` are those that are mentioned elsewhere too. */
  list(stmts: readonly Stmt[], outside: ReadonlySet<string>): void {
    const mentions = stmts.map(mentionedIn);
    const first = new Map<string, number>();
    const last = new Map<string, number>();
    mentions.forEach((names, i) => {
      for (const name of names) {
        if (!first.has(name)) first.set(name, i);
        last.set(name, i);
      }
    });
    const taken = new Set<string>();
    stmts.forEach((stmt, i) => {
      const reads = readsIn(stmt);
      for (const name of new Set(resultsOf(stmt)))
        if (first.get(name) === i && !reads.has(name) && !outside.has(name)) {
          this.take(name);
          taken.add(name);
        }
      for (const body of bodiesOf(stmt)) {
        const other = new Set(outside);
        for (const [name, at] of first) if (at < i || (last.get(name) ?? 0) > i) other.add(name);
        for (const name of this.elsewhere(stmt, body)) other.add(name);
        this.list(body, other);
      }
      for (const name of mentions[i]!) if (last.get(name) === i && taken.has(name)) this.leave(name);
    });
  }

  /** What a statement mentions outside one of its bodies. */
  private elsewhere(stmt: Stmt, body: readonly Stmt[]): ReadonlySet<string> {
    const names = new Set(readsIn(stmt));
    for (const other of bodiesOf(stmt))
      if (other !== body) for (const inner of other) for (const name of mentionedIn(inner)) names.add(name);
    return names;
  }

  private take(name: string): void {
    const kind = this.kinds.get(name);
    if (kind === undefined) return;
    this.places.set(name, this.free.get(kind)?.pop() ?? name);
  }

  private leave(name: string): void {
    const kind = this.kinds.get(name);
    const place = this.places.get(name);
    if (kind === undefined || place === undefined) return;
    const free = this.free.get(kind) ?? [];
    free.push(place);
    this.free.set(kind, free);
  }
}

/**
 * The kernel or function with fewer locals, computing the same.
 *
 * @example
 * // a + 1 -> t1 · t1 * 2 -> x · a + 2 -> t2 · t2 * 2 -> y   becomes
 * // a + 1 -> t1 · t1 * 2 -> x · a + 2 -> t1 · t1 * 2 -> y
 */
export function shareLocals<T extends Owner>(owner: T): T {
  const uniformity = 'shared' in owner ? analyzeUniformity(owner) : undefined;
  const kinds = new Map(
    owner.locals.map(({ name, type }) => [name, `${type} ${uniformity?.isUniformLocal(name) ?? true}`]),
  );
  const sharing = new Sharing(kinds);
  sharing.list(owner.body, new Set());
  const placeOf = (name: string): string => sharing.places.get(name) ?? name;
  const body = mapStmts(owner.body, {
    expr: (expr) => (expr.kind === 'local' ? { ...expr, name: placeOf(expr.name) } : expr),
    stmt: (stmt) => {
      switch (stmt.kind) {
        case 'assign':
          return { ...stmt, name: placeOf(stmt.name) };
        case 'reduce':
          return { ...stmt, result: placeOf(stmt.result) };
        case 'atomic':
          return stmt.result === undefined ? stmt : { ...stmt, result: placeOf(stmt.result) };
        case 'unpack': {
          const [r, g, b, a] = stmt.results;
          return { ...stmt, results: [placeOf(r), placeOf(g), placeOf(b), placeOf(a)] };
        }
        case 'call':
          return { ...stmt, results: stmt.results.map(placeOf) };
        default:
          return stmt;
      }
    },
  });
  return { ...owner, locals: localsInOrder(body, new Map(owner.locals.map((l) => [l.name, l.type]))), body };
}
