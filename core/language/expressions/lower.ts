// Expressions of the tree become typed expressions of the IR: operators, comparisons, calls, literals.
import type { Position } from 'unist';
import { didYouMean } from '../../diagnostics/index.ts';
import { nameMessages, typeMessages } from '../../diagnostics/messages/index.ts';
import { type ConvertTarget, convertedType, type Expr } from '../../ir/index.ts';
import { comparison, isOpName, OPERATIONS, type OpName, operation, operationForm } from '../../ops/index.ts';
import { elementTypeNamed, nameOfType, TYPE_NAMES } from '../../ops/type-names.ts';
import { foreignCall } from '../foreign-calls.ts';
import { suggestedType } from '../foreign-types.ts';
import { type FunctionEntry, findFunction } from '../functions.ts';
import type { BinaryNode, BinaryOperator, CallNode, CompareNode, ExpressionNode, NameNode } from '../tree.ts';
import { assigned } from './conversions.ts';
import { literalByItself } from './literal-types.ts';
import { applyOperation, commonNumberType, type Operand, settled } from './operations.ts';
import { POISON } from './poison.ts';
import type { ExpressionScope } from './scope.ts';

const OPERATORS: { readonly [O in Exclude<BinaryOperator, 'AND' | 'OR'>]: OpName } = {
  '*': 'mul',
  '/': 'div',
  '%': 'mod',
  '+': 'add',
  '-': 'sub',
  '<<': 'shl',
  '>>': 'shr',
  '&': 'and',
  '^': 'xor',
  '|': 'or',
};

/** The expression with the type that it has by itself; POISON after an error. */
export function lowerExpression(scope: ExpressionScope, node: ExpressionNode): Expr {
  switch (node.type) {
    case 'name':
      return scope.readName(node);
    case 'number':
      return literalByItself(scope.report, node);
    case 'boolean':
      return { kind: 'const', type: 'bool', value: node.value, at: node.position };
    case 'element':
      return scope.readElement(node);
    case 'member':
      return scope.readMember(node);
    case 'call':
      return lowerCall(scope, node);
    case 'compare':
      return lowerComparison(scope, node);
    case 'binary':
      return lowerBinary(scope, node);
    case 'unary': {
      if (node.operator === '-')
        return applyOperation(
          scope.report,
          operation('neg'),
          '`-`',
          [operandOf(scope, node.operand)],
          node.position,
        );
      const arg = lowerBool(scope, node.operand, 'NOT');
      return arg === POISON
        ? POISON
        : { kind: 'op', op: 'not', type: 'bool', args: [arg], at: node.position };
    }
  }
}

/** An index, a bound: an integer. `what` starts the sentence of the error. */
export function lowerInteger(scope: ExpressionScope, node: ExpressionNode, what: string): Expr {
  const expr = lowerExpression(scope, node);
  if (expr === POISON || expr.type === 'i32' || expr.type === 'u32') return expr;
  const value = scope.report.quote(node.position);
  scope.report.say(typeMessages.indexType, { from: nameOfType(expr.type), what, value }, node.position);
  return POISON;
}

/** The node as an operand; number literals wait for the type of their neighbours. */
export function operandOf(scope: ExpressionScope, node: ExpressionNode): Operand {
  return { node, expr: node.type === 'number' ? undefined : lowerExpression(scope, node) };
}

function lowerBinary(scope: ExpressionScope, node: BinaryNode): Expr {
  const { operator, left, right } = node;
  if (operator === 'AND' || operator === 'OR') {
    const a = lowerBool(scope, left, operator);
    const b = lowerBool(scope, right, operator);
    if (a === POISON || b === POISON) return POISON;
    const op = operator === 'AND' ? 'and' : 'or';
    return { kind: 'logical', op, type: 'bool', left: a, right: b, at: node.position };
  }
  const operands = [operandOf(scope, left), operandOf(scope, right)];
  return applyOperation(
    scope.report,
    operation(OPERATORS[operator]),
    `\`${operator}\``,
    operands,
    node.position,
  );
}

