// Statements that steer: IF, FOR, WHILE, BREAK, CONTINUE, RETURN, and the list of statements of a body.
import { flowMessages, nameMessages, typeMessages } from '../../diagnostics/messages/index.ts';
import type { Expr, ScalarType, Stmt } from '../../ir/index.ts';
import { nameOfType } from '../../ops/type-names.ts';
import {
  assigned,
  commonNumberType,
  constantValue,
  literalAs,
  lowerExpression,
  type Operand,
  operandOf,
  POISON,
  settled,
  typeOfOperand,
} from '../expressions/index.ts';
import type {
  BodyNode,
  ExpressionNode,
  ForNode,
  IfNode,
  ReturnNode,
  StatementNode,
  WhileNode,
} from '../tree.ts';
import { allowsMemory, type Body } from './body.ts';
import { lowerAtomic, lowerLoad, lowerReduce, lowerStage, lowerStore } from './memory-statements.ts';
import { lowerOperation } from './operation-statements.ts';

/** How deep statements nest in the IR, where each ELSE IF is one level; what walks it needs a bound for its stack. */
const DEEPEST = 900;

/** The statements of a body, in order. */
export function lowerStatements(body: Body, nodes: BodyNode): readonly Stmt[] {
  const out: Stmt[] = [];
  body.depth++;
  if (body.depth <= DEEPEST) {
    for (const node of nodes.children) lowerStatement(body, node, out);
    sayUnreachable(body, nodes);
  } else if (!body.tooDeep) {
    body.tooDeep = true;
    body.report.say(flowMessages.nestsTooDeep, { deepest: DEEPEST }, nodes.position);
  }
  body.depth--;
  return out;
}

/** The statement that no other of its list comes behind: it leaves, or all of its branches do. */
function leaves(node: StatementNode): boolean {
  if (node.type === 'break' || node.type === 'continue' || node.type === 'return') return true;
  if (node.type !== 'if' || !node.otherwise) return false;
  return [node.then, node.otherwise].every(({ children }) => children.some(leaves));
}

/** Says it of the first one only: what follows is as dead. */
function sayUnreachable({ report, loopDepth }: Body, { children }: BodyNode): void {
  const at = children.findIndex(leaves);
  const [leaving, behind] = [children[at], children[at + 1]];
  if (!leaving || !behind) return;
  // A BREAK outside of every loop is an error of its own.
  if (loopDepth === 0 && (leaving.type === 'break' || leaving.type === 'continue')) return;
  const words =
    leaving.type === 'if' ? 'an IF that leaves in all of its branches' : leaving.type.toUpperCase();
  report.say(flowMessages.unreachable, { behind: words }, behind.position);
}

function lowerStatement(body: Body, node: StatementNode, out: Stmt[]): void {
  switch (node.type) {
    case 'operation':
      lowerOperation(body, node, out);
      break;
    case 'load':
      lowerLoad(body, node, out);
      break;
    case 'store':
      lowerStore(body, node, out);
      break;
    case 'stage':
      lowerStage(body, node, out);
      break;
    case 'atomic':
      lowerAtomic(body, node, out);
      break;
    case 'reduce':
      lowerReduce(body, node, out);
      break;
    case 'sync':
      if (allowsMemory(body, 'SYNC_THREADS', node.position)) out.push({ kind: 'barrier', at: node.position });
      break;
    case 'if':
      lowerIf(body, node, out);
      break;
    case 'for':
      lowerFor(body, node, out);
      break;
    case 'while':
      lowerWhile(body, node, out);
      break;
    case 'break':
    case 'continue':
      if (body.loopDepth > 0) out.push({ kind: node.type, at: node.position });
      else body.report.say(flowMessages.outsideLoop, { keyword: node.type.toUpperCase() }, node.position);
      break;
    case 'return':
      lowerReturn(body, node, out);
      break;
  }
}

function lowerCondition(body: Body, node: ExpressionNode): Expr {
  const expr = lowerExpression(body, node);
  if (expr === POISON || expr.type === 'bool') return expr;
  const text = body.report.quote(node.position);
  body.report.say(typeMessages.conditionType, { from: nameOfType(expr.type), text }, node.position);
  return POISON;
}

