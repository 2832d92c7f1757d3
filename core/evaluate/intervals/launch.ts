// Runs one launch on intervals: the same threads, blocks and meetings at barriers as the evaluator, in the forward order.
import type { RunLaunch } from '../../contract/index.ts';
import type { FunctionDef, Kernel, Program, ScalarType, Stmt } from '../../ir/index.ts';
import { forEachStmt, hasBarrier, isBlockBlind, valueTypeOf } from '../../ir/index.ts';
import { REDUCTION, reduceInPlace } from '../../ops/index.ts';
import { Clock, type Limits } from '../clock.ts';
import type { CollectiveStmt } from '../collective.ts';
import { slotsOf } from '../slots.ts';
import { missing } from '../unfit.ts';
import { Visits } from '../visits.ts';
import { IntervalCollectives, type Steps, type Walk } from './collective.ts';
import { IntervalExpressions, type IntervalFunction } from './expression.ts';
import { exactly, flushed, type Interval, isExact } from './interval.ts';
import { IntervalArray } from './memory.ts';
import { convert, operate, stored } from './operation.ts';
import { IntervalStatements } from './statement.ts';
import { type Action, type Code, IntervalThread, Undecided, ZERO, zeros } from './thread.ts';

export type IntervalMemory = ReadonlyMap<string, IntervalArray>;

/** Types of all variables of a body. */
function typesOf(owner: Kernel | FunctionDef): ReadonlyMap<string, ScalarType> {
  const types = new Map<string, ScalarType>();
  const add = ({ name, type }: { readonly name: string; readonly type: ScalarType }): void => {
    types.set(name, type);
  };
  if ('results' in owner) owner.params.forEach(add);
  owner.locals.forEach(add);
  forEachStmt(owner.body, (stmt) => {
    if (stmt.kind === 'for') add(stmt);
  });
  return types;
}

class IntervalLaunch {
  private readonly kernel: Kernel;
  private readonly launch: RunLaunch;
  private readonly clock: Clock;
  private readonly visits: Visits;
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
    const slots = slotsOf(this.kernel);
    this.variables = slots.size;
    this.thread = new IntervalThread(this.variables, launch);
    this.visits = new Visits(this.thread, launch, this.clock, 'forward');
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
    this.statements = new IntervalStatements(e, this.clock, typesOf(this.kernel), () => this.arrays.values());
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
    const slots = slotsOf(definition);
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
    const statements = new IntervalStatements(e, this.clock, typesOf(definition), () => []);
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
    this.visits.threads(() => {
      this.start();
      run();
    });
  }

  private eachBlock(run: () => void): void {
    this.visits.blocks(() => {
      for (const { array, fill } of this.shared) array.fill(fill);
      run();
    });
  }

  private runBlocks(run: Action): void {
    this.eachBlock(() =>
      this.visits.threadsOfBlock(() => {
        this.start();
        run();
      }),
    );
  }

  private runBlocksInSteps(steps: Steps): void {
    const { thread, visits } = this;
    const [bx, by, bz] = thread.blockSize;
    const threads = bx * by * bz;
    this.eachBlock(() => {
      const walks: Walk[] = Array.from({ length: threads }, steps);
      const frames = walks.map(() => zeros(this.variables));
      const values = walks.map(() => ZERO);
      for (;;) {
        let meeting: CollectiveStmt | undefined;
        let waiting = 0;
        visits.threadsOfBlock((i) => {
          thread.weak = false;
          thread.variables = frames[i]!;
          thread.exchange = values[i]!;
          const step = walks[i]!.next();
          frames[i] = thread.variables;
          values[i] = thread.exchange;
          if (step.done) return;
          waiting++;
          meeting ??= step.value;
          if (meeting !== step.value) throw new Undecided('threads wait at different places');
        });
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
        reduceInPlace(stmt.scope, values, combine);
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
