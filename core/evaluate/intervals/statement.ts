// Runs statements on intervals. Where a condition may go either way, both ways are run and joined; stores on them are weak.
import type { AtomicStmt, ForStmt, ScalarType, Stmt, WhileStmt } from '../../ir/index.ts';
import { assignedLocals, forEachStmt } from '../../ir/index.ts';
import type { Clock } from '../clock.ts';
import type { IntervalExpressions } from './expression.ts';
import { maximum, minimum } from './float.ts';
import { integerOperation } from './integer.ts';
import { anyElement, anyOf, exactly, type Interval, isExact, join } from './interval.ts';
import type { IntervalArray } from './memory.ts';
import { operate, stored } from './operation.ts';
import { type Action, type Code, joinVariables, NEXT, Undecided, type Variables } from './thread.ts';

/** Turns of a loop that may or may not be its last, before the rest of them is run as one. */
const PATIENCE = 48;
/** Rounds in which memory may still change when all turns of a loop are run as one. */
const ROUNDS = 8;

export class IntervalStatements {
  readonly e: IntervalExpressions;
  private readonly clock: Clock;
  private readonly types: ReadonlyMap<string, ScalarType>;
  private readonly arrays: () => Iterable<IntervalArray>;
  /** What a `return` of a function may give so far. */
  results: Interval[] | undefined;

  constructor(
    e: IntervalExpressions,
    clock: Clock,
    types: ReadonlyMap<string, ScalarType>,
    arrays: () => Iterable<IntervalArray>,
  ) {
    this.e = e;
    this.clock = clock;
    this.types = types;
    this.arrays = arrays;
  }

  block(stmts: readonly Stmt[]): Action {
    const actions = stmts.map((stmt) => this.compile(stmt));
    const { thread } = this.e;
    return () => {
      let leave: Variables | undefined;
      let again: Variables | undefined;
      let ended = false;
      let jumped = false;
      for (const action of actions) {
        const outcome = action();
        if (outcome === NEXT) continue;
        leave = joinVariables(leave, outcome.leave);
        again = joinVariables(again, outcome.again);
        ended ||= outcome.ended === true;
        jumped = true;
        if (!outcome.next) return { next: false, leave, again, ended };
        // Some way has gone elsewhere: what follows here may not happen.
        thread.weak = true;
      }
      return jumped ? { next: true, leave, again, ended } : NEXT;
    };
  }

  private set(name: string, value: Code): Action {
    const { frame } = this.e.scope;
    const slot = this.e.slot(name);
    return () => {
      frame.variables[slot] = value();
      return NEXT;
    };
  }

  compile(stmt: Stmt): Action {
    const { e } = this;
    const { thread } = e;
    const { frame } = e.scope;
    switch (stmt.kind) {
      case 'assign':
        return this.set(stmt.name, e.compile(stmt.value));
      case 'store': {
        const array = e.scope.array(stmt.array);
        const index = e.compile(stmt.index);
        const value = e.compile(stmt.value);
        const any = anyElement(array.element);
        return () => {
          const at = index();
          const kept = stored(array.element, value());
          array.store(at, thread.havoc ? any : kept, thread.weak);
          return NEXT;
        };
      }
      case 'atomic':
        return this.atomic(stmt);
      case 'unpack': {
        const value = e.compile(stmt.value);
        const slots = stmt.results.map((name) => e.slot(name));
        const byte = anyElement('u8');
        return () => {
          const packed = value();
          slots.forEach((slot, i) => {
            frame.variables[slot] = isExact(packed) ? exactly((packed.lo >>> (8 * i)) & 255) : byte;
          });
          return NEXT;
        };
      }
      case 'if':
        return this.branch(e.compile(stmt.condition), this.block(stmt.then), this.block(stmt.else));
      case 'while':
        return this.whileLoop(stmt);
      case 'for':
        return this.forLoop(stmt);
      case 'break':
        return () => ({ next: false, leave: frame.variables.slice() });
      case 'continue':
        return () => ({ next: false, again: frame.variables.slice() });
      case 'return': {
        const values = stmt.values.map((value) => e.compile(value));
        return () => {
          const given = values.map((value) => value());
          this.results = joinVariables(this.results, given);
          return { next: false, ended: true };
        };
      }
      case 'call': {
        const { call } = e.scope.callee(stmt.function);
        const args = stmt.args.map((arg) => e.compile(arg));
        const slots = stmt.results.map((name) => e.slot(name));
        return () => {
          const results = call(args.map((arg) => arg()));
          slots.forEach((slot, i) => {
            frame.variables[slot] = results[i] ?? frame.variables[slot]!;
          });
          return NEXT;
        };
      }
      case 'barrier':
      case 'reduce':
      case 'stage':
        throw new RangeError(`${stmt.kind} in a place without barriers`);
    }
  }