/** A side of AND, OR, NOT: a bool. */
function lowerBool(scope: ExpressionScope, node: ExpressionNode, operator: 'AND' | 'OR' | 'NOT'): Expr {
  const expr = lowerExpression(scope, node);
  if (expr === POISON || expr.type === 'bool') return expr;
  const bits = operator === 'AND' ? '`&`' : operator === 'OR' ? '`|`' : '`not(x)`';
  const hint = `Compare it: \`${scope.report.quote(node.position)} != 0\`; for the bits of integers write ${bits}.`;
  scope.report.say(
    typeMessages.operandType,
    { operation: operator, wanted: 'bools', got: nameOfType(expr.type), hint },
    node.position,
  );
  return POISON;
}

/** `a < b`: both sides brought to one type. */
function lowerComparison(scope: ExpressionScope, node: CompareNode): Expr {
  const { report } = scope;
  const left = operandOf(scope, node.left);
  const right = operandOf(scope, node.right);
  if (left.expr === POISON || right.expr === POISON) return POISON;
  const made = (a: Expr, b: Expr): Expr =>
    a === POISON || b === POISON
      ? POISON
      : { kind: 'compare', op: node.operator, type: 'bool', left: a, right: b, at: node.position };
  const symbol = `\`${comparison(node.operator).symbol}\``;
  if (left.expr?.type === 'bool' && right.expr?.type === 'bool') {
    if (node.operator === 'eq' || node.operator === 'ne') return made(left.expr, right.expr);
    const hint = 'Bools are equal or not: use `==`, `!=`, or XOR.';
    report.say(
      typeMessages.operandType,
      { operation: symbol, wanted: 'numbers', got: 'bool', hint },
      node.left.position,
    );
    return POISON;
  }
  const type = commonNumberType(report, symbol, [left, right]);
  if (type === undefined) return POISON;
  if (left.expr && right.expr && type === 'u32' && left.expr.type !== right.expr.type) {
    const [signed, unsigned] = left.expr.type === 'i32' ? [left, right] : [right, left];
    const args = {
      signed: report.quote(signed.node.position),
      unsigned: report.quote(unsigned.node.position),
    };
    report.say(typeMessages.mixedComparison, args, node.position);
  }
  return made(settled(report, left, type), settled(report, right, type));
}

/** `f(x)`: a function of the file, CONVERT, BITCAST, SET or an operation of the table. */
function lowerCall(scope: ExpressionScope, node: CallNode): Expr {
  const { report } = scope;
  const { name } = node.callee;
  const entry = findFunction(scope.functions, name);
  if (entry) return scope.allowsCall(node) ? lowerFunctionCall(scope, entry, node) : POISON;
  if (name === 'convert' || name === 'bitcast') {
    const [value, type] = node.args;
    if (!value || !type || node.args.length !== 2) return wrongCount(scope, name, 'a value and a type', node);
    if (type.type !== 'name') return unknownTypeAt(scope, report.quote(type.position), type.position);
    return name === 'convert'
      ? lowerConvert(scope, value, type, node.position)
      : lowerBitcast(scope, value, type, node.position);
  }
  if (name === 'set') {
    const [value] = node.args;
    if (!value || node.args.length !== 1) return wrongCount(scope, name, 'one operand', node);
    return lowerExpression(scope, value);
  }
  if (!isOpName(name)) {
    const candidates = [
      ...OPERATIONS.map((known) => known.name),
      'convert',
      'bitcast',
      ...scope.functions.byName.keys(),
    ];
    const suggestion = isOpName(name.toLowerCase()) ? name.toLowerCase() : didYouMean(name, candidates);
    const hint = scope.isArray(name) ? `An element is written \`${name}[i]\`.` : foreignCall(name);
    report.say(nameMessages.unknownFunction, { name, suggestion, hint }, node.callee.position);
    for (const arg of node.args) lowerExpression(scope, arg);
    return POISON;
  }
  const known = operation(name);
  if (node.args.length !== known.arity) return wrongCount(scope, name, operandsInWords(known.arity), node);
  const operands = node.args.map((arg) => operandOf(scope, arg));
  return applyOperation(report, known, `\`${name}\``, operands, node.position);
}

