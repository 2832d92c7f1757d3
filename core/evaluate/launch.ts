// Runs one launch: threads one after the other, or whole blocks whose threads meet at barriers.
import type { RunLaunch } from '../contract/index.ts';
import { PxosError } from '../diagnostics/index.ts';
import * as messages from '../diagnostics/messages/reference.ts';
import type { FunctionDef, Kernel, Program } from '../ir/index.ts';
import { hasBarrier, isBlockBlind } from '../ir/index.ts';
import { reduceInPlace, reduction } from '../ops/index.ts';
import type { BoundsCollector } from './bounds.ts';
import { Clock, type Limits } from './clock.ts';
import { CollectiveCompiler, type CollectiveStmt, type Walk } from './collective.ts';
import { assignedValue, type CompiledFunction, ExpressionCompiler } from './expression.ts';
import { type ArrayMemory, type Memory, makeArray } from './memory.ts';
import type { ScheduleOrder } from './schedule.ts';
import { slotsOf } from './slots.ts';
import { type Action, type Code, ThreadState } from './state.ts';
import { StatementCompiler } from './statement.ts';
import { missing } from './unfit.ts';
import { Visits } from './visits.ts';

/** What a launch runs with, beside program and memory. */
export interface LaunchContext {
  readonly bounds: BoundsCollector;
  readonly limits: Limits;
  readonly order: ScheduleOrder;
}

/** One launch made ready: code, shared memory, and the state of its threads. */
class LaunchRunner {
  private readonly kernel: Kernel;
  private readonly launch: RunLaunch;
  private readonly context: LaunchContext;
  private readonly state: ThreadState;
  private readonly clock: Clock;
  private readonly visits: Visits;
  private readonly arrays = new Map<string, ArrayMemory>();
  /** Shared arrays with the byte that a block finds them filled with. */
  private readonly shared: { readonly array: ArrayMemory; readonly fill: number }[] = [];
  private readonly functions = new Map<string, CompiledFunction>();
  private readonly definitions: ReadonlyMap<string, FunctionDef>;
  private readonly plain: StatementCompiler;
  private readonly variables: number;

  constructor(program: Program, launch: RunLaunch, memory: Memory, context: LaunchContext) {
    this.launch = launch;
    this.context = context;
    this.kernel =
      program.kernels.find(({ name }) => name === launch.kernel) ?? missing('kernel', launch.kernel);
    this.definitions = new Map(program.functions.map((definition) => [definition.name, definition]));
    this.clock = new Clock(context.limits, launch.kernel);
    const slots = slotsOf(this.kernel);
    this.variables = slots.size;
    this.state = new ThreadState(this.variables, launch);
    this.visits = new Visits(this.state, launch, this.clock, context.order);
    this.bindArrays(memory);
    const constants = new Map<string, Code>();
    for (const param of this.kernel.params) {
      if (param.kind !== 'value') continue;
      const value = Number(
        Object.hasOwn(launch.values, param.name) ? launch.values[param.name] : missing('value', param.name),
      );
      constants.set(param.name, () => value);
    }
    const e = new ExpressionCompiler(
      {
        kernel: launch.kernel,
        frame: this.state,
        slots,
        param: (name) => constants.get(name) ?? missing('value', name),
        array: (name) => this.arrays.get(name) ?? missing('array', name),
        callee: (name) => this.function(name),
        bounds: context.bounds,
        place: this.kernel.at,
      },
      this.state,
    );
    this.plain = new StatementCompiler(e, this.clock);
  }

  private bindArrays(memory: Memory): void {
    const { launch, kernel } = this;
    for (const param of kernel.params) {
      if (param.kind !== 'array') continue;
      const buffer = Object.hasOwn(launch.arrays, param.name) ? launch.arrays[param.name] : undefined;
      const array = buffer === undefined ? undefined : memory.get(buffer);
      this.arrays.set(param.name, array ?? missing('buffer', buffer ?? param.name));
    }
    const threads = launch.block[0] * launch.block[1] * launch.block[2];
    for (const { name, element, length, perThread, skipZeroFill } of kernel.shared) {
      const array = makeArray(element, perThread ? length * threads : length);
      this.arrays.set(name, array);
      // Whoever says that the zeros are never seen gets no zeros: a wrong claim shows.
      this.shared.push({ array, fill: skipZeroFill ? 0xa5 : 0 });
    }
  }

  /** Compiles a function when it is first called. */
  private function(name: string): CompiledFunction {
    const made = this.functions.get(name);
    if (made) return made;
    const definition = this.definitions.get(name) ?? missing('function', name);
    const slots = slotsOf(definition);
    const frame = { variables: new Float64Array(slots.size) };
    const results = new Float64Array(definition.results.length);
    const e = new ExpressionCompiler(
      {
        kernel: this.launch.kernel,
        frame,
        slots,
        param: (param) => {
          const slot = slots.get(param) ?? missing('value', param);
          return () => frame.variables[slot]!;
        },
        array: (array) => missing('array', array),
        callee: (callee) => this.function(callee),
        bounds: this.context.bounds,
        place: definition.at,
      },
      this.state,
    );
    const body = new StatementCompiler(e, this.clock, results).block(definition.body);
    const compiled: CompiledFunction = {
      results,
      call: (args) => {
        this.clock.tick();
        // Operands first: they may call this function too.
        const values = args.map((arg) => arg());
        frame.variables.fill(0);
        frame.variables.set(values);
        body();
      },
    };
    this.functions.set(name, compiled);
    return compiled;
  }

