// The counting loop of the IR: compared without overflow, tight when the step is one.
import type { ForStmt } from 'pxos/core';
import {
  block,
  branch,
  branchIf,
  type Code,
  get,
  i32,
  type Label,
  label,
  loop,
  op,
  set,
  type Variable,
  when,
} from '../encoding/index.ts';

/** Where BREAK and CONTINUE of the innermost loop go. */
export interface LoopExits {
  readonly onBreak: Label;
  readonly onContinue: Label;
}

export interface CountingLoop {
  readonly stmt: ForStmt;
  readonly from: Code;
  readonly to: Code;
  /** The loop's variable and one that keeps `to`. */
  readonly counter: Variable;
  readonly limit: Variable;
  readonly body: (exits: LoopExits) => Code;
}

/**
 * Inside the loop the counter is before the limit, so the way left, |limit - counter|, is exact as unsigned bits: the loop
 * goes on while it is longer than the step, and the counter never passes the limit or overflows.
 */
export function countingLoop({ stmt, from, to, counter, limit, body }: CountingLoop): Code {
  const exits: LoopExits = { onBreak: label('break'), onContinue: label('continue') };
  const top = label('for');
  const up = stmt.step > 0;
  const sign = stmt.type === 'u32' ? 'u' : 's';
  const step = Math.abs(stmt.step);
  const wayLeft = up ? op('i32.sub', get(limit), get(counter)) : op('i32.sub', get(counter), get(limit));
  return block(
    exits.onBreak,
    set(counter, from),
    set(limit, to),
    when(
      op(up ? `i32.lt_${sign}` : `i32.gt_${sign}`, get(counter), get(limit)),
      loop(
        top,
        block(exits.onContinue, body(exits)),
        when(op('i32.gt_u', wayLeft, i32(step)), [
          set(counter, op('i32.add', get(counter), i32(stmt.step))),
          branch(top),
        ]),
      ),
    ),
  );
}

export interface WaitingLoop {
  readonly condition: Code;
  readonly body: (exits: LoopExits) => Code;
}

/** Repeats while the condition holds. */
export function waitingLoop({ condition, body }: WaitingLoop): Code {
  const exits: LoopExits = { onBreak: label('break'), onContinue: label('while') };
  return block(
    exits.onBreak,
    loop(
      exits.onContinue,
      branchIf(op('i32.eqz', condition), exits.onBreak),
      body(exits),
      branch(exits.onContinue),
    ),
  );
}