/** How calls of operations are written: `min(a, b)`. */
const CALL_FORMS: ReadonlyMap<string, string> = new Map([
  ...OPERATIONS.map((entry): [string, string] => [
    entry.name,
    `${entry.name}(${operationForm(entry).split(' ').slice(1, -2).join(', ')})`,
  ]),
  ['convert', 'convert(a, type)'],
  ['bitcast', 'bitcast(a, type)'],
  ['set', 'set(a)'],
]);

function wrongCount(scope: ExpressionScope, name: string, wanted: string, node: CallNode): Expr {
  const form = CALL_FORMS.get(name) ?? name;
  const args = { operation: `\`${name}\``, wanted, got: node.args.length, form };
  scope.report.say(typeMessages.operandCount, args, node.position);
  return POISON;
}

/** "one operand", "two operands", … */
export function operandsInWords(count: number): string {
  const word = ['no', 'one', 'two', 'three', 'four'][count] ?? String(count);
  return `${word} ${count === 1 ? 'operand' : 'operands'}`;
}

/** The arguments of a call, converted to the types of the parameters; `undefined` after an error. */
export function lowerArguments(
  scope: ExpressionScope,
  entry: FunctionEntry,
  args: readonly ExpressionNode[],
  at: Position,
): readonly Expr[] | undefined {
  const { parameters, name } = entry;
  if (!parameters) return undefined;
  if (args.length !== parameters.length) {
    const wanted = operandsInWords(parameters.length);
    const form = `${name.name}(${parameters.map((parameter) => parameter.name).join(', ')})`;
    const count = { operation: `\`${name.name}\``, wanted, got: args.length, form };
    scope.report.say(typeMessages.operandCount, count, at);
    return undefined;
  }
  const lower = (node: ExpressionNode): Expr => lowerExpression(scope, node);
  const lowered = args.map((arg, i) => assigned(scope.report, arg, parameters[i]!, lower));
  return lowered.includes(POISON) ? undefined : lowered;
}

function lowerFunctionCall(scope: ExpressionScope, entry: FunctionEntry, node: CallNode): Expr {
  const args = lowerArguments(scope, entry, node.args, node.position);
  const { results, name } = entry;
  if (!args || !results) return POISON;
  const [type] = results;
  if (type === undefined || results.length !== 1) {
    scope.report.say(typeMessages.callResults, { name: name.name, count: results.length }, node.position);
    return POISON;
  }
  return { kind: 'call', type, function: name.name, args, at: node.position };
}

function unknownTypeAt(scope: ExpressionScope, name: string, place: Position): typeof POISON {
  scope.report.say(
    nameMessages.unknownType,
    { name, known: TYPE_NAMES, suggestion: suggestedType(name) },
    place,
  );
  return POISON;
}

/** CONVERT: nothing remains of it where the value has the type already. */
export function lowerConvert(
  scope: ExpressionScope,
  value: ExpressionNode,
  typeName: NameNode,
  at: Position,
): Expr {
  const element = elementTypeNamed(typeName.name);
  const arg = lowerExpression(scope, value);
  if (!element) return unknownTypeAt(scope, typeName.name, typeName.position);
  if (arg === POISON) return POISON;
  const to: ConvertTarget = element === 'pixel' ? 'u32' : element;
  const type = convertedType(to);
  return to === arg.type ? arg : { kind: 'convert', type, to, arg, at };
}

/** BITCAST between int, uint and float. */
export function lowerBitcast(
  scope: ExpressionScope,
  value: ExpressionNode,
  typeName: NameNode,
  at: Position,
): Expr {
  const { report } = scope;
  const type = elementTypeNamed(typeName.name);
  const arg = lowerExpression(scope, value);
  if (!type) return unknownTypeAt(scope, typeName.name, typeName.position);
  if (type !== 'i32' && type !== 'u32' && type !== 'f32') {
    report.say(typeMessages.bitcastType, { type: typeName.name }, typeName.position);
    return POISON;
  }
  if (arg === POISON) return POISON;
  if (arg.type === 'bool' || arg.type === 'f64') {
    report.say(typeMessages.bitcastType, { type: nameOfType(arg.type) }, value.position);
    return POISON;
  }
  return arg.type === type ? arg : { kind: 'bitcast', type, arg, at };
}
