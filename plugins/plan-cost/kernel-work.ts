// What one thread of a kernel does: weighted operations on each side, and how often it touches each array.
import {
  analyzeUniformity,
  bodiesOf,
  constantTrips,
  type Expr,
  expressionsOf,
  type FunctionDef,
  type Kernel,
  type LaunchValues,
  operandsOf,
  type Program,
  type Stmt,
  type Uniformity,
} from 'pxos/core';
import { KnownValues } from './known-values.ts';
import { WEIGHT, type Weight, weightOf } from './weights.ts';

/** Trips of a loop of which nothing is known. */
export const ASSUMED_TRIPS = 16;
/** Loops with constant bounds of so many turns are written out, by this project or by the target's compiler. */
const WRITTEN_OUT = 16;
/** Keeps products of trip counts within what a number can tell apart. */
const MOST_TIMES = 1e12;

export interface KernelWork {
  /** Weighted operations of a thread on the CPU, where each thread takes its own branch. */
  readonly operations: number;
  /** The same on the GPU, where threads that disagree take both branches one after the other. */
  readonly lockstepOperations: number;
  /** Accesses of a thread to each array parameter. */
  readonly accesses: ReadonlyMap<string, number>;
  /** True when a trip count was assumed. */
  readonly assumed: boolean;
  /** True when branches that threads may disagree on have two sides. */
  readonly divergent: boolean;
}

/** How often something runs, by thread and in lockstep. */
interface Times {
  readonly own: number;
  readonly lockstep: number;
}

const ONCE: Times = { own: 1, lockstep: 1 };

const multiply = ({ own, lockstep }: Times, trips: number): Times => ({
  own: Math.min(MOST_TIMES, own * trips),
  lockstep: Math.min(MOST_TIMES, lockstep * trips),
});

/** In a function nothing is known of its arguments: only constants are the same for all threads. */
const varies = (expr: Expr): boolean =>
  expr.kind !== 'const' && (operandsOf(expr).length === 0 || operandsOf(expr).some(varies));

/** The work of one call of each function: functions cannot recurse, so that each is weighed once. */
class FunctionWork {
  readonly #definitions: ReadonlyMap<string, FunctionDef>;
  readonly #known = new Map<string, Meter>();

  constructor(program: Program) {
    this.#definitions = new Map(program.functions.map((definition) => [definition.name, definition]));
  }

  of(name: string): Meter | undefined {
    const known = this.#known.get(name);
    const definition = this.#definitions.get(name);
    if (known || !definition) return known;
    const meter = new Meter(this, definition, { values: {} });
    meter.body(definition.body, ONCE);
    this.#known.set(name, meter);
    return meter;
  }
}

class Meter {
  operations = 0;
  lockstep = 0;
  assumed = false;
  divergent = false;
  readonly accesses = new Map<string, number>();
  readonly #functions: FunctionWork;
  readonly #arrays: ReadonlySet<string>;
  readonly #uniformity: Uniformity | undefined;
  readonly #known: KnownValues;
  /** Variables of the loops around this place that are written out: constants in each turn. */
  readonly #fixed = new Set<string>();

  constructor(
    functions: FunctionWork,
    owner: Kernel | FunctionDef,
    { values, uniformity }: { readonly values: LaunchValues; readonly uniformity?: Uniformity },
  ) {
    this.#functions = functions;
    this.#arrays = new Set(owner.params.flatMap((p) => (p.kind === 'array' ? p.name : [])));
    this.#uniformity = uniformity;
    this.#known = new KnownValues(owner.body, values);
  }