  private branch(condition: Code, yes: Action, no: Action): Action {
    const { thread, scope } = this.e;
    const { frame } = scope;
    return () => {
      const decided = condition();
      if (isExact(decided)) return decided.lo !== 0 ? yes() : no();
      const weak = thread.weak;
      const before = frame.variables;
      frame.variables = before.slice();
      thread.weak = true;
      const first = yes();
      const afterYes = first.next ? frame.variables : undefined;
      frame.variables = before;
      thread.weak = true;
      const second = no();
      const afterNo = second.next ? frame.variables : undefined;
      thread.weak = weak;
      frame.variables = joinVariables(afterYes, afterNo) ?? frame.variables;
      if (first === NEXT && second === NEXT) return NEXT;
      return {
        next: first.next || second.next,
        leave: joinVariables(first.leave, second.leave),
        again: joinVariables(first.again, second.again),
        ended: first.ended === true || second.ended === true,
      };
    };
  }

  private whileLoop(stmt: WhileStmt): Action {
    const condition = this.e.compile(stmt.condition);
    return this.loop(this.block(stmt.body), stmt, () => ({ state: condition, step: () => undefined }));
  }

  private forLoop(stmt: ForStmt): Action {
    const { e } = this;
    const from = e.compile(stmt.from);
    const to = e.compile(stmt.to);
    const { step } = stmt;
    const { frame } = e.scope;
    const slot = e.slot(stmt.name);
    const enter = (): Turns => {
      const first = from();
      const last = to();
      let i = first;
      return {
        state: () => {
          const certain = step > 0 ? i.hi < last.lo : i.lo > last.hi;
          const possible = step > 0 ? i.lo < last.hi : i.hi > last.lo;
          frame.variables[slot] = i;
          return certain ? exactly(1) : possible ? { lo: 0, hi: 1, nan: false } : exactly(0);
        },
        step: () => {
          i = { lo: i.lo + step, hi: i.hi + step, nan: false };
        },
      };
    };
    return this.loop(this.block(stmt.body), stmt, enter);
  }

  /** Turn after turn while it is certain that there is one; then with the exit as a possibility; then all turns as one. */
  private loop(body: Action, stmt: WhileStmt | ForStmt, enter: () => Turns): Action {
    const { clock } = this;
    const { thread, scope } = this.e;
    const { frame } = scope;
    return () => {
      const weak = thread.weak;
      const turns = enter();
      let exits: Variables | undefined;
      let ended = false;
      /** Turns of which it is open whether they are the last. */
      let open = 0;
      for (; ; turns.step()) {
        clock.tick();
        const goesOn = turns.state();
        if (isExact(goesOn) && goesOn.lo === 0) {
          exits = joinVariables(exits, frame.variables);
          break;
        }
        if (!isExact(goesOn)) {
          exits = joinVariables(exits, frame.variables.slice());
          thread.weak = true;
          open++;
        }
        if (open > PATIENCE) {
          const all = this.allTurns(body, stmt);
          exits = joinVariables(exits, all.variables);
          ended ||= all.ended;
          break;
        }
        const outcome = body();
        if (outcome === NEXT) continue;
        ended ||= outcome.ended === true;
        exits = joinVariables(exits, outcome.leave);
        const onward = joinVariables(outcome.next ? frame.variables : undefined, outcome.again);
        if (!onward) break;
        frame.variables = onward;
        if (outcome.leave || outcome.ended) {
          thread.weak = true;
          open++;
        }
      }
      thread.weak = weak;
      if (exits) frame.variables = exits;
      return ended ? { next: exits !== undefined, ended } : exits ? NEXT : { next: false };
    };
  }