function lowerIf(body: Body, node: IfNode, out: Stmt[]): void {
  const condition = lowerCondition(body, node.condition);
  const then = lowerStatements(body, node.then);
  const otherwise = node.otherwise ? lowerStatements(body, node.otherwise) : [];
  out.push({ kind: 'if', condition, then, else: otherwise, at: node.position });
}

function lowerWhile(body: Body, node: WhileNode, out: Stmt[]): void {
  const condition = lowerCondition(body, node.condition);
  body.loopDepth++;
  const inner = lowerStatements(body, node.body);
  body.loopDepth--;
  out.push({ kind: 'while', condition, body: inner, at: node.position });
}

/** The common integer type of the bounds. */
function boundType(body: Body, bounds: readonly Operand[]): 'i32' | 'u32' | undefined {
  for (const bound of bounds) {
    const type = typeOfOperand(bound);
    if (bound.expr === POISON || type === 'i32' || type === 'u32') continue;
    body.report.say(
      typeMessages.indexType,
      {
        from: nameOfType(type),
        what: 'A bound of FOR',
        value: body.report.quote(bound.node.position),
      },
      bound.node.position,
    );
    return undefined;
  }
  const type = commonNumberType(body.report, 'FOR', bounds);
  return type === 'i32' || type === 'u32' ? type : undefined;
}

/** The step of a FOR: an int that is a constant and not 0. */
function stepOf(body: Body, node: ExpressionNode | undefined): number {
  if (!node) return 1;
  const { report } = body;
  const expr =
    node.type === 'number' && !node.float ? literalAs(report, node, 'i32') : lowerExpression(body, node);
  if (expr === POISON) return 1;
  const what = 'The step of FOR';
  if (expr.type !== 'i32' && expr.type !== 'u32') {
    const args = { from: nameOfType(expr.type), what, value: report.quote(node.position) };
    report.say(typeMessages.indexType, args, node.position);
    return 1;
  }
  const value = expr.type === 'i32' ? constantValue(expr) : undefined;
  if (typeof value !== 'number')
    report.say(typeMessages.notConstant, { what, inKernel: true }, node.position);
  else if (value === 0) report.say(typeMessages.zeroStep, {}, node.position);
  else return value;
  return 1;
}

function lowerFor(body: Body, node: ForNode, out: Stmt[]): void {
  const bounds = [operandOf(body, node.from), operandOf(body, node.to)] as const;
  const type = boundType(body, bounds) ?? 'i32';
  const [from, to] = [settled(body.report, bounds[0], type), settled(body.report, bounds[1], type)];
  const step = stepOf(body, node.step);

  const { name, position } = node.variable;
  const hidden = body.symbols.get(name);
  if (hidden) body.report.say(nameMessages.loopVariableShadows, { name }, position);
  const ir = body.irNames.claim(name);
  if (ir !== name) body.writtenNames.set(ir, name);
  body.loopNames.add(name);
  body.symbols.set(name, { kind: 'loop', ir, type });
  body.loopDepth++;
  const inner = lowerStatements(body, node.body);
  body.loopDepth--;
  body.symbols.set(name, hidden);
  out.push({ kind: 'for', name: ir, type, from, to, step, body: inner, at: node.position });
}

function lowerReturn(body: Body, node: ReturnNode, out: Stmt[]): void {
  const { report } = body;
  const { values, position: at } = node;
  const lower = (value: ExpressionNode): Expr => lowerExpression(body, value);
  if (body.owner === 'kernel') {
    const [first] = values;
    if (first) report.say(typeMessages.returnInKernel, {}, first.position);
    out.push({ kind: 'return', values: [], at });
    return;
  }
  const { results } = body;
  if (values.length === 0 || (results && results.length !== values.length)) {
    report.say(typeMessages.returnCount, { wanted: results?.length ?? 1, got: values.length }, at);
    for (const value of values) lower(value);
    out.push({ kind: 'return', values: [], at });
    return;
  }
  if (results) {
    const lowered = values.map((value, i) =>
      assigned(report, value, { name: 'The result', type: results[i]! }, lower),
    );
    out.push({ kind: 'return', values: lowered, at });
    return;
  }
  const lowered = values.map(lower);
  // After an error in it the first RETURN fixes nothing; the next one may.
  if (!lowered.includes(POISON)) body.results = lowered.map((value): ScalarType => value.type);
  out.push({ kind: 'return', values: lowered, at });
}
