// Statements on memory and groups: LOAD, STORE, atomics, LOAD_COALESCED, reductions, SYNC_THREADS.
import { didYouMean } from '../../diagnostics/index.ts';
import { typeMessages } from '../../diagnostics/messages/index.ts';
import { type Expr, type ReduceOp, type ScalarType, type Stmt, valueTypeOf } from '../../ir/index.ts';
import { nameOfType } from '../../ops/type-names.ts';
import {
  assigned,
  assignedValue,
  converted,
  lowerExpression,
  lowerInteger,
  POISON,
  warnOfMisfit,
} from '../expressions/index.ts';
import type { AtomicNode, ExpressionNode, LoadNode, ReduceNode, StageNode, StoreNode } from '../tree.ts';
import { allowsMemory, arrayNamed, type Body, INDEX } from './body.ts';
import type { ArraySymbol } from './symbols.ts';
import { assignValue, resultVariable } from './variables.ts';

export function lowerLoad(body: Body, node: LoadNode, out: Stmt[]): void {
  out.push(assignValue(body, node.result, body.readElement(node.source), node.position));
}

export function lowerStore(body: Body, node: StoreNode, out: Stmt[]): void {
  const { target, value, position: at } = node;
  const lower = (expression: ExpressionNode): Expr => lowerExpression(body, expression);
  if (!allowsMemory(body, 'STORE', at)) return void lower(value);
  const array = arrayNamed(body, target.array);
  const index = lowerInteger(body, target.index, INDEX);
  if (!array) return void lower(value);
  array.written ??= target.position;
  const goal = { name: `${target.array.name}[…]`, type: valueTypeOf(array.element) };
  const stored = assigned(body.report, value, goal, lower);
  warnOfMisfit(body.report, value, stored, { name: target.array.name, element: array.element });
  out.push({ kind: 'store', array: array.ir, index, value: stored, at });
}

const FLOAT_ATOMICS: ReadonlySet<AtomicNode['operator']> = new Set(['add', 'sub', 'min', 'max', 'exchange']);

/** Reports elements that the atomic does not exist for. */
function atomicExists(body: Body, array: ArraySymbol, node: AtomicNode, keyword: string): boolean {
  const { element } = array;
  if (element === 'i32' || element === 'u32') return true;
  if (element === 'f32' && FLOAT_ATOMICS.has(node.operator)) return true;
  const args = { operation: keyword, name: node.target.array.name, type: nameOfType(element) };
  body.report.say(typeMessages.atomicType, args, node.target.position);
  return false;
}

export function lowerAtomic(body: Body, node: AtomicNode, out: Stmt[]): void {
  const { operator, target, operands, result, position: at } = node;
  const keyword = `ATOMIC_${operator.toUpperCase()}`;
  const lower = (expression: ExpressionNode): Expr => lowerExpression(body, expression);
  const array = allowsMemory(body, keyword, at) ? arrayNamed(body, target.array) : undefined;
  const index = array ? lowerInteger(body, target.index, INDEX) : POISON;
  if (!array || !atomicExists(body, array, node, keyword)) {
    for (const operand of operands) lower(operand);
    if (result) out.push(assignValue(body, result, POISON, at));
    return;
  }
  array.read ??= target.position;
  array.written ??= target.position;
  const type = valueTypeOf(array.element);
  const name = target.array.name;
  const [first, second] = operands.map((operand) =>
    assigned(body.report, operand, { name: `${name}[…]`, type }, lower),
  );
  const value = operator === 'cas' ? second : first;
  if (!value || !first) return;
  const after: Stmt[] = [];
  const old = result && resultVariable(body, result, type, after);
  out.push({
    kind: 'atomic',
    op: operator,
    array: array.ir,
    index,
    value,
    ...(operator === 'cas' && { expected: first }),
    ...(old !== undefined && { result: old }),
    at,
  });
  out.push(...after);
}

/** LOAD_COALESCED: the range and the offset are ints, elements convert as in LOAD and STORE. */
export function lowerStage(body: Body, node: StageNode, out: Stmt[]): void {
  const at = node.position;
  if (!allowsMemory(body, 'LOAD_COALESCED', at)) return;
  const array = arrayNamed(body, node.array);
  const shared = arrayNamed(body, node.shared);
  const bound = (expression: ExpressionNode): Expr =>
    converted(lowerInteger(body, expression, 'A bound of LOAD_COALESCED'), 'i32');
  const from = bound(node.from);
  const to = bound(node.to);
  const offset: Expr = node.offset ? bound(node.offset) : { kind: 'const', type: 'i32', value: 0, at };
  if (!array || !shared) return;
  array.read ??= node.array.position;
  shared.written ??= node.shared.position;
  const { report } = body;
  if (array.kind !== 'array')
    report.say(
      typeMessages.stageArray,
      { name: node.array.name, wanted: 'a parameter array' },
      node.array.position,
    );
  if (shared.kind !== 'shared')
    report.say(
      typeMessages.stageArray,
      { name: node.shared.name, wanted: 'a shared array' },
      node.shared.position,
    );
  if (array.kind !== 'array' || shared.kind !== 'shared') return;
  const loaded: Expr = { kind: 'const', type: valueTypeOf(array.element), value: 0 };
  const goal = { name: `${node.shared.name}[…]`, type: valueTypeOf(shared.element) };
  if (assignedValue(report, node.shared, loaded, goal) === POISON) return;
  out.push({ kind: 'stage', array: array.ir, from, to, shared: shared.ir, offset, at });
}

const REDUCTIONS: ReadonlyMap<string, ReduceOp> = new Map<string, ReduceOp>([
  ['SUM', 'sum'],
  ['MIN', 'min'],
  ['MAX', 'max'],
  ['AND', 'and'],
  ['OR', 'or'],
]);

export function lowerReduce(body: Body, node: ReduceNode, out: Stmt[]): void {
  const { scope, operator, result, position: at } = node;
  const keyword = scope === 'warp' ? 'WARP_REDUCE' : 'BLOCK_REDUCE';
  const op = REDUCTIONS.get(operator.name);
  const value = lowerExpression(body, node.value);
  if (!op) {
    const { name } = operator;
    const capital = name.toUpperCase();
    const suggestion =
      capital === 'ADD' ? 'SUM' : REDUCTIONS.has(capital) ? capital : didYouMean(name, REDUCTIONS.keys());
    body.report.say(typeMessages.reduceOperation, { name, suggestion }, operator.position);
  }
  const allowed = allowsMemory(body, keyword, at);
  const type =
    op && allowed && value !== POISON && reducible(body, node, op, value.type) ? value.type : undefined;
  const after: Stmt[] = [];
  const name = resultVariable(body, result, type, after);
  if (op) out.push({ kind: 'reduce', scope, op, value: type ? value : POISON, result: name, at });
  out.push(...after);
}

/** Reports a value that the reduction does not exist for. */
function reducible(body: Body, node: ReduceNode, op: ReduceOp, type: ScalarType): boolean {
  const bits = op === 'and' || op === 'or';
  if (bits ? type !== 'f32' && type !== 'f64' : type !== 'bool') return true;
  const operation = `${node.scope === 'warp' ? 'WARP_REDUCE' : 'BLOCK_REDUCE'} ${node.operator.name}`;
  const wanted = bits ? 'integers or bools' : 'numbers';
  body.report.say(
    typeMessages.operandType,
    { operation, wanted, got: nameOfType(type) },
    node.value.position,
  );
  return false;
}