  /** What any number of further turns may leave: everything that the body assigns may be anything, and so what it stores. */
  private allTurns(body: Action, stmt: WhileStmt | ForStmt): { variables: Variables; ended: boolean } {
    const { thread, scope } = this.e;
    const { frame } = scope;
    const assigned = [...assignedLocals(stmt.body), ...loopVariables(stmt)].map(
      (name) => [this.e.slot(name), anyOf(this.types.get(name) ?? 'f64')] as const,
    );
    const { havoc } = thread;
    thread.weak = true;
    thread.havoc = true;
    const changes = (): number => [...this.arrays()].reduce((sum, array) => sum + array.changes, 0);
    let variables = frame.variables.slice();
    for (const [slot, any] of assigned) variables[slot] = any;
    let ended = false;
    for (let round = 0; ; round++) {
      const before = changes();
      if (round === ROUNDS) throw new Undecided('a loop changes memory in ever new places');
      frame.variables = variables.slice();
      ended = body().ended === true || ended;
      thread.weak = true;
      if (changes() === before) break;
    }
    variables = variables.slice();
    thread.havoc = havoc;
    return { variables, ended };
  }

  private atomic(stmt: AtomicStmt): Action {
    const { e } = this;
    const { thread } = e;
    const { frame } = e.scope;
    const array = e.scope.array(stmt.array);
    const index = e.compile(stmt.index);
    const value = e.compile(stmt.value);
    const expected = stmt.expected ? e.compile(stmt.expected) : undefined;
    const slot = stmt.result === undefined ? -1 : e.slot(stmt.result);
    const any = anyElement(array.element);
    const change = atomicChange(stmt, array);
    return () => {
      const at = index();
      expected?.();
      const operand = value();
      // Threads come in an order that nobody knows: the old value may be any.
      if (slot >= 0) frame.variables[slot] = join(any, exactly(0));
      if (thread.havoc) array.store(at, any, true);
      else change(at, operand, thread.weak);
      return NEXT;
    };
  }
}

interface Turns {
  /** Whether there is another turn: certain, impossible, or either. */
  readonly state: () => Interval;
  /** Goes to the next turn. */
  readonly step: () => void;
}

/** Names of the variables of a loop and of those in it. */
function loopVariables(stmt: WhileStmt | ForStmt): string[] {
  const names: string[] = [];
  forEachStmt([stmt], (inner) => {
    if (inner.kind === 'for') names.push(inner.name);
  });
  return names;
}

/** What an atomic does to memory, whatever the order of the threads. */
function atomicChange(
  { op }: AtomicStmt,
  array: IntervalArray,
): (index: Interval, value: Interval, weak: boolean) => void {
  const { element } = array;
  const type = element === 'f32' ? 'f32' : element === 'u32' ? 'u32' : 'i32';
  const by =
    (compute: (old: Interval, value: Interval) => Interval) =>
    (index: Interval, value: Interval, weak: boolean): void =>
      array.update(index, (old, exact) => {
        const next = compute(old, value);
        return weak || !exact ? join(old, next) : next;
      });
  switch (op) {
    case 'add':
    case 'sub':
      if (type === 'f32')
        return (index, value, weak) =>
          array.addFloat(index, op === 'add' ? value : operate('neg', 'f32', [value]), weak);
      return by((old, value) => integerOperation(op, type, [old, value]));
    case 'min':
    case 'max':
      if (type === 'f32') return by(op === 'min' ? minimum : maximum);
      return by((old, value) => integerOperation(op, type, [old, value]));
    case 'and':
    case 'or':
    case 'xor':
      return by((old, value) => integerOperation(op, type === 'f32' ? 'u32' : type, [old, value]));
    case 'exchange':
    case 'cas':
      return by(join);
  }
}
