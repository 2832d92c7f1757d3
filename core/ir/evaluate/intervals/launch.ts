// Runs one launch on intervals: the same threads, blocks and meetings at barriers as the evaluator, in the forward order.
import type { RunLaunch } from '../../../contract/index.ts';
import type { OpName } from '../../../ops/index.ts';
import { valueTypeOf } from '../../element.ts';
import type { FunctionDef, Kernel, Program, ReduceOp, ScalarType, Stmt } from '../../types.ts';
import { forEachStmt, hasBarrier, isBlockBlind } from '../../walk.ts';
import type { CollectiveStmt } from '../collective.ts';
import { reduceBlock, reduceWarps, WARP } from '../reduction.ts';
import { Clock, type Limits } from '../state.ts';
import { missing } from '../unfit.ts';
import { IntervalCollectives, type Steps, type Walk } from './collective.ts';
import { IntervalExpressions, type IntervalFunction } from './expression.ts';
import { exactly, flushed, type Interval, isExact } from './interval.ts';
import { IntervalArray } from './memory.ts';
import { convert, operate, stored } from './operation.ts';
import { IntervalStatements } from './statement.ts';
import { type Action, type Code, IntervalThread, Undecided, ZERO, zeros } from './thread.ts';

export type IntervalMemory = ReadonlyMap<string, IntervalArray>;

const REDUCTION: { readonly [O in ReduceOp]: OpName } = {
  sum: 'add',
  min: 'min',
  max: 'max',
  and: 'and',
  or: 'or',
};

interface Names {
  readonly slots: Map<string, number>;
  readonly types: Map<string, ScalarType>;
}

function namesOf(owner: Kernel | FunctionDef): Names {
  const slots = new Map<string, number>();
  const types = new Map<string, ScalarType>();
  const add = (name: string, type: ScalarType): void => {
    if (!slots.has(name)) slots.set(name, slots.size);
    types.set(name, type);
  };
  if ('results' in owner) for (const { name, type } of owner.params) add(name, type);
  for (const { name, type } of owner.locals) add(name, type);
  forEachStmt(owner.body, (stmt) => {
    if (stmt.kind === 'for') add(stmt.name, stmt.type);
  });
  return { slots, types };
}

class IntervalLaunch {
  private readonly kernel: Kernel;
  private readonly launch: RunLaunch;
  private readonly clock: Clock;
  private readonly thread: IntervalThread;
  private readonly arrays = new Map<string, IntervalArray>();
  private readonly shared: { readonly array: IntervalArray; readonly fill: Interval }[] = [];
  private readonly functions = new Map<string, IntervalFunction>();
  private readonly definitions: ReadonlyMap<string, FunctionDef>;
  private readonly statements: IntervalStatements;
  private readonly variables: number;

  constructor(program: Program, launch: RunLaunch, memory: IntervalMemory, limits: Limits) {
    this.launch = launch;
    this.kernel =
      program.kernels.find(({ name }) => name === launch.kernel) ?? missing('kernel', launch.kernel);
    this.definitions = new Map(program.functions.map((definition) => [definition.name, definition]));
    this.clock = new Clock(limits, launch.kernel);
    const { slots, types } = namesOf(this.kernel);
    this.variables = slots.size;
    this.thread = new IntervalThread(this.variables, launch);
    const constants = this.bind(memory);
    const e = new IntervalExpressions(
      {
        frame: this.thread,
        slots,
        param: (name) => constants.get(name) ?? missing('value', name),
        array: (name) => this.arrays.get(name) ?? missing('array', name),
        callee: (name) => this.function(name),
      },
      this.thread,
    );
    this.statements = new IntervalStatements(e, this.clock, types, () => this.arrays.values());
  }

  /** Binds arrays and gives the code of scalar parameters. */
  private bind(memory: IntervalMemory): Map<string, Code> {
    const { kernel, launch } = this;
    const constants = new Map<string, Code>();
    for (const param of kernel.params) {
      if (param.kind === 'array') {
        const buffer = Object.hasOwn(launch.arrays, param.name) ? launch.arrays[param.name] : undefined;
        this.arrays.set(param.name, memory.get(buffer ?? '') ?? missing('buffer', buffer ?? param.name));
      } else {
        const given = Object.hasOwn(launch.values, param.name)
          ? launch.values[param.name]
          : missing('value', param.name);
        const value = exactly(Number(given));
        const interval = param.type === 'f32' ? flushed(value) : value;
        constants.set(param.name, () => interval);
      }
    }
    const threads = launch.block[0] * launch.block[1] * launch.block[2];
    for (const { name, element, length, perThread } of kernel.shared) {
      const array = new IntervalArray(element, perThread ? length * threads : length, ZERO);
      this.arrays.set(name, array);
      this.shared.push({ array, fill: ZERO });
    }
    return constants;
  }

  private function(name: string): IntervalFunction {
    const made = this.functions.get(name);
    if (made) return made;
    const definition = this.definitions.get(name) ?? missing('function', name);
    const { slots, types } = namesOf(definition);
    const frame = { variables: zeros(slots.size) };
    const e = new IntervalExpressions(
      {
        frame,
        slots,
        param: (param) => {
          const slot = slots.get(param) ?? missing('value', param);
          return () => frame.variables[slot]!;
        },
        array: (array) => missing('array', array),
        callee: (callee) => this.function(callee),
      },
      this.thread,
    );
    const statements = new IntervalStatements(e, this.clock, types, () => []);
    const body = statements.block(definition.body);
    const { thread } = this;
    const compiled: IntervalFunction = {
      call: (args) => {
        const { weak } = thread;
        frame.variables = zeros(slots.size);
        args.forEach((arg, i) => {
          frame.variables[i] = arg;
        });
        statements.results = undefined;
        body();
        thread.weak = weak;
        return statements.results ?? [];
      },
    };
    this.functions.set(name, compiled);
    return compiled;
  }