  run(): void {
    const { body } = this.kernel;
    if (isBlockBlind(this.kernel)) this.runThreads(this.plain.block(body));
    else if (hasBarrier(body))
      this.runBlocksInSteps(new CollectiveCompiler(this.plain, this.state).block(body));
    else this.runBlocks(this.plain.block(body));
  }

  /** A kernel that cannot see its blocks. */
  private runThreads(run: Action): void {
    const { state } = this;
    this.visits.threads(() => {
      state.variables.fill(0);
      run();
    });
  }

  private eachBlock(run: () => void): void {
    this.visits.blocks(() => {
      for (const { array, fill } of this.shared) array.bytes.fill(fill);
      run();
    });
  }

  /** A kernel that sees its blocks but never waits: the threads of a block one after the other. */
  private runBlocks(run: Action): void {
    const { state, visits } = this;
    this.eachBlock(() =>
      visits.threadsOfBlock(() => {
        state.variables.fill(0);
        run();
      }),
    );
  }

  /** A kernel with barriers: each thread runs to the next one, then the next thread, until all have ended. */
  private runBlocksInSteps(steps: () => Walk): void {
    const { state, visits } = this;
    const [bx, by, bz] = state.blockSize;
    const threads = bx * by * bz;
    const frames = Array.from({ length: threads }, () => new Float64Array(this.variables));
    const values: number[] = new Array<number>(threads).fill(0);
    this.eachBlock(() => {
      const walks = frames.map((frame) => {
        frame.fill(0);
        return steps();
      });
      for (;;) {
        let waiting = 0;
        let meeting: CollectiveStmt | undefined;
        let split = false;
        visits.threadsOfBlock((thread) => {
          state.variables = frames[thread]!;
          state.exchange.value = values[thread]!;
          const step = walks[thread]!.next();
          values[thread] = state.exchange.value;
          if (step.done) return;
          waiting++;
          meeting ??= step.value;
          if (meeting !== step.value) split = true;
        });
        if (!meeting) return;
        if (waiting < threads || split) this.diverged(meeting, waiting, threads);
        this.meet(meeting, values);
      }
    });
  }

  private diverged(stmt: CollectiveStmt, waiting: number, threads: number): never {
    const what = { barrier: 'a barrier', reduce: 'a reduction', stage: 'LOAD_COALESCED' }[stmt.kind];
    const args = { kernel: this.launch.kernel, what, waiting: Math.min(waiting, threads), threads };
    throw new PxosError(messages.divergentBarrier(args, { place: stmt.at }));
  }

  /** What a group operation does when all threads of the block have come. */
  private meet(stmt: CollectiveStmt, values: number[]): void {
    switch (stmt.kind) {
      case 'barrier':
        return;
      case 'reduce':
        reduceInPlace(stmt.scope, values, reduction(stmt.op, stmt.value.type));
        return;
      case 'stage': {
        const unsigned = stmt.from.type === 'u32' || stmt.to.type === 'u32';
        this.stage(stmt, unsigned);
      }
    }
  }

  /** Copies elements [from, to) of an array to a shared one; only those that have a place there are walked. */
  private stage(stmt: Extract<CollectiveStmt, { kind: 'stage' }>, unsigned: boolean): void {
    const { exchange } = this.state;
    const { e } = this.plain;
    const source = this.arrays.get(stmt.array) ?? missing('array', stmt.array);
    const target = this.arrays.get(stmt.shared) ?? missing('array', stmt.shared);
    const from = unsigned ? exchange.from >>> 0 : exchange.from;
    const to = unsigned ? exchange.to >>> 0 : exchange.to;
    const offset = exchange.offset | 0;
    const count = Math.max(0, to - from);
    this.state.enter(0);
    if (count > 0 && (offset < 0 || offset + count > target.length))
      e.outside(
        e.site('a store to', stmt.shared, false, stmt.at),
        offset < 0 ? offset >>> 0 : target.length,
        target,
      );
    const site = e.site('a load from', stmt.array, false, stmt.at);
    const end = Math.min(count, target.length - offset);
    for (let j = Math.max(0, -offset); j < end; j++) {
      const index = (from + j) >>> 0;
      if (index >= source.length) e.outside(site, index, source);
      const value = index < source.length ? source.load(index) : 0;
      target.store(offset + j, assignedValue(source, target, value));
    }
  }
}

/** Runs one launch on the memory, which it changes. */
export function runLaunch(program: Program, launch: RunLaunch, memory: Memory, context: LaunchContext): void {
  new LaunchRunner(program, launch, memory, context).run();
}
