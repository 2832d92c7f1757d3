// Compiles statements to closures that run one thread through them; statements with barriers are in `collective.ts`.

import type { AtomicOp, AtomicStmt, ElementType, ForStmt, Stmt } from '../ir/index.ts';
import { bitsOfF32 } from '../ops/index.ts';
import type { Clock } from './clock.ts';
import type { ExpressionCompiler } from './expression.ts';
import type { Action, Code } from './state.ts';
import { BREAK, CONTINUE, NEXT, RETURN } from './state.ts';

/** What an atomic leaves in memory, for elements of i32, u32 or f32; a store brings it into the element's range. */
function combine(
  op: AtomicOp,
  element: ElementType,
): (old: number, value: number, expected: number) => number {
  const isFloat = element === 'f32';
  switch (op) {
    case 'add':
      return (old, value) => old + value;
    case 'sub':
      return (old, value) => old - value;
    case 'min':
      // Two operands only: the third one that every atomic is called with belongs to CAS.
      return isFloat ? minNumber : (old, value) => Math.min(old, value);
    case 'max':
      return isFloat ? (a, b) => -minNumber(-a, -b) : (old, value) => Math.max(old, value);
    case 'and':
      return (old, value) => old & value;
    case 'or':
      return (old, value) => old | value;
    case 'xor':
      return (old, value) => old ^ value;
    case 'exchange':
      return (_old, value) => value;
    case 'cas':
      return isFloat
        ? (old, value, expected) => (bitsOfF32(old) === bitsOfF32(expected) ? value : old)
        : (old, value, expected) => (old === expected ? value : old);
  }
}

/** MIN of floats: with one NaN the other. */
function minNumber(a: number, b: number): number {
  return Number.isNaN(a) ? b : Number.isNaN(b) ? a : Math.min(a, b);
}

export class StatementCompiler {
  readonly e: ExpressionCompiler;
  readonly clock: Clock;
  /** Where a `return` of a function puts its values. */
  private readonly results: Float64Array | undefined;

  constructor(e: ExpressionCompiler, clock: Clock, results?: Float64Array) {
    this.e = e;
    this.clock = clock;
    this.results = results;
  }

  /** Statements in order. */
  block(stmts: readonly Stmt[]): Action {
    const actions = stmts.map((stmt) => this.compile(stmt));
    const [first, second, third] = actions;
    if (!first) return () => NEXT;
    if (!second) return first;
    if (!third)
      return () => {
        const signal = first();
        return signal === NEXT ? second() : signal;
      };
    const { clock } = this;
    return () => {
      clock.tick(actions.length);
      for (let i = 0; i < actions.length; i++) {
        const signal = actions[i]!();
        if (signal !== NEXT) return signal;
      }
      return NEXT;
    };
  }

  /** Puts a value into a variable. */
  assignment(name: string, value: Code): Action {
    const { frame } = this.e.scope;
    const slot = this.e.slot(name);
    return () => {
      frame.variables[slot] = value();
      return NEXT;
    };
  }

  compile(stmt: Stmt): Action {
    const { e } = this;
    const { at } = stmt;
    switch (stmt.kind) {
      case 'assign':
        return this.assignment(stmt.name, e.compile(stmt.value, at));
      case 'store': {
        const array = e.scope.array(stmt.array);
        const { length, store } = array;
        const index = e.compile(stmt.index, at);
        const value = e.compile(stmt.value, at);
        const site = e.site('a store to', stmt.array, stmt.proven, at);
        return () => {
          const i = index() >>> 0;
          const stored = value();
          if (i < length) store(i, stored);
          else e.outside(site, i, array);
          return NEXT;
        };
      }
      case 'atomic':
        return this.atomic(stmt);
      case 'unpack': {
        const value = e.compile(stmt.value, at);
        const { frame } = e.scope;
        const slots = stmt.results.map((name) => e.slot(name));
        return () => {
          const packed = value();
          for (let i = 0; i < 4; i++) frame.variables[slots[i]!] = (packed >>> (8 * i)) & 255;
          return NEXT;
        };
      }
      case 'if': {
        const condition = e.compile(stmt.condition, at);
        const yes = this.block(stmt.then);
        const no = this.block(stmt.else);
        return () => (condition() !== 0 ? yes() : no());
      }
      case 'while': {
        const condition = e.compile(stmt.condition, at);
        const body = this.block(stmt.body);
        const { clock } = this;
        return () => {
          while (condition() !== 0) {
            clock.tick();
            const signal = body();
            if (signal === BREAK) break;
            if (signal === RETURN) return RETURN;
          }
          return NEXT;
        };
      }
      case 'for':
        return this.forLoop(stmt);
      case 'break':
        return () => BREAK;
      case 'continue':
        return () => CONTINUE;
      case 'return': {
        const { results } = this;
        const values = stmt.values.map((value) => e.compile(value, at));
        if (!results || values.length === 0) return () => RETURN;
        return () => {
          // All values first: evaluating one may call this very function.
          const ready = values.map((value) => value());
          results.set(ready);
          return RETURN;
        };
      }
      case 'call': {
        const { call, results } = e.scope.callee(stmt.function);
        const args = stmt.args.map((arg) => e.compile(arg, at));
        const slots = stmt.results.map((name) => e.slot(name));
        const { frame } = e.scope;
        return () => {
          call(args);
          for (let i = 0; i < slots.length; i++) frame.variables[slots[i]!] = results[i]!;
          return NEXT;
        };
      }
      case 'barrier':
      case 'reduce':
      case 'stage':
        throw new RangeError(`${stmt.kind} in a place without barriers`);
    }
  }

  private forLoop(stmt: ForStmt): Action {
    const { e, clock } = this;
    const from = e.compile(stmt.from, stmt.at);
    const to = e.compile(stmt.to, stmt.at);
    const { step } = stmt;
    const { frame } = e.scope;
    const slot = e.slot(stmt.name);
    const body = this.block(stmt.body);
    return () => {
      const first = from();
      const last = to();
      // Numbers are exact here, so the count never overflows.
      for (let i = first; step > 0 ? i < last : i > last; i += step) {
        clock.tick();
        frame.variables[slot] = i;
        const signal = body();
        if (signal === BREAK) break;
        if (signal === RETURN) return RETURN;
      }
      return NEXT;
    };
  }

  private atomic(stmt: AtomicStmt): Action {
    const { e } = this;
    const { at } = stmt;
    const array = e.scope.array(stmt.array);
    const { length, load, store } = array;
    const index = e.compile(stmt.index, at);
    const value = e.compile(stmt.value, at);
    const expected = stmt.expected ? e.compile(stmt.expected, at) : () => 0;
    const { frame } = e.scope;
    const slot = stmt.result === undefined ? -1 : e.slot(stmt.result);
    const update = combine(stmt.op, array.element);
    const site = e.site('an atomic on', stmt.array, stmt.proven, at);
    return () => {
      const i = index() >>> 0;
      const wanted = expected();
      const operand = value();
      let old = 0;
      if (i < length) {
        old = load(i);
        store(i, update(old, operand, wanted));
      } else e.outside(site, i, array);
      if (slot >= 0) frame.variables[slot] = old;
      return NEXT;
    };
  }
}
