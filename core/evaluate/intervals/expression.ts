// Compiles expressions to closures that compute intervals. Not the compiler of values with another domain: where those choose
// unboxed numbers and one way to go, here a value is an object, and AND, OR and indices may go several ways.
import type { Expr, IndexExpr } from '../../ir/index.ts';
import { anyElement, exactly, type Interval, isExact, join } from './interval.ts';
import type { IntervalArray } from './memory.ts';
import { bitcast, compare, convert, operate } from './operation.ts';
import type { Code, Frame, IntervalThread } from './thread.ts';

export interface IntervalFunction {
  /** Runs the function and gives its results. */
  readonly call: (args: readonly Interval[]) => readonly Interval[];
}

export interface Scope {
  readonly frame: Frame;
  readonly slots: ReadonlyMap<string, number>;
  readonly param: (name: string) => Code;
  readonly array: (name: string) => IntervalArray;
  readonly callee: (name: string) => IntervalFunction;
}

export class IntervalExpressions {
  readonly scope: Scope;
  readonly thread: IntervalThread;

  constructor(scope: Scope, thread: IntervalThread) {
    this.scope = scope;
    this.thread = thread;
  }

  slot(name: string): number {
    const slot = this.scope.slots.get(name);
    if (slot === undefined) throw new RangeError(`no variable ${name}`);
    return slot;
  }

  compile(expr: Expr): Code {
    switch (expr.kind) {
      case 'const': {
        const value = exactly(Number(expr.value));
        return () => value;
      }
      case 'local': {
        const { frame } = this.scope;
        const slot = this.slot(expr.name);
        return () => frame.variables[slot]!;
      }
      case 'param':
        return this.scope.param(expr.name);
      case 'index':
        return this.index(expr);
      case 'length': {
        const length = exactly(this.scope.array(expr.array).length | 0);
        return () => length;
      }
      case 'load': {
        const array = this.scope.array(expr.array);
        const index = this.compile(expr.index);
        return () => array.load(index());
      }
      case 'op': {
        const { op, type } = expr;
        const args = expr.args.map((arg) => this.compile(arg));
        return () =>
          operate(
            op,
            type,
            args.map((arg) => arg()),
          );
      }
      case 'compare': {
        const { op } = expr;
        const left = this.compile(expr.left);
        const right = this.compile(expr.right);
        return () => compare(op, left(), right());
      }
      case 'logical': {
        const left = this.compile(expr.left);
        const right = this.compile(expr.right);
        const decides = expr.op === 'or' ? 1 : 0;
        return () => {
          const first = left();
          if (isExact(first)) return first.lo === decides ? first : right();
          return join(exactly(decides), right());
        };
      }
      case 'convert': {
        const { to } = expr;
        const { type } = expr.arg;
        const arg = this.compile(expr.arg);
        return type === to ? arg : () => convert(type, to, arg());
      }
      case 'bitcast': {
        const { type } = expr;
        const from = expr.arg.type;
        const arg = this.compile(expr.arg);
        return () => bitcast(from, type, arg());
      }
      case 'call': {
        const { call } = this.scope.callee(expr.function);
        const args = expr.args.map((arg) => this.compile(arg));
        const any = anyElement(expr.type);
        // A function that never returns has no result; whatever follows does not happen either.
        return () => call(args.map((arg) => arg()))[0] ?? any;
      }
      case 'host':
        throw new RangeError(`host name ${expr.name} on the device`);
    }
  }

  private index({ source, axis }: IndexExpr): Code {
    const { thread } = this;
    switch (source) {
      case 'thread':
        return () => exactly(thread.thread[axis] | 0);
      case 'local':
        return () => exactly(thread.local[axis]);
      case 'block':
        return () => exactly(thread.block[axis] | 0);
      case 'blockSize': {
        const size = exactly(thread.blockSize[axis]);
        return () => size;
      }
      case 'gridSize': {
        const size = exactly(thread.gridSize[axis] | 0);
        return () => size;
      }
    }
  }
}
