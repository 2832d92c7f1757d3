// Rewrites the statements of a kernel or function so that they count what the thread costs, and stop when it is too much.
import * as b from '../build.ts';
import type { Expr, Stmt } from '../types.ts';
import { hasBarrier, mapStmts } from '../walk.ts';
import type { Costs } from './cost.ts';

/** How a thread that has spent its gas goes on: it leaves the code at once, or, where others wait for it, its loops only. */
export interface Counting {
  readonly costs: Costs;
  readonly limit: number;
  /** Local that counts. */
  readonly spent: string;
  /** Local that counts the rounds of loops with barriers, which all threads of a block take together. */
  readonly rounds?: string | undefined;
  /** Leaves the code at once. */
  readonly leave: readonly Stmt[];
  /** The statements in place of a RETURN. */
  readonly onReturn: (values: readonly Expr[]) => readonly Stmt[];
  /** The name of a function that counts. */
  readonly counted: (name: string) => string;
}

const count = (name: string): Expr => b.local(name, 'u32');
const isOver = (name: string, limit: number): Expr => b.compare(count(name), 'gt', b.u32(limit));

/** Adds to the count, which stops just above the limit. */
const add = ({ spent, limit }: Counting, cost: number): Stmt =>
  b.assign(spent, b.op('add', b.op('min', count(spent), b.u32(limit)), b.u32(Math.min(cost, limit + 1))));

/** What the end of a round does; `waits` says that the loop holds a barrier. */
function endOfRound(counting: Counting, waits: boolean): readonly Stmt[] {
  const { spent, rounds, limit, leave } = counting;
  const charge = add(counting, 1);
  if (rounds === undefined) return [charge, b.ifThen(isOver(spent, limit), leave)];
  if (!waits) return [charge, b.ifThen(isOver(spent, limit), [b.breakLoop()])];
  const turn = b.assign(rounds, b.op('add', count(rounds), b.u32(1)));
  return [charge, turn, b.ifThen(isOver(rounds, limit), [b.breakLoop()])];
}

const LEAVING: ReadonlySet<Stmt['kind']> = new Set(['break', 'continue', 'return']);

/** The body of a loop with the end of its round behind it and before each CONTINUE of its own. */
function countedRound(body: readonly Stmt[], counting: Counting, waits: boolean): readonly Stmt[] {
  const end = endOfRound(counting, waits);
  const own = (stmts: readonly Stmt[]): readonly Stmt[] =>
    stmts.flatMap((stmt): readonly Stmt[] => {
      if (stmt.kind === 'continue') return [...end, stmt];
      return stmt.kind === 'if' ? [{ ...stmt, then: own(stmt.then), else: own(stmt.else) }] : [stmt];
    });
  const last = body.at(-1);
  return last && LEAVING.has(last.kind) ? own(body) : [...own(body), ...end];
}

/** The statements, counting. */
export function countingBody(stmts: readonly Stmt[], counting: Counting): readonly Stmt[] {
  const { costs, limit, spent, rounds, leave, onReturn, counted } = counting;
  const stop = rounds === undefined ? [b.ifThen(isOver(spent, limit), leave)] : [];
  return mapStmts(stmts, {
    stmt: (stmt) => {
      switch (stmt.kind) {
        case 'for':
        case 'while':
          return { ...stmt, body: countedRound(stmt.body, counting, hasBarrier(stmt.body)) };
        case 'return':
          return onReturn(stmt.values);
        case 'call': {
          const { least, most } = costs.ofFunction(stmt.function);
          if (least === most) return [add(counting, 1 + most), ...stop, stmt];
          const call = {
            ...stmt,
            function: counted(stmt.function),
            args: [...stmt.args, count(spent)],
            results: [...stmt.results, spent],
          };
          return [add(counting, 1), call, ...stop];
        }
        default:
          return stmt;
      }
    },
  });
}