  run(): void {
    const { body } = this.kernel;
    try {
      if (isBlockBlind(this.kernel)) this.runThreads(this.statements.block(body));
      else if (hasBarrier(body))
        this.runBlocksInSteps(new IntervalCollectives(this.statements, this.clock).block(body));
      else this.runBlocks(this.statements.block(body));
    } catch (error) {
      if (!(error instanceof Undecided)) throw error;
      this.forget(body);
    }
  }

  /** Everything that the kernel writes may hold anything. */
  private forget(body: readonly Stmt[]): void {
    forEachStmt(body, (stmt) => {
      if (stmt.kind === 'store' || stmt.kind === 'atomic') this.arrays.get(stmt.array)?.forget();
    });
  }

  private start(): void {
    this.thread.variables = zeros(this.variables);
    this.thread.weak = false;
    this.thread.havoc = false;
  }

  private runThreads(run: Action): void {
    const { thread, clock } = this;
    const [nx, ny, nz] = this.launch.extent;
    for (let i = 0; i < nx * ny * nz; i++) {
      clock.tick();
      thread.thread[0] = i % nx;
      thread.thread[1] = Math.floor(i / nx) % ny;
      thread.thread[2] = Math.floor(i / (nx * ny));
      this.start();
      run();
    }
  }

  private eachBlock(run: (threads: number) => void): void {
    const { thread, clock } = this;
    const [gx, gy, gz] = this.launch.grid;
    const threads = this.launch.block[0] * this.launch.block[1] * this.launch.block[2];
    for (let i = 0; i < gx * gy * gz; i++) {
      clock.tick();
      thread.block[0] = i % gx;
      thread.block[1] = Math.floor(i / gx) % gy;
      thread.block[2] = Math.floor(i / (gx * gy));
      for (const { array, fill } of this.shared) array.fill(fill);
      run(threads);
    }
  }

  private enter(linear: number): void {
    const { thread } = this;
    const [bx, by] = this.launch.block;
    thread.linear = linear;
    thread.local[0] = linear % bx;
    thread.local[1] = Math.floor(linear / bx) % by;
    thread.local[2] = Math.floor(linear / (bx * by));
    for (let axis = 0; axis < 3; axis++)
      thread.thread[axis] = thread.block[axis]! * this.launch.block[axis]! + thread.local[axis]!;
  }

  private runBlocks(run: Action): void {
    this.eachBlock((threads) => {
      for (let i = 0; i < threads; i++) {
        this.clock.tick();
        this.enter(i);
        this.start();
        run();
      }
    });
  }

  private runBlocksInSteps(steps: Steps): void {
    const { thread, clock } = this;
    this.eachBlock((threads) => {
      const walks: Walk[] = Array.from({ length: threads }, steps);
      const frames = walks.map(() => zeros(this.variables));
      const values = walks.map(() => ZERO);
      for (;;) {
        let meeting: CollectiveStmt | undefined;
        let waiting = 0;
        for (let i = 0; i < threads; i++) {
          clock.tick();
          this.enter(i);
          thread.weak = false;
          thread.variables = frames[i]!;
          thread.exchange = values[i]!;
          const step = walks[i]!.next();
          frames[i] = thread.variables;
          values[i] = thread.exchange;
          if (step.done) continue;
          waiting++;
          if (meeting && meeting !== step.value) throw new Undecided('threads wait at different places');
          meeting = step.value;
        }
        if (!meeting) return;
        if (waiting < threads) throw new Undecided('some threads do not come to a barrier');
        this.meet(meeting, values);
      }
    });
  }

  private meet(stmt: CollectiveStmt, values: Interval[]): void {
    switch (stmt.kind) {
      case 'barrier':
        return;
      case 'reduce': {
        const { type } = stmt.value;
        const combine = (a: Interval, b: Interval): Interval => operate(REDUCTION[stmt.op], type, [a, b]);
        if (stmt.scope === 'block') values.fill(reduceBlock(values, combine));
        else {
          const results = reduceWarps(values, combine);
          for (let i = 0; i < values.length; i++) values[i] = results[Math.floor(i / WARP)]!;
        }
        return;
      }
      case 'stage':
        this.stage(stmt);
    }
  }

  private stage(stmt: Extract<CollectiveStmt, { kind: 'stage' }>): void {
    const source = this.arrays.get(stmt.array) ?? missing('array', stmt.array);
    const target = this.arrays.get(stmt.shared) ?? missing('array', stmt.shared);
    const range = this.thread.range;
    if (!range.every(isExact)) throw new Undecided('the range of LOAD_COALESCED');
    const [first, last, place] = range.map((x) => x.lo) as [number, number, number];
    const unsigned = stmt.from.type === 'u32' || stmt.to.type === 'u32';
    const from = unsigned ? first >>> 0 : first;
    const to = unsigned ? last >>> 0 : last;
    const offset = place | 0;
    const end = Math.min(Math.max(0, to - from), target.length - offset);
    const [given, taken] = [valueTypeOf(source.element), valueTypeOf(target.element)];
    for (let j = Math.max(0, -offset); j < end; j++) {
      const value = convert(given, taken, source.load(exactly((from + j) >>> 0)));
      target.store(exactly(offset + j), stored(target.element, value), false);
    }
  }
}

/** Runs one launch on intervals, which it changes. */
export function runIntervalLaunch(
  program: Program,
  launch: RunLaunch,
  memory: IntervalMemory,
  limits: Limits,
): void {
  new IntervalLaunch(program, launch, memory, limits).run();
}
