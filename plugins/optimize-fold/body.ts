// Folds the statements of one kernel or function: expressions, branches that are decided, loops that never run, and
// variables that are assigned once, to a constant, before all their uses.
import {
  bodiesOf,
  type ConstExpr,
  type Expr,
  expressionsOf,
  forEachExpr,
  mapExpr,
  mapExpressionsOf,
  resultsOf,
  type Stmt,
} from 'pxos/core';
import { simplify } from './algebra.ts';
import { constantOf, isConst } from './constants.ts';

/** What is known about a variable: how often it is assigned, and between which statements (in text order) it is read. */
interface Variable {
  assignments: number;
  firstUse: number;
  lastUse: number;
}

/** Numbers the statements in text order and finds where variables are used. */
class Facts {
  readonly variables = new Map<string, Variable>();
  /** Number of the last statement inside each statement. */
  readonly ends: number[] = [];

  constructor(body: readonly Stmt[]) {
    this.walk(body);
  }

  private variable(name: string): Variable {
    let found = this.variables.get(name);
    if (!found) {
      found = { assignments: 0, firstUse: Number.POSITIVE_INFINITY, lastUse: -1 };
      this.variables.set(name, found);
    }
    return found;
  }

  private walk(stmts: readonly Stmt[]): void {
    for (const stmt of stmts) {
      const number = this.ends.push(0) - 1;
      for (const expr of expressionsOf(stmt))
        forEachExpr(expr, (inner) => {
          if (inner.kind !== 'local') return;
          const variable = this.variable(inner.name);
          variable.firstUse = Math.min(variable.firstUse, number);
          variable.lastUse = number;
        });
      for (const name of resultsOf(stmt)) this.variable(name).assignments++;
      for (const body of bodiesOf(stmt)) this.walk(body);
      this.ends[number] = this.ends.length - 1;
    }
  }
}

class BodyFolder {
  private readonly facts: Facts;
  private readonly constants = new Map<string, ConstExpr>();
  /** Number of the next statement, as in `Facts`. */
  private next = 0;

  constructor(body: readonly Stmt[]) {
    this.facts = new Facts(body);
  }

  private readonly fold = (expr: Expr): Expr => mapExpr(expr, (inner) => this.foldNode(inner));

  private foldNode(expr: Expr): Expr {
    if (expr.kind === 'local') {
      const known = this.constants.get(expr.name);
      return known ? { ...known, at: expr.at } : expr;
    }
    const simpler = constantOf(expr) ?? simplify(expr);
    if (!simpler) return expr;
    return simpler.at || !expr.at ? simpler : { ...simpler, at: expr.at };
  }

  /** Folds a list of statements whose last one, nested ones included, has the number `end`. */
  list(stmts: readonly Stmt[], end: number): readonly Stmt[] {
    const folded: Stmt[] = [];
    let changed = false;
    for (const stmt of stmts) {
      const number = this.next++;
      const last = this.facts.ends[number]!;
      const result = this.statement(mapExpressionsOf(stmt, this.fold), number);
      // A body that was dropped was not walked.
      this.next = last + 1;
      if (result === stmt) folded.push(stmt);
      else {
        changed = true;
        folded.push(...(Array.isArray(result) ? (result as readonly Stmt[]) : [result as Stmt]));
      }
      if (stmt.kind === 'assign') this.learn(stmt.name, result, number, end);
    }
    return changed ? folded : stmts;
  }

  /** Remembers a variable whose only assignment is this one, to a constant, when all uses come later in this list. */
  private learn(name: string, result: Stmt | readonly Stmt[], number: number, end: number): void {
    if (!('kind' in result) || result.kind !== 'assign' || !isConst(result.value)) return;
    const variable = this.facts.variables.get(name);
    if (variable?.assignments === 1 && variable.firstUse > number && variable.lastUse <= end)
      this.constants.set(name, result.value);
  }

  /** A statement with folded expressions: itself with folded bodies, or what it is decided to be. */
  private statement(stmt: Stmt, number: number): Stmt | readonly Stmt[] {
    const end = this.facts.ends[number]!;
    switch (stmt.kind) {
      case 'if': {
        // The numbers of `else` follow those of `then`.
        const elseStart = number + 1 + this.count(stmt.then, number + 1);
        if (isConst(stmt.condition)) {
          const taken = stmt.condition.value;
          this.next = taken ? number + 1 : elseStart;
          return taken ? this.list(stmt.then, elseStart - 1) : this.list(stmt.else, end);
        }
        const yes = this.list(stmt.then, elseStart - 1);
        const no = this.list(stmt.else, end);
        return yes === stmt.then && no === stmt.else ? stmt : { ...stmt, then: yes, else: no };
      }
      case 'while': {
        if (isConst(stmt.condition) && !stmt.condition.value) return [];
        const body = this.list(stmt.body, end);
        return body === stmt.body ? stmt : { ...stmt, body };
      }
      case 'for': {
        const { from, to, step } = stmt;
        if (isConst(from) && isConst(to) && (step > 0 ? from.value >= to.value : from.value <= to.value))
          return [];
        const body = this.list(stmt.body, end);
        return body === stmt.body ? stmt : { ...stmt, body };
      }
      default:
        return stmt;
    }
  }

  /** How many statements a list holds, nested ones included, when its first has this number. */
  private count(stmts: readonly Stmt[], first: number): number {
    let next = first;
    for (let i = 0; i < stmts.length; i++) next = this.facts.ends[next]! + 1;
    return next - first;
  }

  run(body: readonly Stmt[]): readonly Stmt[] {
    return this.list(body, this.facts.ends.length - 1);
  }
}

/** The statements of a body, folded; the body itself when nothing can be. */
export function foldBody(body: readonly Stmt[]): readonly Stmt[] {
  return new BodyFolder(body).run(body);
}
