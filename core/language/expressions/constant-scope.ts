// Constant expressions of a file: sizes and block shapes, with the host names that are SET once to a constant.
import { typeMessages } from '../../diagnostics/messages/index.ts';
import type { ConstExpr, Expr } from '../../ir/index.ts';
import { nameOfType } from '../../ops/type-names.ts';
import type { FunctionTable } from '../functions.ts';
import { createReport, type Report } from '../report.ts';
import type { ExpressionNode, HostSetNode, HostStatementNode } from '../tree.ts';
import { constantValue } from './constants.ts';
import { lowerExpression } from './lower.ts';
import { POISON } from './poison.ts';
import type { ExpressionScope } from './scope.ts';

/** Host names with a value that is known before the program runs. */
export type HostConstants = ReadonlyMap<string, ConstExpr>;

const NO_FUNCTIONS: FunctionTable = { byName: new Map(), byCapital: new Map() };

/** A scope in which only constants have a meaning; `what` starts the sentence of the error. */
function constantScope(report: Report, constants: HostConstants, what: string): ExpressionScope {
  const refuse = (node: ExpressionNode): Expr => {
    report.say(typeMessages.notConstant, { what }, node.position);
    return POISON;
  };
  return {
    report,
    functions: NO_FUNCTIONS,
    readName: (node) => constants.get(node.name) ?? refuse(node),
    readElement: refuse,
    readMember: refuse,
    isArray: () => false,
    allowsCall: () => false,
  };
}

/** The constants among the host names: SET once in the file, to literals and constants before it. */
export function collectConstants(statements: readonly HostStatementNode[]): HostConstants {
  const sets = new Map<string, HostSetNode | undefined>();
  for (const node of statements)
    if (node.type === 'host-set' && node.target.type === 'name')
      sets.set(node.target.name, sets.has(node.target.name) ? undefined : node);
  const constants = new Map<string, ConstExpr>();
  // What is wrong with a SET is said when it is lowered as a statement.
  const silent = createReport({ path: '', text: '' });
  const scope = constantScope(silent, constants, '');
  for (const [name, node] of sets) {
    if (!node) continue;
    const expr = lowerExpression(scope, node.value);
    const value = constantValue(expr);
    if (value !== undefined) constants.set(name, { kind: 'const', type: expr.type, value });
  }
  return constants;
}

/** A constant size: an integer from 1 to 2147483647. `what` starts the sentence of the error; `undefined` after one. */
export function constantSize(
  report: Report,
  constants: HostConstants,
  node: ExpressionNode,
  what: string,
): number | undefined {
  const expr = lowerExpression(constantScope(report, constants, what), node);
  if (expr === POISON) return undefined;
  if (expr.type !== 'i32' && expr.type !== 'u32') {
    const args = { from: nameOfType(expr.type), what, value: report.quote(node.position) };
    report.say(typeMessages.indexType, args, node.position);
    return undefined;
  }
  const value = constantValue(expr);
  if (typeof value !== 'number') report.say(typeMessages.notConstant, { what }, node.position);
  else if (value < 1 || value > 2147483647)
    report.say(typeMessages.sizeRange, { what, value }, node.position);
  else return value;
  return undefined;
}
