// Statements of the form `KEYWORD operands → results`: calls of functions, ids, operations of the table, SET and its kin.
import { didYouMean } from '../../diagnostics/index.ts';
import { nameMessages, typeMessages } from '../../diagnostics/messages/index.ts';
import type { Axis, Expr, IndexSource, Stmt } from '../../ir/index.ts';
import { OPERATIONS, type Operation, type OpName, statementForm } from '../../ops/index.ts';
import { nameOfType } from '../../ops/type-names.ts';
import {
  applyOperation,
  converted,
  lowerArguments,
  lowerBitcast,
  lowerConvert,
  lowerExpression,
  operandOf,
  operandsInWords,
  POISON,
} from '../expressions/index.ts';
import { type FunctionEntry, findFunction } from '../functions.ts';
import type { ExpressionNode, NameNode, OperationNode } from '../tree.ts';
import { allowsMemory, type Body } from './body.ts';
import { assignExpression, assignValue, resultVariable } from './variables.ts';

const INDEX_SOURCES: ReadonlyMap<string, IndexSource> = new Map<string, IndexSource>([
  ['THREAD_ID', 'thread'],
  ['LOCAL_ID', 'local'],
  ['BLOCK_ID', 'block'],
  ['BLOCK_SIZE', 'blockSize'],
  ['GRID_SIZE', 'gridSize'],
]);

const AXES: { readonly [A in 'X' | 'Y' | 'Z']: Axis } = { X: 0, Y: 1, Z: 2 };

const OPERATION_OF: ReadonlyMap<string, Operation<OpName>> = new Map(
  OPERATIONS.map((entry) => [entry.keyword, entry]),
);

/** Lowers one such statement and appends what it becomes. */
export function lowerOperation(body: Body, node: OperationNode, out: Stmt[]): void {
  const keyword = node.keyword.name;
  const called = findFunction(body.functions, keyword);
  const entry = OPERATION_OF.get(keyword);
  const source = INDEX_SOURCES.get(keyword);
  if (called) lowerCallStatement(body, called, node, out);
  else if (entry) lowerTableOperation(body, entry, node, out);
  else if (source) lowerIndex(body, source, node, out);
  else if (keyword === 'UNPACK') lowerUnpack(body, node, out);
  else if (VALUE_KEYWORDS.has(keyword)) lowerValue(body, node, out);
  else {
    reportUnknown(body, node);
    poisonResults(body, node, out);
  }
}

const VALUE_KEYWORDS: ReadonlySet<string> = new Set(['SET', 'COMPARE', 'CONVERT', 'BITCAST']);

/** SET, COMPARE, CONVERT, BITCAST: one operand, one result. */
function lowerValue(body: Body, node: OperationNode, out: Stmt[]): void {
  const { operands, typeName, position: at } = node;
  const keyword = node.keyword.name;
  const [value] = operands;
  if (keyword === 'CONVERT' || keyword === 'BITCAST') {
    if (!value || !typeName || operands.length !== 1) {
      sayCount(body, node, 'a value and a type');
      return;
    }
    const target = singleResult(body, node);
    const lower = keyword === 'CONVERT' ? lowerConvert : lowerBitcast;
    if (target) out.push(assignValue(body, target, lower(body, value, typeName, at), at));
    return;
  }
  if (!counted(body, node, 1) || !value) return;
  const target = singleResult(body, node);
  if (!target) return;
  if (keyword === 'SET') out.push(assignExpression(body, target, value, at));
  else out.push(assignValue(body, target, lowerExpression(body, value), at));
}

/** A keyword that the grammar knows as the name of a function, in a tree that has no such function. */
function reportUnknown(body: Body, { keyword }: OperationNode): void {
  const { name, position } = keyword;
  const suggestion = didYouMean(name, [...OPERATION_OF.keys(), ...body.functions.byCapital.keys()]);
  body.report.say(nameMessages.unknownFunction, { name, suggestion }, position);
}

/** After an error: the results exist, and whatever they meet is fine. */
function poisonResults(body: Body, node: OperationNode, out: Stmt[]): void {
  for (const result of node.results) out.push(assignValue(body, result, POISON, node.position));
}

/** Reports a wrong number of operands. */
function counted(body: Body, node: OperationNode, wanted: number): boolean {
  if (node.operands.length === wanted) return true;
  sayCount(body, node, operandsInWords(wanted));
  return false;
}

