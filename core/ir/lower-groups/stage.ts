// LOAD_COALESCED as a strided loop between two barriers; thread 0's range is handed round through shared memory (Meaning 6).
import * as b from '../build.ts';
import { valueTypeOf } from '../element.ts';
import type { Expr, Kernel, ScalarType, StageStmt, Stmt } from '../types.ts';
import type { Additions } from './additions.ts';
import { linearIndex } from './linear-index.ts';
import { asType, loadScratch, storeScratch } from './scratch.ts';

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
  const index = b.i32(slot);
  prologue.push(storeScratch(array, index, asType('i32', expr)));
  const shared = loadScratch(array, index, 'i32');
  return expr.type === 'u32' ? b.convert(shared, 'u32') : shared;
}

/** The copy in strides of the block, between two barriers. */
export function lowerStage(stage: StageStmt, kernel: Kernel, additions: Additions): Stmt[] {
  const array = kernel.shared.find((shared) => shared.name === stage.shared);
  const sharedLength = array?.length ?? 0;
  const element = kernel.params.find((param) => param.name === stage.array) ?? array;
  const prologue: Stmt[] = [];
  const unsigned = stage.from.type === 'u32' || stage.to.type === 'u32';
  const range = (expr: Expr): Expr => asType(unsigned ? 'u32' : 'i32', expr);
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
  const u = (n: string) => b.local(n, 'u32');
  const k = b.local(at0);
  const zero = b.u32(0);
  const select = (condition: Expr, yes: Expr, no: Expr): Expr => b.op('select', condition, yes, no);

  // Only those j are walked for which s[k+j] exists: stores outside would do nothing, so any length costs no more than s.
  const below = b.op('neg', k);
  const room = select(
    b.compare(k, 'lt', b.i32(sharedLength)),
    b.convert(b.op('sub', b.i32(sharedLength), k), 'u32'),
    zero,
  );
  const negative = offset.type === 'u32' ? undefined : b.compare(k, 'lt', b.i32(0));
  const limit = negative
    ? select(negative, b.op('add', b.u32(sharedLength), b.convert(below, 'u32')), room)
    : select(b.compare(k, 'ge', b.i32(0)), room, zero);

  const sourceElement = element && 'element' in element ? element.element : 'i32';
  const source = b.convert(b.op('add', u(first), u(j)), 'i32');
  const target = b.op('add', k, b.convert(u(j), 'i32'));
  const loaded = b.load(stage.array, source, valueTypeOf(sourceElement));
  const staged = array ? asType(valueTypeOf(array.element), loaded) : loaded;
  return [
    ...(prologue.length > 0 ? [b.ifThen(b.compare(lane, 'eq', b.i32(0)), prologue)] : []),
    b.barrier(),
    b.assign(first, asType('u32', from)),
    b.assign(count, select(b.compare(from, 'lt', to), b.op('sub', asType('u32', to), u(first)), zero)),
    b.assign(at0, asType('i32', offset)),
    b.assign(skipped, negative ? select(negative, b.convert(below, 'u32'), zero) : zero),
    b.assign(last, b.op('min', u(count), limit)),
    b.assign(step, b.convert(threads, 'u32')),
    b.assign(j, b.op('add', u(skipped), b.convert(lane, 'u32'))),
    b.whileLoop(b.compare(u(j), 'lt', u(last)), [
      storeScratch(stage.shared, target, staged),
      b.assign(j, b.op('add', u(j), u(step))),
    ]),
    b.barrier(),
  ];
}
