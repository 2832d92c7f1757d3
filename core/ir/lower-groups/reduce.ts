// WARP_REDUCE and BLOCK_REDUCE as trees over shared scratch memory (Meaning 6).
//
// For d = 16, 8, 4, 2, 1 lane i < d becomes v[i] op v[i+d], a missing partner is skipped; a block runs that tree in each
// warp and then over the warps' results. Two levels serve blocks of up to 1024 threads. A use begins with a barrier, so
// that the readers of the use before are done.
import * as b from '../build.ts';
import type { Expr, ReduceOp, ReduceStmt, ScalarType, Stmt } from '../types.ts';
import type { Additions } from './additions.ts';
import { linearIndex } from './linear-index.ts';
import { asType, loadScratch, storeScratch } from './scratch.ts';

const WARP = 32;

/** The largest block whose BLOCK_REDUCE two levels of the tree serve. */
export const MAX_LOWERED_BLOCK = WARP * WARP;

const REDUCTION: { readonly [O in ReduceOp]: 'add' | 'min' | 'max' | 'and' | 'or' } = {
  sum: 'add',
  min: 'min',
  max: 'max',
  and: 'and',
  or: 'or',
};

/** One level of the tree: `active` threads combine scratch[here] with scratch[there] while the distance halves. */
function treeLevel(
  additions: Additions,
  reduce: ReduceStmt,
  scratch: string,
  type: ScalarType,
  level: { readonly member: Expr; readonly count: Expr; readonly lane: Expr; readonly stride: number },
): Stmt[] {
  const distanceName = additions.local('px_distance', 'i32');
  const distance = b.local(distanceName);
  const partner = b.op('add', level.member, distance);
  const place = (member: Expr): Expr =>
    level.stride === 1 ? member : b.op('mul', member, b.i32(level.stride));
  const element = (member: Expr): Expr => loadScratch(scratch, place(member), type);
  const combined = b.op(REDUCTION[reduce.op], element(level.member), element(partner));
  return [
    b.assign(distanceName, b.i32(WARP / 2)),
    b.whileLoop(b.compare(distance, 'gt', b.i32(0)), [
      b.ifThen(b.and(b.compare(level.lane, 'lt', distance), b.compare(partner, 'lt', level.count)), [
        storeScratch(scratch, place(level.member), combined),
      ]),
      b.barrier(),
      b.assign(distanceName, b.op('shr', distance, b.i32(1))),
    ]),
  ];
}

/** The tree over a warp, and over the warps of a block, in a scratch array with one element for each thread. */
export function lowerReduce(reduce: ReduceStmt, additions: Additions): Stmt[] {
  const isBool = reduce.value.type === 'bool';
  const type: ScalarType = isBool ? 'u32' : reduce.value.type;
  const scratch = additions.array(`px_scratch_${type}`, {
    element: type,
    length: 1,
    perThread: true,
    skipZeroFill: true,
  });
  const threadName = additions.local('px_thread', 'i32');
  const threadsName = additions.local('px_threads', 'i32');
  const thread = b.local(threadName);
  const threads = b.local(threadsName);
  const lane = b.op('and', thread, b.i32(WARP - 1));
  const { lane: linear, threads: count } = linearIndex();

  const statements: Stmt[] = [
    b.assign(threadName, linear),
    b.assign(threadsName, count),
    b.barrier(),
    storeScratch(scratch, thread, asType(type, reduce.value)),
    b.barrier(),
    ...treeLevel(additions, reduce, scratch, type, { member: thread, count: threads, lane, stride: 1 }),
  ];
  if (reduce.scope === 'block') {
    const warps = b.op('shr', b.op('add', threads, b.i32(WARP - 1)), b.i32(5));
    // The result of warp w stands at scratch[32·w]; threads 0 … 31 play the warps.
    statements.push(
      ...treeLevel(additions, reduce, scratch, type, {
        member: thread,
        count: warps,
        lane: thread,
        stride: WARP,
      }),
    );
  }
  const root = reduce.scope === 'block' ? b.i32(0) : b.op('sub', thread, lane);
  const uniform = reduce.scope === 'block' ? true : undefined;
  const result: Expr = { ...loadScratch(scratch, root, type), uniform };
  statements.push(b.assign(reduce.result, isBool ? b.convert(result, 'bool') : result));
  return statements;
}
