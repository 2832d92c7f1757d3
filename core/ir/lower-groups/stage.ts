// LOAD_COALESCED as a strided loop between two barriers; thread 0's range is handed round through shared memory (Meaning 6).
import { valueTypeOf } from '../element.ts';
import type { Expr, Kernel, ScalarType, StageStmt, Stmt } from '../types.ts';
import type { Additions } from './additions.ts';
import {
  assign,
  barrier,
  compare,
  constant,
  convert,
  linearIndex,
  local,
  negate,
  op,
  select,
} from './expressions.ts';

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

/** The copy in strides of the block, between two barriers. */
export function lowerStage(stage: StageStmt, kernel: Kernel, additions: Additions): Stmt[] {
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
