// Rewrites WARP_REDUCE, BLOCK_REDUCE and LOAD_COALESCED into shared arrays, barriers and loops, for targets that lack them.
//
// The trees are the language's (Meaning 6): for d = 16, 8, 4, 2, 1 lane i < d becomes v[i] op v[i+d], a missing partner is
// skipped; a block runs that tree in each warp and then over the warps' results. Two levels serve blocks of up to 1024
// threads. Scratch arrays are `perThread`, one for each value type of a kernel, and every use begins with a barrier, so
// that the readers of the use before are done.
import { valueTypeOf } from './element.ts';
import type {
  AssignStmt,
  CompareExpr,
  Expr,
  Kernel,
  Local,
  Program,
  ReduceOp,
  ReduceStmt,
  ScalarType,
  SharedArray,
  StageStmt,
  Stmt,
  StoreStmt,
} from './types.ts';

const WARP = 32;

/** The largest block whose BLOCK_REDUCE two levels of the tree serve. */
export const MAX_LOWERED_BLOCK = WARP * WARP;

type Integer = 'i32' | 'u32';
type At = Expr['at'];

const constant = (value: number, type: Integer = 'i32'): Expr => ({ kind: 'const', type, value });
const local = (name: string, type: ScalarType): Expr => ({ kind: 'local', type, name });
const op = (
  name: 'add' | 'sub' | 'mul' | 'min' | 'max' | 'and' | 'or' | 'shr',
  left: Expr,
  right: Expr,
): Expr => ({
  kind: 'op',
  op: name,
  type: left.type,
  args: [left, right],
});
const select = (condition: Expr, yes: Expr, no: Expr): Expr => ({
  kind: 'op',
  op: 'select',
  type: yes.type,
  args: [condition, yes, no],
});
const negate = (value: Expr): Expr => ({ kind: 'op', op: 'neg', type: value.type, args: [value] });
const compare = (name: CompareExpr['op'], left: Expr, right: Expr): Expr => ({
  kind: 'compare',
  op: name,
  type: 'bool',
  left,
  right,
});
const both = (left: Expr, right: Expr): Expr => ({ kind: 'logical', op: 'and', type: 'bool', left, right });
const convert = (to: ScalarType, arg: Expr): Expr =>
  arg.type === to ? arg : { kind: 'convert', type: to, to, arg };
const assign = (name: string, value: Expr, at: At): AssignStmt => ({ kind: 'assign', name, value, at });
const barrier = (at: At): Stmt => ({ kind: 'barrier', at });

const REDUCTION: { readonly [O in ReduceOp]: 'add' | 'min' | 'max' | 'and' | 'or' } = {
  sum: 'add',
  min: 'min',
  max: 'max',
  and: 'and',
  or: 'or',
};

/** Collects what the rewriting of one kernel adds to it: fresh names, locals and shared arrays. */
class Additions {
  readonly locals: Local[] = [];
  readonly shared: SharedArray[] = [];
  private readonly taken: Set<string>;
  private readonly made = new Map<string, string>();

  constructor(kernel: Kernel) {
    this.taken = new Set([...kernel.params, ...kernel.shared, ...kernel.locals].map((named) => named.name));
    collectLoopNames(kernel.body, this.taken);
  }

  private fresh(base: string): string {
    let name = base;
    for (let n = 1; this.taken.has(name); n++) name = `${base}_${n}`;
    this.taken.add(name);
    return name;
  }

  /** A local of the kernel that all rewritten statements share; the same name each time. */
  local(base: string, type: ScalarType): string {
    let name = this.made.get(base);
    if (name === undefined) {
      name = this.fresh(base);
      this.made.set(base, name);
      this.locals.push({ name, type });
    }
    return name;
  }

  array(base: string, array: Omit<SharedArray, 'name'>): string {
    let name = this.made.get(base);
    if (name === undefined) {
      name = this.fresh(base);
      this.made.set(base, name);
      this.shared.push({ name, ...array });
    }
    return name;
  }
}

function collectLoopNames(body: readonly Stmt[], names: Set<string>): void {
  for (const statement of body) {
    if (statement.kind === 'for') names.add(statement.name);
    for (const inner of bodiesOf(statement)) collectLoopNames(inner, names);
  }
}

function bodiesOf(statement: Stmt): readonly (readonly Stmt[])[] {
  switch (statement.kind) {
    case 'if':
      return [statement.then, statement.else];
    case 'for':
    case 'while':
      return [statement.body];
    default:
      return [];
  }
}

/** Index of the thread in its block, x fastest, and the number of the block's threads. */
function linearIndex(): { readonly lane: Expr; readonly threads: Expr } {
  const index = (source: 'local' | 'blockSize', axis: 0 | 1 | 2): Expr => ({
    kind: 'index',
    type: 'i32',
    source,
    axis,
  });
  const row = index('blockSize', 0);
  const plane = op('mul', row, index('blockSize', 1));
  return {
    lane: op(
      'add',
      op('add', index('local', 0), op('mul', index('local', 1), row)),
      op('mul', index('local', 2), plane),
    ),
    threads: op('mul', plane, index('blockSize', 2)),
  };
}

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

