// What a thread costs at least and at most, as far as the text of a kernel says it: a round of a loop and a call cost 1 each.

import { tripCount } from '../trips.ts';
import type { Expr, ForStmt, FunctionDef, Stmt } from '../types.ts';

export interface Cost {
  readonly least: number;
  readonly most: number;
}

const FREE: Cost = { least: 0, most: 0 };

/** Values of scalar parameters that are known. */
export type KnownValues = Readonly<Record<string, number | boolean>>;

/** True when a BREAK, CONTINUE or RETURN stands in these statements: what follows it may not run. */
const isCut = (stmts: readonly Stmt[]): boolean =>
  stmts.some((stmt) => {
    switch (stmt.kind) {
      case 'break':
      case 'continue':
      case 'return':
        return true;
      case 'if':
        return isCut(stmt.then) || isCut(stmt.else);
      case 'for':
      case 'while':
        return isCut(stmt.body);
      default:
        return false;
    }
  });

export class Costs {
  private readonly functions: ReadonlyMap<string, FunctionDef>;
  private readonly known = new Map<string, Cost>();

  constructor(functions: readonly FunctionDef[]) {
    this.functions = new Map(functions.map((definition) => [definition.name, definition]));
  }

  /** A call of a function, without the 1 for the call itself. */
  ofFunction(name: string): Cost {
    const known = this.known.get(name);
    if (known) return known;
    const definition = this.functions.get(name);
    const cost = definition ? this.ofBody(definition.body, {}) : FREE;
    this.known.set(name, cost);
    return cost;
  }

  ofBody(stmts: readonly Stmt[], values: KnownValues): Cost {
    let [least, most] = [0, 0];
    for (const stmt of stmts) {
      const cost = this.ofStatement(stmt, values);
      least += cost.least;
      most += cost.most;
    }
    const ends = stmts.at(-1)?.kind === 'return' && !isCut(stmts.slice(0, -1));
    return { least: isCut(stmts) && !ends ? 0 : least, most };
  }

  private ofStatement(stmt: Stmt, values: KnownValues): Cost {
    switch (stmt.kind) {
      case 'if': {
        const [yes, no] = [this.ofBody(stmt.then, values), this.ofBody(stmt.else, values)];
        return { least: Math.min(yes.least, no.least), most: Math.max(yes.most, no.most) };
      }
      case 'for': {
        const trips = tripsOf(stmt, values);
        if (trips === undefined) return { least: 0, most: Number.POSITIVE_INFINITY };
        const round = this.ofBody(stmt.body, values);
        const times = (cost: number): number => (trips === 0 ? 0 : trips * (1 + cost));
        return { least: isCut(stmt.body) ? 0 : times(round.least), most: times(round.most) };
      }
      case 'while':
        return { least: 0, most: Number.POSITIVE_INFINITY };
      case 'call': {
        const { least, most } = this.ofFunction(stmt.function);
        return { least: 1 + least, most: 1 + most };
      }
      default:
        return FREE;
    }
  }
}

function tripsOf({ from, to, step }: ForStmt, values: KnownValues): number | undefined {
  const [first, end] = [numberOf(from, values), numberOf(to, values)];
  return first === undefined || end === undefined ? undefined : tripCount(first, end, step);
}

function numberOf(expr: Expr, values: KnownValues): number | undefined {
  if (expr.kind === 'const') return Number(expr.value);
  if (expr.kind !== 'param' || !Object.hasOwn(values, expr.name)) return undefined;
  return Number(values[expr.name]);
}
