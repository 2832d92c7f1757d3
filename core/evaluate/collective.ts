// Compiles statements that hold barriers to generators: a thread stops at each barrier or group operation and is resumed
// when all threads of its block have come there. Everything between runs as plain closures.
import type { ReduceStmt, StageStmt, Stmt } from '../ir/index.ts';
import { hasBarrier, isCollective } from '../ir/index.ts';
import { type Action, BREAK, NEXT, RETURN, type Signal, type ThreadState } from './state.ts';
import type { StatementCompiler } from './statement.ts';

/** A statement that all threads of a block come to together. */
export type CollectiveStmt = Extract<Stmt, { kind: 'barrier' | 'reduce' | 'stage' }>;

/** One thread's way through statements with barriers; it yields the statement that it waits at. */
export type Walk = Generator<CollectiveStmt, Signal, void>;
export type Steps = () => Walk;

const isOne = (stmt: Stmt): stmt is CollectiveStmt => isCollective(stmt);

type Part = { readonly kind: 'run'; readonly run: Action } | { readonly kind: 'walk'; readonly walk: Steps };

export class CollectiveCompiler {
  private readonly plain: StatementCompiler;
  private readonly state: ThreadState;

  constructor(plain: StatementCompiler, state: ThreadState) {
    this.plain = plain;
    this.state = state;
  }

  block(stmts: readonly Stmt[]): Steps {
    const parts: Part[] = [];
    let run: Stmt[] = [];
    const flush = (): void => {
      if (run.length > 0) parts.push({ kind: 'run', run: this.plain.block(run) });
      run = [];
    };
    for (const stmt of stmts) {
      if (!hasBarrier([stmt])) run.push(stmt);
      else {
        flush();
        parts.push({ kind: 'walk', walk: this.statement(stmt) });
      }
    }
    flush();
    return function* walk(): Walk {
      for (const part of parts) {
        const signal = part.kind === 'run' ? part.run() : yield* part.walk();
        if (signal !== NEXT) return signal;
      }
      return NEXT;
    };
  }

  private statement(stmt: Stmt): Steps {
    if (isOne(stmt)) return this.collective(stmt);
    const { e, clock } = this.plain;
    switch (stmt.kind) {
      case 'if': {
        const condition = e.compile(stmt.condition, stmt.at);
        const yes = this.block(stmt.then);
        const no = this.block(stmt.else);
        return () => (condition() !== 0 ? yes() : no());
      }
      case 'while': {
        const condition = e.compile(stmt.condition, stmt.at);
        const body = this.block(stmt.body);
        return function* walk(): Walk {
          while (condition() !== 0) {
            clock.tick();
            const signal = yield* body();
            if (signal === BREAK) break;
            if (signal === RETURN) return RETURN;
          }
          return NEXT;
        };
      }
      case 'for': {
        const from = e.compile(stmt.from, stmt.at);
        const to = e.compile(stmt.to, stmt.at);
        const { step } = stmt;
        const { frame } = e.scope;
        const slot = e.slot(stmt.name);
        const body = this.block(stmt.body);
        return function* walk(): Walk {
          const first = from();
          const last = to();
          for (let i = first; step > 0 ? i < last : i > last; i += step) {
            clock.tick();
            frame.variables[slot] = i;
            const signal = yield* body();
            if (signal === BREAK) break;
            if (signal === RETURN) return RETURN;
          }
          return NEXT;
        };
      }
      default:
        throw new RangeError(`${stmt.kind} holds no barrier`);
    }
  }

  private collective(stmt: CollectiveStmt): Steps {
    switch (stmt.kind) {
      case 'barrier':
        return function* walk(): Walk {
          yield stmt;
          return NEXT;
        };
      case 'reduce':
        return this.reduce(stmt);
      case 'stage':
        return this.stage(stmt);
    }
  }

  private reduce(stmt: ReduceStmt): Steps {
    const { e } = this.plain;
    const { exchange } = this.state;
    const value = e.compile(stmt.value, stmt.at);
    const slot = e.slot(stmt.result);
    const { frame } = e.scope;
    return function* walk(): Walk {
      exchange.value = value();
      yield stmt;
      frame.variables[slot] = exchange.value;
      return NEXT;
    };
  }

  private stage(stmt: StageStmt): Steps {
    const { e } = this.plain;
    const { state } = this;
    const from = e.compile(stmt.from, stmt.at);
    const to = e.compile(stmt.to, stmt.at);
    const offset = e.compile(stmt.offset, stmt.at);
    return function* walk(): Walk {
      // Thread 0's values hold for the block; the others are not evaluated.
      if (state.linear === 0) {
        state.exchange.from = from();
        state.exchange.to = to();
        state.exchange.offset = offset();
      }
      yield stmt;
      return NEXT;
    };
  }
}
