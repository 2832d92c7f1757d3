// WARP_REDUCE and BLOCK_REDUCE as trees over shared scratch memory (Meaning 6).
//
// For d = 16, 8, 4, 2, 1 lane i < d becomes v[i] op v[i+d], a missing partner is skipped; a block runs that tree in each
// warp and then over the warps' results. Two levels serve blocks of up to 1024 threads. A use begins with a barrier, so
// that the readers of the use before are done.
import type { Expr, ReduceOp, ReduceStmt, ScalarType, Stmt, StoreStmt } from '../types.ts';
import type { Additions } from './additions.ts';
import { assign, barrier, both, compare, constant, convert, linearIndex, local, op } from './expressions.ts';

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
  const at = reduce.at;
  const distanceName = additions.local('px_distance', 'i32');
  const distance = local(distanceName, 'i32');
  const place = (member: Expr): Expr =>
    level.stride === 1 ? member : op('mul', member, constant(level.stride));
  const here = place(level.member);
  const there = place(op('add', level.member, distance));
  const value = (index: Expr): Expr => ({ kind: 'load', type, array: scratch, index, proven: true });
  const combine: StoreStmt = {
    kind: 'store',
    array: scratch,
    index: here,
    value: op(REDUCTION[reduce.op], value(here), value(there)),
    proven: true,
    at,
  };
  return [
    assign(distanceName, constant(WARP / 2), at),
    {
      kind: 'while',
      condition: compare('gt', distance, constant(0)),
      body: [
        {
          kind: 'if',
          condition: both(
            compare('lt', level.lane, distance),
            compare('lt', op('add', level.member, distance), level.count),
          ),
          then: [combine],
          else: [],
          at,
        },
        barrier(at),
        assign(distanceName, op('shr', distance, constant(1)), at),
      ],
      at,
    },
  ];
}

/** The tree over a warp, and over the warps of a block, in a scratch array with one element for each thread. */
export function lowerReduce(reduce: ReduceStmt, additions: Additions): Stmt[] {
  const at = reduce.at;
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
  const thread = local(threadName, 'i32');
  const threads = local(threadsName, 'i32');
  const lane = op('and', thread, constant(WARP - 1));
  const { lane: linear, threads: count } = linearIndex();

  const statements: Stmt[] = [
    assign(threadName, linear, at),
    assign(threadsName, count, at),
    barrier(at),
    { kind: 'store', array: scratch, index: thread, value: convert(type, reduce.value), proven: true, at },
    barrier(at),
    ...treeLevel(additions, reduce, scratch, type, { member: thread, count: threads, lane, stride: 1 }),
  ];
  if (reduce.scope === 'block') {
    const warps = op('shr', op('add', threads, constant(WARP - 1)), constant(5));
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
  const root = reduce.scope === 'block' ? constant(0) : op('sub', thread, lane);
  const uniform = reduce.scope === 'block' ? true : undefined;
  const result: Expr = { kind: 'load', type, array: scratch, index: root, proven: true, uniform };
  statements.push(assign(reduce.result, isBool ? convert('bool', result) : result, at));
  return statements;
}
