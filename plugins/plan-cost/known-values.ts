// What is known of a kernel's variables when a launch is planned: enough to say how often most loops run.
import {
  convertValue,
  type Expr,
  type ForStmt,
  forEachStmt,
  type LaunchValues,
  operation,
  resultsOf,
  type Stmt,
  tripCount,
} from 'pxos/core';

/** Variables that are computed from each other are followed so far. */
const DEEPEST = 100;

/**
 * Follows constants, scalar parameters of the launch, variables that are assigned once from such, and loop variables,
 * which stand for their middle value: what is linear in them comes out as its mean.
 */
export class KnownValues {
  readonly #given: LaunchValues;
  /** The only assignment of a variable; `undefined` where there are several, or another statement assigns it. */
  readonly #sources = new Map<string, Expr | undefined>();
  readonly #values = new Map<string, number | undefined>();

  constructor(body: readonly Stmt[], given: LaunchValues) {
    this.#given = given;
    forEachStmt(body, (stmt) => {
      for (const name of resultsOf(stmt)) {
        const isFirst = stmt.kind === 'assign' && !this.#sources.has(name);
        this.#sources.set(name, isFirst ? stmt.value : undefined);
      }
    });
  }

  /** Turns of a loop, or `undefined`; its variable is known in the body from now on. */
  trips(stmt: ForStmt): number | undefined {
    const [from, to] = [this.#valueOf(stmt.from), this.#valueOf(stmt.to)];
    if (from === undefined || to === undefined) return undefined;
    const trips = tripCount(from, to, stmt.step);
    this.#values.set(stmt.name, from + stmt.step * Math.floor(Math.max(0, trips - 1) / 2));
    return trips;
  }

  #valueOf(expr: Expr, depth = 0): number | undefined {
    if (depth > DEEPEST) return undefined;
    switch (expr.kind) {
      case 'const':
        return Number(expr.value);
      case 'param':
        return Object.hasOwn(this.#given, expr.name) ? Number(this.#given[expr.name]) : undefined;
      case 'local':
        return this.#variable(expr.name, depth);
      case 'op': {
        const args: (number | boolean)[] = [];
        for (const arg of expr.args) {
          const value = this.#valueOf(arg, depth + 1);
          if (value === undefined) return undefined;
          args.push(arg.type === 'bool' ? value !== 0 : value);
        }
        return Number(operation(expr.op).evaluate(expr.type, args));
      }
      case 'convert': {
        const value = this.#valueOf(expr.arg, depth + 1);
        if (value === undefined) return undefined;
        return Number(convertValue(expr.arg.type, expr.to, expr.arg.type === 'bool' ? value !== 0 : value));
      }
      default:
        return undefined;
    }
  }

  #variable(name: string, depth: number): number | undefined {
    if (this.#values.has(name)) return this.#values.get(name);
    const source = this.#sources.get(name);
    // A variable that is computed from itself is not known.
    this.#values.set(name, undefined);
    const value = source && this.#valueOf(source, depth + 1);
    this.#values.set(name, value);
    return value;
  }
}
