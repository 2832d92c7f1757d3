// What one thread of a kernel does: weighted operations on each side, and how often it touches each array.
import {
  analyzeUniformity,
  bodiesOf,
  constantTrips,
  type Expr,
  expressionsOf,
  type FunctionDef,
  forEachExpr,
  type Kernel,
  operandsOf,
  operation,
  type Program,
  type Stmt,
  type Uniformity,
} from 'pxos/core';

/** Trips of a loop whose bounds are not constants. */
export const ASSUMED_TRIPS = 16;
/** Keeps products of trip counts within what a number can tell apart. */
const MOST_TIMES = 1e12;

/** Costs in units of one addition of what the operation table has no entry for. */
const WEIGHT = {
  memory: 2,
  atomic: 16,
  barrier: 8,
  warpReduce: 20,
  blockReduce: 60,
  stage: 16,
  simple: 1,
} as const;

export interface KernelWork {
  /** Weighted operations of a thread where each thread takes its own branch. */
  readonly operations: number;
  /** The same where threads that disagree take both branches one after the other. */
  readonly lockstepOperations: number;
  /** Accesses of a thread to each array parameter. */
  readonly accesses: ReadonlyMap<string, number>;
  /** True when a trip count was assumed. */
  readonly assumed: boolean;
  /** True when branches that threads may disagree on have two sides. */
  readonly divergent: boolean;
}

class Meter {
  operations = 0;
  lockstep = 0;
  assumed = false;
  divergent = false;
  readonly accesses = new Map<string, number>();
  readonly #functions: ReadonlyMap<string, FunctionDef>;
  readonly #arrays: ReadonlySet<string>;
  readonly #uniformity: Uniformity | undefined;

  constructor(program: Program, kernel: Kernel | undefined) {
    this.#functions = new Map(program.functions.map((definition) => [definition.name, definition]));
    this.#arrays = new Set((kernel?.params ?? []).filter((p) => p.kind === 'array').map((p) => p.name));
    this.#uniformity = kernel && analyzeUniformity(kernel);
  }

  #add(cost: number, times: Times): void {
    this.operations += cost * times.own;
    this.lockstep += cost * times.lockstep;
  }

  #touch(array: string, times: Times): void {
    if (this.#arrays.has(array)) this.accesses.set(array, (this.accesses.get(array) ?? 0) + times.own);
  }

  expression(expr: Expr, times: Times): void {
    forEachExpr(expr, (e) => {
      switch (e.kind) {
        case 'op':
          this.#add(operation(e.op).cost, times);
          return;
        case 'load':
          this.#add(WEIGHT.memory, times);
          this.#touch(e.array, times);
          return;
        case 'compare':
        case 'logical':
        case 'convert':
          this.#add(WEIGHT.simple, times);
          return;
        case 'call':
          this.#call(e.function, times);
          return;
        case 'const':
        case 'local':
        case 'param':
        case 'index':
        case 'length':
        case 'bitcast':
        case 'host':
          return;
      }
    });
  }

  /** Functions cannot recurse, so that their bodies can be walked where they are called. */
  #call(name: string, times: Times): void {
    const definition = this.#functions.get(name);
    if (definition) this.body(definition.body, times);
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
        this.#loop(stmt.body, constantTrips(stmt), times);
        return;
      }
      case 'while': {
        this.expression(stmt.condition, multiply(times, ASSUMED_TRIPS));
        this.#loop(stmt.body, undefined, times);
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
        this.#add(4 * WEIGHT.simple, times);
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

  #loop(body: readonly Stmt[], trips: number | undefined, times: Times): void {
    if (trips === undefined) this.assumed = true;
    const inner = multiply(times, trips ?? ASSUMED_TRIPS);
    this.#add(2 * WEIGHT.simple, inner);
    this.body(body, inner);
  }
}

/** How often something runs, by thread and in lockstep. */
interface Times {
  readonly own: number;
  readonly lockstep: number;
}

const multiply = ({ own, lockstep }: Times, trips: number): Times => ({
  own: Math.min(MOST_TIMES, own * trips),
  lockstep: Math.min(MOST_TIMES, lockstep * trips),
});

/** In a function nothing is known of its arguments: only constants are the same for all threads. */
const varies = (expr: Expr): boolean =>
  expr.kind !== 'const' && (operandsOf(expr).length === 0 || operandsOf(expr).some(varies));

/** Weighs the body of a kernel. The result depends on its structure only, never on its names. */
export function workOf(program: Program, kernel: Kernel): KernelWork {
  const meter = new Meter(program, kernel);
  meter.body(kernel.body, { own: 1, lockstep: 1 });
  return {
    operations: meter.operations,
    lockstepOperations: meter.lockstep,
    accesses: meter.accesses,
    assumed: meter.assumed,
    divergent: meter.divergent,
  };
}
