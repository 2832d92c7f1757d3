// Statements of the IR as WebAssembly code, within one thread: barriers are gone by the time they come here.
import type { Expr, Stmt } from 'pxos/core';
import { branch, type Code, get, i32, op, set, when } from '../encoding/index.ts';
import { lowerAtomic } from './atomics.ts';
import { lowerExpression } from './expressions.ts';
import { countingLoop, type LoopExits, waitingLoop } from './loops.ts';
import { lowerStore } from './memory.ts';
import type { StatementScope } from './statement-scope.ts';

function lowerStatement(stmt: Stmt, scope: StatementScope, exits: LoopExits | undefined): Code {
  const lower = (expr: Expr): Code => lowerExpression(expr, scope);
  const assign = (name: string, value: Code): Code => set(scope.variable(name), value);
  const body = (stmts: readonly Stmt[], inner = exits): Code => lowerStatements(stmts, scope, inner);
  switch (stmt.kind) {
    case 'assign':
      return assign(stmt.name, lower(stmt.value));
    case 'store':
      return lowerStore(
        scope.array(stmt.array),
        lower(stmt.index),
        lower(stmt.value),
        { proven: stmt.proven === true },
        scope.scratch,
      );
    case 'atomic':
      return lowerAtomic(stmt, scope);
    case 'unpack': {
      const pixel = scope.scratch.of('i32', 'pixel');
      const bits = get(pixel);
      return [
        set(pixel, lower(stmt.value)),
        stmt.results.map((name, position) =>
          assign(name, op('i32.and', op('i32.shr_u', bits, i32(8 * position)), i32(0xff))),
        ),
      ];
    }
    case 'if':
      return when(lower(stmt.condition), body(stmt.then), stmt.else.length > 0 ? body(stmt.else) : undefined);
    case 'for':
      return countingLoop({
        stmt,
        from: lower(stmt.from),
        to: lower(stmt.to),
        counter: scope.variable(stmt.name),
        limit: scope.limitOf(stmt.name),
        body: (inner) => body(stmt.body, inner),
      });
    case 'while':
      return waitingLoop({ condition: lower(stmt.condition), body: (inner) => body(stmt.body, inner) });
    case 'break':
      return branch(exits!.onBreak);
    case 'continue':
      return branch(exits!.onContinue);
    case 'return':
      return scope.return(stmt.values.map(lower));
    case 'call':
      return [
        scope.call(stmt.function, stmt.args.map(lower)),
        // The last result lies on top of the stack.
        stmt.results.map((name) => assign(name, [])).reverse(),
      ];
    case 'barrier':
    case 'reduce':
    case 'stage':
      throw new Error(`\`${stmt.kind}\` stands inside a region; regions end at barriers.`);
  }
}

/** The code of statements one after another; `exits` belong to the innermost loop around them. */
export function lowerStatements(
  stmts: readonly Stmt[],
  scope: StatementScope,
  exits?: LoopExits | undefined,
): Code {
  return stmts.map((stmt) => lowerStatement(stmt, scope, exits));
}