function sayCount(body: Body, node: OperationNode, wanted: string): void {
  const operation = node.keyword.name;
  const got = node.operands.length + (node.typeName ? 1 : 0);
  const form = statementForm(operation, 'thread') ?? operation;
  body.report.say(typeMessages.operandCount, { operation, wanted, got, form }, node.position);
  poisonResults(body, node, []);
}

/** The one result of a statement; reports that there is none or that there are more. */
function singleResult(body: Body, node: OperationNode): NameNode | undefined {
  const [result] = node.results;
  if (result && node.results.length === 1) return result;
  body.report.say(
    typeMessages.resultCount,
    {
      operation: node.keyword.name,
      wanted: 'one result',
      got: node.results.length,
      form: statementForm(node.keyword.name, 'thread'),
    },
    node.position,
  );
  poisonResults(body, node, []);
  return undefined;
}

function lowerTableOperation(body: Body, entry: Operation<OpName>, node: OperationNode, out: Stmt[]): void {
  if (!counted(body, node, entry.arity)) return;
  const target = singleResult(body, node);
  if (!target) return;
  const operands = node.operands.map((operand) => operandOf(body, operand));
  const value = applyOperation(body.report, entry, entry.keyword, operands, node.position);
  out.push(assignValue(body, target, value, node.position));
}

function lowerIndex(body: Body, source: IndexSource, node: OperationNode, out: Stmt[]): void {
  if (!counted(body, node, 0)) return;
  const target = singleResult(body, node);
  if (!target) return;
  const allowed = allowsMemory(body, node.keyword.name, node.position);
  const axis = AXES[node.axis ?? 'X'];
  const value: Expr = allowed ? { kind: 'index', type: 'i32', source, axis, at: node.position } : POISON;
  out.push(assignValue(body, target, value, node.position));
}

/** UNPACK: four ints from the bytes of a pixel. */
function lowerUnpack(body: Body, node: OperationNode, out: Stmt[]): void {
  const [operand] = node.operands;
  if (!counted(body, node, 1) || !operand) return;
  if (node.results.length !== 4) {
    const got = node.results.length;
    body.report.say(
      typeMessages.resultCount,
      { operation: 'UNPACK', wanted: 'four results', got, form: statementForm('UNPACK', 'thread') },
      node.position,
    );
    poisonResults(body, node, out);
    return;
  }
  let value = lowerExpression(body, operand);
  if (value !== POISON && value.type !== 'u32' && value.type !== 'i32') {
    const got = nameOfType(value.type);
    body.report.say(
      typeMessages.operandType,
      { operation: 'UNPACK', wanted: 'a pixel (an integer)', got },
      operand.position,
    );
    value = POISON;
  }
  const after: Stmt[] = [];
  const results = node.results.map((result) => resultVariable(body, result, 'i32', after));
  const [r, g, b, a] = results;
  if (r === undefined || g === undefined || b === undefined || a === undefined) return;
  out.push({ kind: 'unpack', value: converted(value, 'u32'), results: [r, g, b, a], at: node.position });
  out.push(...after);
}

/** `NAME args → results`: a call of a function of the file. */
function lowerCallStatement(body: Body, entry: FunctionEntry, node: OperationNode, out: Stmt[]): void {
  const { operands, typeName, results, position: at } = node;
  const given: readonly ExpressionNode[] = typeName ? [...operands, typeName] : operands;
  const args = lowerArguments(body, entry, given, at);
  const types = entry.results;
  if (types && types.length !== results.length) {
    const wanted = types.length === 1 ? 'one result' : `${types.length} results`;
    body.report.say(
      typeMessages.resultCount,
      { operation: node.keyword.name, wanted, got: results.length },
      at,
    );
    poisonResults(body, node, out);
    return;
  }
  const [first] = results;
  const [type] = types ?? [];
  if (!args || !types || !first || type === undefined) {
    poisonResults(body, node, out);
    return;
  }
  const name = entry.name.name;
  if (results.length === 1) {
    out.push(assignValue(body, first, { kind: 'call', type, function: name, args, at }, at));
    return;
  }
  const after: Stmt[] = [];
  const names = results.map((result, i) => resultVariable(body, result, types[i], after));
  out.push({ kind: 'call', function: name, args, results: names, at }, ...after);
}