  #add({ cpu, gpu }: Weight, times: Times): void {
    this.operations += cpu * times.own;
    this.lockstep += gpu * times.lockstep;
  }

  #touch(array: string, times: Times): void {
    if (this.#arrays.has(array)) this.accesses.set(array, (this.accesses.get(array) ?? 0) + times.own);
  }

  /** Weighs an expression; true when it is known once loops are written out, and costs nothing then. */
  expression(expr: Expr, times: Times): boolean {
    const fixed = operandsOf(expr).map((operand) => this.expression(operand, times));
    const isFixed = fixed.every(Boolean);
    switch (expr.kind) {
      case 'const':
        return true;
      case 'local':
        return this.#fixed.has(expr.name);
      case 'op':
        if (!isFixed) this.#add(weightOf(expr, { constantDivisor: fixed.at(-1) === true }), times);
        return isFixed;
      case 'compare':
      case 'logical':
      case 'convert':
        if (!isFixed) this.#add(WEIGHT.simple, times);
        return isFixed;
      case 'bitcast':
        return isFixed;
      case 'load':
        this.#add(WEIGHT.memory, times);
        this.#touch(expr.array, times);
        return false;
      case 'call':
        this.#call(expr.function, times);
        return false;
      case 'param':
      case 'index':
      case 'length':
      case 'host':
        return false;
    }
  }

  #call(name: string, times: Times): void {
    const work = this.#functions.of(name);
    if (!work) return;
    this.operations += work.operations * times.own;
    this.lockstep += work.lockstep * times.lockstep;
    this.assumed ||= work.assumed;
    this.divergent ||= work.divergent;
  }

  body(stmts: readonly Stmt[], times: Times): void {
    for (const stmt of stmts) this.#statement(stmt, times);
  }

  #statement(stmt: Stmt, times: Times): void {
    switch (stmt.kind) {
      case 'if': {
        this.expression(stmt.condition, times);
        this.#branches(stmt, times);
        return;
      }
      case 'for': {
        for (const expr of expressionsOf(stmt)) this.expression(expr, times);
        this.#for(stmt, times);
        return;
      }
      case 'while': {
        this.assumed = true;
        const inner = multiply(times, ASSUMED_TRIPS);
        this.expression(stmt.condition, inner);
        this.#turns(stmt.body, inner);
        return;
      }
      case 'store':
        this.#add(WEIGHT.memory, times);
        this.#touch(stmt.array, times);
        break;
      case 'atomic':
        this.#add(WEIGHT.atomic, times);
        this.#touch(stmt.array, times);
        break;
      case 'barrier':
        this.#add(WEIGHT.barrier, times);
        break;
      case 'reduce':
        this.#add(stmt.scope === 'warp' ? WEIGHT.warpReduce : WEIGHT.blockReduce, times);
        break;
      case 'stage':
        this.#add(WEIGHT.stage, times);
        this.#touch(stmt.array, times);
        break;
      case 'unpack':
        this.#add(WEIGHT.simple, multiply(times, 4));
        break;
      case 'call':
        this.#call(stmt.function, times);
        break;
      case 'assign':
      case 'break':
      case 'continue':
      case 'return':
        break;
    }
    for (const expr of expressionsOf(stmt)) this.expression(expr, times);
  }

  /** A guard without ELSE mostly lets threads through; of two branches each thread takes one. */
  #branches(stmt: Stmt & { kind: 'if' }, times: Times): void {
    const [then, otherwise] = bodiesOf(stmt) as readonly [readonly Stmt[], readonly Stmt[]];
    if (otherwise.length === 0) {
      this.body(then, times);
      return;
    }
    const disagree = this.#uniformity ? !this.#uniformity.isUniform(stmt.condition) : varies(stmt.condition);
    if (disagree) this.divergent = true;
    const each = { own: times.own / 2, lockstep: disagree ? times.lockstep : times.lockstep / 2 };
    this.body(then, each);
    this.body(otherwise, each);
  }

  #for(stmt: Stmt & { kind: 'for' }, times: Times): void {
    const trips = this.#known.trips(stmt);
    if (trips === undefined) this.assumed = true;
    const inner = multiply(times, trips ?? ASSUMED_TRIPS);
    const constant = constantTrips(stmt);
    if (constant === undefined || constant > WRITTEN_OUT) {
      this.#turns(stmt.body, inner);
      return;
    }
    this.#fixed.add(stmt.name);
    this.body(stmt.body, inner);
    this.#fixed.delete(stmt.name);
  }

  /** The turns of a loop that stays one: it counts and looks whether to go on. */
  #turns(body: readonly Stmt[], times: Times): void {
    this.#add(WEIGHT.simple, multiply(times, 2));
    this.body(body, times);
  }
}

/**
 * Weighs the body of a kernel in a launch with these values of its scalar parameters, as far as they are known. The result
 * depends on the kernel's structure only, never on its names.
 */
export function workOf(program: Program, kernel: Kernel, values: LaunchValues = {}): KernelWork {
  const meter = new Meter(new FunctionWork(program), kernel, {
    values,
    uniformity: analyzeUniformity(kernel),
  });
  meter.body(kernel.body, ONCE);
  return {
    operations: meter.operations,
    lockstepOperations: meter.lockstep,
    accesses: meter.accesses,
    assumed: meter.assumed,
    divergent: meter.divergent,
  };
}