function lowerReduce(reduce: ReduceStmt, additions: Additions): Stmt[] {
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

/** True for values that all threads of a block have in common, by their form alone. */
function isPlainlyUniform(expr: Expr): boolean {
  switch (expr.kind) {
    case 'const':
    case 'param':
    case 'length':
      return true;
    case 'index':
      return expr.source !== 'thread' && expr.source !== 'local';
    case 'op':
      return expr.args.every(isPlainlyUniform);
    case 'convert':
    case 'bitcast':
      return isPlainlyUniform(expr.arg);
    default:
      return false;
  }
}

/** Brings thread 0's value of `expr` to all threads; `prologue` runs before a barrier, the result holds behind it. */
function broadcast(expr: Expr, slot: number, additions: Additions, prologue: Stmt[]): Expr {
  if (isPlainlyUniform(expr)) return expr;
  const array = additions.array('px_stage', { element: 'i32', length: 3, skipZeroFill: true });
  const index = constant(slot);
  const shared: Expr = { kind: 'load', type: 'i32', array, index, proven: true };
  prologue.push({ kind: 'store', array, index, value: convert('i32', expr), proven: true });
  return expr.type === 'u32' ? convert('u32', shared) : shared;
}

function lowerStage(stage: StageStmt, kernel: Kernel, additions: Additions): Stmt[] {
  const at = stage.at;
  const array = kernel.shared.find((shared) => shared.name === stage.shared);
  const sharedLength = array?.length ?? 0;
  const element = kernel.params.find((param) => param.name === stage.array) ?? array;
  const prologue: Stmt[] = [];
  const unsigned = stage.from.type === 'u32' || stage.to.type === 'u32';
  const range = (expr: Expr): Expr => convert(unsigned ? 'u32' : 'i32', expr);
  const from = range(broadcast(stage.from, 0, additions, prologue));
  const to = range(broadcast(stage.to, 1, additions, prologue));
  const offset = broadcast(stage.offset, 2, additions, prologue);

  const { lane, threads } = linearIndex();
  const name = (base: string, type: ScalarType) => additions.local(base, type);
  const first = name('px_first', 'u32');
  const count = name('px_count', 'u32');
  const skipped = name('px_skipped', 'u32');
  const last = name('px_last', 'u32');
  const at0 = name('px_offset', 'i32');
  const step = name('px_step', 'u32');
  const j = name('px_j', 'u32');
  const u = (n: string) => local(n, 'u32');
  const k = local(at0, 'i32');
  const zero = constant(0, 'u32');

  // Only those j are walked for which s[k+j] exists: stores outside would do nothing, so any length costs no more than s.
  const below = negate(k);
  const room = select(
    compare('lt', k, constant(sharedLength)),
    convert('u32', op('sub', constant(sharedLength), k)),
    zero,
  );
  const negative = offset.type === 'u32' ? undefined : compare('lt', k, constant(0));
  const limit = negative
    ? select(negative, op('add', constant(sharedLength, 'u32'), convert('u32', below)), room)
    : select(compare('ge', k, constant(0)), room, zero);

  const sourceElement = element && 'element' in element ? element.element : 'i32';
  return [
    ...(prologue.length > 0
      ? [
          {
            kind: 'if',
            condition: compare('eq', lane, constant(0)),
            then: prologue,
            else: [],
            at,
          } satisfies Stmt,
        ]
      : []),
    barrier(at),
    assign(first, convert('u32', from), at),
    assign(count, select(compare('lt', from, to), op('sub', convert('u32', to), u(first)), zero), at),
    assign(at0, convert('i32', offset), at),
    assign(skipped, negative ? select(negative, convert('u32', below), zero) : zero, at),
    assign(last, op('min', u(count), limit), at),
    assign(step, convert('u32', threads), at),
    assign(j, op('add', u(skipped), convert('u32', lane)), at),
    {
      kind: 'while',
      condition: compare('lt', u(j), u(last)),
      body: [
        {
          kind: 'store',
          array: stage.shared,
          index: op('add', k, convert('i32', u(j))),
          value: {
            kind: 'load',
            type: valueTypeOf(sourceElement),
            array: stage.array,
            index: convert('i32', op('add', u(first), u(j))),
          },
          proven: true,
          at,
        },
        assign(j, op('add', u(j), u(step)), at),
      ],
      at,
    },
    barrier(at),
  ];
}

function lowerBody(body: readonly Stmt[], kernel: Kernel, additions: Additions): readonly Stmt[] {
  return body.flatMap((statement): readonly Stmt[] => {
    switch (statement.kind) {
      case 'reduce':
        return lowerReduce(statement, additions);
      case 'stage':
        return lowerStage(statement, kernel, additions);
      case 'if':
        return [
          {
            ...statement,
            then: lowerBody(statement.then, kernel, additions),
            else: lowerBody(statement.else, kernel, additions),
          },
        ];
      case 'for':
      case 'while':
        return [{ ...statement, body: lowerBody(statement.body, kernel, additions) }];
      default:
        return [statement];
    }
  });
}

function hasGroups(body: readonly Stmt[]): boolean {
  return body.some(
    (statement) =>
      statement.kind === 'reduce' ||
      statement.kind === 'stage' ||
      bodiesOf(statement).some((inner) => hasGroups(inner)),
  );
}

/**
 * The program without `reduce` and `stage` statements; kernels that have none are returned as they are. The results are
 * those of the language for blocks of up to `MAX_LOWERED_BLOCK` threads. Access to the scratch arrays is `proven`.
 */
export function lowerGroups(program: Program): Program {
  return {
    ...program,
    kernels: program.kernels.map((kernel) => {
      if (!hasGroups(kernel.body)) return kernel;
      const additions = new Additions(kernel);
      const body = lowerBody(kernel.body, kernel, additions);
      return {
        ...kernel,
        body,
        locals: [...kernel.locals, ...additions.locals],
        shared: [...kernel.shared, ...additions.shared],
      };
    }),
  };
}
