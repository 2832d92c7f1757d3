// Follows the ranges of integer variables through a kernel and finds the accesses that are inside in every visit.
//
// Loops are run until their ranges are stable; a bound that still moves is given up at once (widening), so that a few
// rounds are enough. States only grow from round to round, so an access is proven if no visit ever failed to prove it.
import {
  type AtomicStmt,
  assignedLocals,
  type BlockShapes,
  type Expr,
  expressionsOf,
  type ForStmt,
  type Kernel,
  type LoadExpr,
  operandsOf,
  ranges,
  resultsOf,
  type ScalarType,
  type Stmt,
  type StoreStmt,
  type WhileStmt,
} from 'pxos/core';
import { Facts, isInteger, type Range, type State } from './range.ts';
import { refine } from './refine.ts';

export type Access = LoadExpr | StoreStmt | AtomicStmt;

/** Loops nested deeper than this are not followed round by round, since each level multiplies the rounds. */
const DEEPEST = 4;

type Place = State | undefined;

/** The smallest state that allows for both. */
function meet(a: Place, b: Place): Place {
  if (!a || !b) return a ?? b;
  if (a === b) return a;
  const joined = new Map<string, Range>();
  for (const [name, range] of a) {
    const other = b.get(name);
    if (other) joined.set(name, ranges.join(range, other));
  }
  return joined;
}

interface Loop {
  leave: Place;
  again: Place;
}

export class BoundsAnalysis {
  private readonly facts: Facts;
  private readonly types = new Map<string, ScalarType>();
  private readonly visited = new Set<Access>();
  private readonly failed = new Set<Access>();
  private readonly loops: Loop[] = [];

  constructor(kernel: Kernel, shapes: BlockShapes | undefined) {
    this.facts = new Facts(kernel, shapes);
    const start = new Map<string, Range>();
    for (const { name, type } of kernel.locals) {
      this.types.set(name, type);
      if (isInteger(type)) start.set(name, ranges.exactly(0));
    }
    this.block(kernel.body, start);
  }

  /** True when every visit found the access inside its array. */
  isProven(access: Access): boolean {
    return this.visited.has(access) && !this.failed.has(access);
  }

  private look(access: Access, state: State): void {
    this.visited.add(access);
    if (!this.facts.isInside(access.array, this.facts.of(access.index, state))) this.failed.add(access);
  }

  /** Looks at the loads of an expression; the right side of AND and OR is evaluated only where the left lets it. */
  private expr(expr: Expr, state: State): void {
    if (expr.kind === 'logical') {
      this.expr(expr.left, state);
      const rest = refine(this.facts, expr.left, expr.op === 'and', state);
      // A side that is never evaluated is left as it is.
      if (rest) this.expr(expr.right, rest);
      else this.fail(expr.right);
      return;
    }
    for (const operand of operandsOf(expr)) this.expr(operand, state);
    if (expr.kind === 'load') this.look(expr, state);
  }

  private fail(expr: Expr): void {
    for (const operand of operandsOf(expr)) this.fail(operand);
    if (expr.kind === 'load') this.failed.add(expr);
  }

  private block(stmts: readonly Stmt[], start: Place): Place {
    let state = start;
    for (const stmt of stmts) {
      if (!state) return undefined;
      state = this.stmt(stmt, state);
    }
    return state;
  }

  private assign(state: State, name: string, range: Range | undefined): State {
    const type = this.types.get(name);
    if (!type || !isInteger(type)) return state;
    return new Map(state).set(name, range ?? ranges.anyOf(type));
  }

  private stmt(stmt: Stmt, state: State): Place {
    for (const expr of stmt.kind === 'while' ? [] : expressionsOf(stmt)) this.expr(expr, state);
    const loop = this.loops.at(-1);
    switch (stmt.kind) {
      case 'assign':
        return this.assign(state, stmt.name, this.facts.of(stmt.value, state));
      case 'store':
        this.look(stmt, state);
        return state;
      case 'unpack':
        return stmt.results.reduce<State>(
          (next, name) => this.assign(next, name, ranges.anyElement('u8')),
          state,
        );
      case 'atomic':
        this.look(stmt, state);
        return resultsOf(stmt).reduce<State>((next, name) => this.assign(next, name, undefined), state);
      case 'call':
      case 'reduce':
        return resultsOf(stmt).reduce<State>((next, name) => this.assign(next, name, undefined), state);
      case 'if': {
        const yes = refine(this.facts, stmt.condition, true, state);
        const no = refine(this.facts, stmt.condition, false, state);
        return meet(this.block(stmt.then, yes), this.block(stmt.else, no));
      }
      case 'while':
        return this.whileLoop(stmt, state);
      case 'for':
        return this.forLoop(stmt, state);
      case 'break':
        if (loop) loop.leave = meet(loop.leave, state);
        return undefined;
      case 'continue':
        if (loop) loop.again = meet(loop.again, state);
        return undefined;
      case 'return':
        return undefined;
      case 'barrier':
      case 'stage':
        return state;
    }
  }

  /** Gives up what a body assigns. */
  private forget(state: State, body: readonly Stmt[]): State {
    let next = state;
    for (const name of assignedLocals(body)) next = this.assign(next, name, undefined);
    return next;
  }

  /** Bounds that moved from one round to the next are given up. */
  private widen(before: State, after: State): State {
    const wide = new Map<string, Range>();
    for (const [name, range] of before) {
      const next = after.get(name);
      const type = this.types.get(name);
      if (!next || !type) continue;
      const any = ranges.anyOf(type);
      const lo = next.lo < range.lo ? any.lo : range.lo;
      const hi = next.hi > range.hi ? any.hi : range.hi;
      wide.set(name, { lo, hi, nan: false });
    }
    return wide;
  }

  /** Runs turns until the state before a turn is stable, and gives the states with which the loop is left by `break`. */
  private rounds(
    body: readonly Stmt[],
    start: State,
    turn: (state: State) => Place,
  ): { head: State; leave: Place } {
    let head = this.loops.length >= DEEPEST ? this.forget(start, body) : start;
    for (;;) {
      const loop: Loop = { leave: undefined, again: undefined };
      this.loops.push(loop);
      const end = this.block(body, turn(head));
      this.loops.pop();
      const back = meet(end, loop.again);
      const next = meet(head, back) ?? head;
      const stable = [...head].every(([name, range]) => {
        const after = next.get(name);
        // The mirror of `widen`: a round that is not the last moves a bound for good, whatever bounds are (-0 is 0).
        return after !== undefined && !(after.lo < range.lo) && !(after.hi > range.hi);
      });
      if (stable) return { head, leave: loop.leave };
      head = this.widen(head, next);
    }
  }

  private whileLoop(stmt: WhileStmt, state: State): Place {
    const { head, leave } = this.rounds(stmt.body, state, (before) => {
      this.expr(stmt.condition, before);
      return refine(this.facts, stmt.condition, true, before);
    });
    return meet(refine(this.facts, stmt.condition, false, head), leave);
  }

  private forLoop(stmt: ForStmt, state: State): Place {
    const [from, to] = [this.facts.of(stmt.from, state), this.facts.of(stmt.to, state)];
    this.types.set(stmt.name, stmt.type);
    const range: Range =
      stmt.step > 0 ? { lo: from.lo, hi: to.hi - 1, nan: false } : { lo: to.lo + 1, hi: from.hi, nan: false };
    // No turn: the body is never reached.
    if (range.lo > range.hi) return state;
    const { head, leave } = this.rounds(stmt.body, state, (before) => new Map(before).set(stmt.name, range));
    return meet(head, leave);
  }
}
