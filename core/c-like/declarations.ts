// Decides where each local is declared: at its first assignment where that stands before every use, else ahead of them, as zero.
import { bodiesOf, expressionsOf, forEachExpr, resultsOf, type Stmt, someExpr } from '../ir/index.ts';

/** What to declare in one list of statements. */
export interface Declarations {
  /** Locals to declare as zero before the statement with this index. */
  readonly before: ReadonlyMap<number, readonly string[]>;
  /** Locals that the statement with this index declares by assigning them. */
  readonly at: ReadonlyMap<number, ReadonlySet<string>>;
  /** Locals that live in one body of the statement with this index and are declared there. */
  readonly inside: ReadonlyMap<number, readonly (readonly string[])[]>;
}

const readsItself = (stmt: Stmt, name: string): boolean =>
  expressionsOf(stmt).some((expr) => someExpr(expr, (e) => e.kind === 'local' && e.name === name));

const declares = (stmt: Stmt, name: string): boolean =>
  resultsOf(stmt).includes(name) && !readsItself(stmt, name);

/** For each name, the statements of a list that mention it, at any depth. Lists never change, so each is read once. */
type Places = ReadonlyMap<string, readonly number[]>;
const known = new WeakMap<readonly Stmt[], Places>();

function placesIn(list: readonly Stmt[]): Places {
  let places = known.get(list);
  if (!places) {
    const found = new Map<string, number[]>();
    list.forEach((stmt, i) => {
      const names = new Set(resultsOf(stmt));
      for (const expr of expressionsOf(stmt))
        forEachExpr(expr, (e) => {
          if (e.kind === 'local') names.add(e.name);
        });
      for (const body of bodiesOf(stmt)) for (const name of placesIn(body).keys()) names.add(name);
      for (const name of names) append(found, name, i);
    });
    places = found;
    known.set(list, places);
  }
  return places;
}

const append = <K, V>(map: Map<K, V[]>, key: K, item: V): void => {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
};

/** The body that holds every mention, if the statement itself has none and only one body does. */
function onlyBody(stmt: Stmt, name: string): number | undefined {
  if (resultsOf(stmt).includes(name) || readsItself(stmt, name)) return undefined;
  const holding = bodiesOf(stmt).flatMap((body, i) => (placesIn(body).has(name) ? [i] : []));
  return holding.length === 1 ? holding[0] : undefined;
}

/** True when a first assignment in the list, or deeper, declares the local without a zero ahead of it. */
function declaredByAssignment(list: readonly Stmt[], name: string): boolean {
  const places = placesIn(list).get(name) ?? [];
  const stmt = list[places[0] ?? -1];
  if (!stmt) return false;
  if (declares(stmt, name)) return true;
  const inside = places.length === 1 ? onlyBody(stmt, name) : undefined;
  return inside !== undefined && declaredByAssignment(bodiesOf(stmt)[inside] ?? [], name);
}

/**
 * Where the locals `names`, all of whose mentions stand in `list`, are declared. A local that keeps its value from one
 * iteration to the next is declared outside the loop. Locals without a mention are left out.
 */
export function declarationsOf(list: readonly Stmt[], names: readonly string[]): Declarations {
  const before = new Map<number, string[]>();
  const at = new Map<number, Set<string>>();
  const inside = new Map<number, string[][]>();
  for (const name of names) {
    const places = placesIn(list).get(name) ?? [];
    const first = places[0];
    const stmt = list[first ?? -1];
    if (first === undefined || !stmt) continue;
    if (declares(stmt, name)) {
      at.set(first, (at.get(first) ?? new Set()).add(name));
      continue;
    }
    const body = places.length === 1 ? onlyBody(stmt, name) : undefined;
    const statements = bodiesOf(stmt)[body ?? -1];
    if (body !== undefined && statements && (stmt.kind === 'if' || declaredByAssignment(statements, name))) {
      const lists = inside.get(first) ?? bodiesOf(stmt).map(() => []);
      lists[body]?.push(name);
      inside.set(first, lists);
    } else append(before, first, name);
  }
  return { before, at, inside };
}
