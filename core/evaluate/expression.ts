// Compiles expressions to closures that read the present thread's state.

import type { BitcastExpr, ConvertExpr, Expr, IndexExpr, ScalarType } from '../ir/index.ts';
import { valueTypeOf } from '../ir/index.ts';
import { bitcastValue, convertValue } from '../ops/index.ts';
import type { AccessSite, BoundsCollector } from './bounds.ts';
import type { ArrayMemory } from './memory.ts';
import { compileComparison, compileOperation } from './operation.ts';
import type { Code, Frame, ThreadState } from './state.ts';

/** A compiled function: puts its results into `results`. */
export interface CompiledFunction {
  readonly call: (args: readonly Code[]) => void;
  readonly results: Float64Array;
}

/** What names mean where an expression stands. */
export interface Scope {
  readonly kernel: string;
  /** Holds the variables: that of the thread in a kernel, its own in a function. */
  readonly frame: Frame;
  readonly slots: ReadonlyMap<string, number>;
  /** Code of a scalar parameter: a constant in a kernel, a variable in a function. */
  readonly param: (name: string) => Code;
  readonly array: (name: string) => ArrayMemory;
  readonly callee: (name: string) => CompiledFunction;
  readonly bounds: BoundsCollector;
  /** Position of the statement around, for messages. */
  readonly place: Expr['at'];
}

export class ExpressionCompiler {
  readonly scope: Scope;
  private readonly state: ThreadState;

  constructor(scope: Scope, state: ThreadState) {
    this.scope = scope;
    this.state = state;
  }

  /** The slot of a variable. */
  slot(name: string): number {
    const slot = this.scope.slots.get(name);
    if (slot === undefined) throw new RangeError(`no variable ${name}`);
    return slot;
  }

  site(
    access: AccessSite['access'],
    array: string,
    proven: boolean | undefined,
    place: Expr['at'],
  ): AccessSite {
    return { kernel: this.scope.kernel, access, array, place, proven: proven === true };
  }

  /** Reports an access outside; `index` is its u32. */
  outside(site: AccessSite, index: number, array: ArrayMemory): void {
    const [x, y, z] = this.state.thread;
    this.scope.bounds.add(site, index, array.length, [x, y, z]);
  }

  compile(expr: Expr, place: Expr['at']): Code {
    const at = expr.at ?? place;
    switch (expr.kind) {
      case 'const': {
        const value = Number(expr.value);
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
        const length = this.scope.array(expr.array).length | 0;
        return () => length;
      }
      case 'load': {
        const array = this.scope.array(expr.array);
        const { length, load } = array;
        const index = this.compile(expr.index, at);
        const site = this.site('a load from', expr.array, expr.proven, at);
        return () => {
          const i = index() >>> 0;
          if (i < length) return load(i);
          this.outside(site, i, array);
          return 0;
        };
      }
      case 'op':
        return compileOperation(
          expr.op,
          expr.type,
          expr.args.map((arg) => this.compile(arg, at)),
        );
      case 'compare':
        return compileComparison(expr.op, this.compile(expr.left, at), this.compile(expr.right, at));
      case 'logical': {
        const left = this.compile(expr.left, at);
        const right = this.compile(expr.right, at);
        return expr.op === 'and' ? () => (left() !== 0 ? right() : 0) : () => (left() !== 0 ? 1 : right());
      }
      case 'convert':
        return this.convert(expr, at);
      case 'bitcast':
        return this.bitcast(expr, at);
      case 'call': {
        const { call, results } = this.scope.callee(expr.function);
        const args = expr.args.map((arg) => this.compile(arg, at));
        return () => {
          call(args);
          return results[0]!;
        };
      }
      case 'host':
        throw new RangeError(`host name ${expr.name} on the device`);
    }
  }

  private index({ source, axis }: IndexExpr): Code {
    const { state } = this;
    switch (source) {
      case 'thread': {
        const { thread } = state;
        return () => thread[axis] | 0;
      }
      case 'local': {
        const { local } = state;
        return () => local[axis];
      }
      case 'block': {
        const { block } = state;
        return () => block[axis] | 0;
      }
      case 'blockSize': {
        const size = state.blockSize[axis];
        return () => size;
      }
      case 'gridSize': {
        const size = state.gridSize[axis] | 0;
        return () => size;
      }
    }
  }

  private convert(expr: ConvertExpr, at: Expr['at']): Code {
    const arg = this.compile(expr.arg, at);
    const { to } = expr;
    const from = expr.arg.type;
    if (from === to) return arg;
    switch (to) {
      case 'i32':
        if (from === 'u32') return () => arg() | 0;
        break;
      case 'u32':
        if (from === 'i32') return () => arg() >>> 0;
        break;
      case 'f32':
        return () => Math.fround(arg());
      case 'f64':
        return arg;
      case 'bool':
        // NaN differs from 0.
        return () => (arg() !== 0 ? 1 : 0);
    }
    const source: ScalarType = from;
    // From a bool the table takes 0 and 1 as well.
    return () => Number(convertValue(source, to, arg()));
  }

  private bitcast(expr: BitcastExpr, at: Expr['at']): Code {
    const arg = this.compile(expr.arg, at);
    const { type } = expr;
    const from = expr.arg.type;
    return from === type ? arg : () => Number(bitcastValue(from, type, arg()));
  }
}

/** Converts a loaded value to another element's register type, as an assignment does. */
export function assignedValue(from: ArrayMemory, to: ArrayMemory, value: number): number {
  return Number(convertValue(valueTypeOf(from.element), valueTypeOf(to.element), value));
}
