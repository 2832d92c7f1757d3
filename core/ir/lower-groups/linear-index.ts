// Which thread of its block a thread is.
import * as b from '../build.ts';
import type { Expr } from '../types.ts';

/** Index of the thread in its block, x fastest, and the number of the block's threads. */
export function linearIndex(): { readonly lane: Expr; readonly threads: Expr } {
  const plane = b.op('mul', b.blockSize(0), b.blockSize(1));
  const inPlane = b.op('add', b.localId(0), b.op('mul', b.localId(1), b.blockSize(0)));
  return {
    lane: b.op('add', inPlane, b.op('mul', b.localId(2), plane)),
    threads: b.op('mul', plane, b.blockSize(2)),
  };
}
