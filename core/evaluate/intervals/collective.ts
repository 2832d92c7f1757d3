// Runs statements with barriers on intervals, thread by thread up to each barrier. Whether a thread comes to a barrier must
// be certain: where it is not, the results cannot be told.
import type { Stmt } from '../../ir/index.ts';
import { hasBarrier, isCollective } from '../../ir/index.ts';
import type { Clock } from '../clock.ts';
import type { CollectiveStmt } from '../collective.ts';
import { isExact } from './interval.ts';
import type { IntervalStatements } from './statement.ts';
import { type Action, Undecided } from './thread.ts';

type Signal = 'next' | 'leave' | 'again' | 'ended';
export type Walk = Generator<CollectiveStmt, Signal, void>;
export type Steps = () => Walk;

const isOne = (stmt: Stmt): stmt is CollectiveStmt => isCollective(stmt);

export class IntervalCollectives {
  private readonly plain: IntervalStatements;
  private readonly clock: Clock;

  constructor(plain: IntervalStatements, clock: Clock) {
    this.plain = plain;
    this.clock = clock;
  }

  /** Runs statements without barriers that must end in one certain way. */
  private certain(action: Action): Signal {
    const { frame } = this.plain.e.scope;
    const outcome = action();
    const ways: Signal[] = [];
    if (outcome.next) ways.push('next');
    if (outcome.leave) ways.push('leave');
    if (outcome.again) ways.push('again');
    if (outcome.ended) ways.push('ended');
    const [way, ...others] = ways;
    if (way === undefined || others.length > 0) throw new Undecided('which threads come to a barrier');
    frame.variables = outcome.leave ?? outcome.again ?? frame.variables;
    return way;
  }

  block(stmts: readonly Stmt[]): Steps {
    const parts: (() => Signal | Walk)[] = [];
    let run: Stmt[] = [];
    const flush = (): void => {
      if (run.length === 0) return;
      const action = this.plain.block(run);
      parts.push(() => this.certain(action));
      run = [];
    };
    for (const stmt of stmts) {
      if (!hasBarrier([stmt])) run.push(stmt);
      else {
        flush();
        parts.push(this.statement(stmt));
      }
    }
    flush();
    return function* walk(): Walk {
      for (const part of parts) {
        const way = part();
        const signal = typeof way === 'string' ? way : yield* way;
        if (signal !== 'next') return signal;
      }
      return 'next';
    };
  }

  private statement(stmt: Stmt): Steps {
    if (isOne(stmt)) return this.collective(stmt);
    const { clock } = this;
    const { e } = this.plain;
    const { frame } = e.scope;
    const decide = (condition: {
      readonly lo: number;
      readonly hi: number;
      readonly nan: boolean;
    }): boolean => {
      if (!isExact(condition)) throw new Undecided('a condition around a barrier');
      return condition.lo !== 0;
    };
    switch (stmt.kind) {
      case 'if': {
        const condition = e.compile(stmt.condition);
        const yes = this.block(stmt.then);
        const no = this.block(stmt.else);
        return () => (decide(condition()) ? yes() : no());
      }
      case 'while': {
        const condition = e.compile(stmt.condition);
        const body = this.block(stmt.body);
        return function* walk(): Walk {
          while (decide(condition())) {
            clock.tick();
            const signal = yield* body();
            if (signal === 'leave') break;
            if (signal === 'ended') return signal;
          }
          return 'next';
        };
      }
      case 'for': {
        const from = e.compile(stmt.from);
        const to = e.compile(stmt.to);
        const { step } = stmt;
        const slot = e.slot(stmt.name);
        const body = this.block(stmt.body);
        return function* walk(): Walk {
          const first = from();
          const last = to();
          if (!isExact(first) || !isExact(last)) throw new Undecided('the bounds of a loop around a barrier');
          for (let i = first.lo; step > 0 ? i < last.lo : i > last.lo; i += step) {
            clock.tick();
            frame.variables[slot] = { lo: i, hi: i, nan: false };
            const signal = yield* body();
            if (signal === 'leave') break;
            if (signal === 'ended') return signal;
          }
          return 'next';
        };
      }
      default:
        throw new RangeError(`${stmt.kind} holds no barrier`);
    }
  }

  private collective(stmt: CollectiveStmt): Steps {
    const { e } = this.plain;
    const { thread } = e;
    const { frame } = e.scope;
    switch (stmt.kind) {
      case 'barrier':
        return function* walk(): Walk {
          yield stmt;
          return 'next';
        };
      case 'reduce': {
        const value = e.compile(stmt.value);
        const slot = e.slot(stmt.result);
        return function* walk(): Walk {
          thread.exchange = value();
          yield stmt;
          frame.variables[slot] = thread.exchange;
          return 'next';
        };
      }
      case 'stage': {
        const [from, to, offset] = [stmt.from, stmt.to, stmt.offset].map((expr) => e.compile(expr));
        return function* walk(): Walk {
          if (thread.linear === 0 && from && to && offset) thread.range = [from(), to(), offset()];
          yield stmt;
          return 'next';
        };
      }
    }
  }
}
