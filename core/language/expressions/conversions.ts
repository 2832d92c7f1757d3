// Implicit conversions: which type two operands share, and what an assignment does by itself.
import { typeMessages } from '../../diagnostics/messages/index.ts';
import type { Expr, ScalarType } from '../../ir/index.ts';
import { nameOfType } from '../../ops/type-names.ts';
import type { Report } from '../report.ts';
import type { ExpressionNode, NumberNode } from '../tree.ts';
import { literalAs, literalFits, literalType } from './literal-types.ts';
import { POISON } from './poison.ts';

/** The expression in another type of number, as an explicit node; itself when it has the type already. */
export function converted(expr: Expr, type: ScalarType): Expr {
  if (expr === POISON || expr.type === type) return expr;
  return { kind: 'convert', type, to: type, arg: expr, at: expr.at };
}

/** The type of mixed number operands: any double makes double, any float float, any uint uint. */
export function widerType(a: ScalarType, b: ScalarType): ScalarType {
  if (a === b) return a;
  if (a === 'f64' || b === 'f64') return 'f64';
  if (a === 'f32' || b === 'f32') return 'f32';
  return 'u32';
}

/** True when a value of type `from` becomes one of type `to` without CONVERT. */
function convertsByItself(from: ScalarType, to: ScalarType): boolean {
  if (from === to) return true;
  if (from === 'bool' || to === 'bool') return false;
  if (to === 'f64') return true;
  return from === 'i32' || from === 'u32';
}

/** What is assigned, for messages: its name, and for a variable the literal that fixed its type. */
interface AssignmentTarget {
  readonly name: string;
  readonly type: ScalarType;
  readonly firstLiteral?: NumberNode | undefined;
}

/**
 * A value brought into the type of what it is assigned to. `lower` gives the expression of `node`; it is not asked for
 * literals, which become constants of the target's type at once.
 */
export function assigned(
  report: Report,
  node: ExpressionNode,
  target: AssignmentTarget,
  lower: (node: ExpressionNode) => Expr,
): Expr {
  const { type } = target;
  if (node.type === 'number' && (type === 'f64' || type === 'f32')) return literalAs(report, node, type);
  if (node.type === 'number' && !node.float && (type === 'i32' || type === 'u32')) {
    // An integer literal is an int or uint first; assigned to the other one it keeps its bits.
    const own = literalType(node);
    const natural = literalAs(report, node, literalFits(node, own) ? own : type);
    if (natural === POISON || natural.type === type || natural.kind !== 'const') return natural;
    const value = type === 'i32' ? Number(natural.value) | 0 : Number(natural.value) >>> 0;
    return { ...natural, type, value };
  }
  return assignedValue(report, node, lower(node), target);
}

/** As `assigned`, for a value that is an expression already; `node` is the place of an error, the value's own if it has a type. */
export function assignedValue(
  report: Report,
  node: ExpressionNode | { readonly position: ExpressionNode['position'] },
  expr: Expr,
  target: AssignmentTarget,
): Expr {
  if (expr === POISON) return POISON;
  const { name, type, firstLiteral } = target;
  if (convertsByItself(expr.type, type)) return converted(expr, type);
  const [from, to] = [nameOfType(expr.type), nameOfType(type)];
  if (firstLiteral && (expr.type === 'f32' || expr.type === 'f64') && !firstLiteral.bits) {
    const literal = firstLiteral.text;
    const notes = [{ message: `\`${name}\` gets its type here`, place: firstLiteral.position }];
    const args = { name, from, to, literal, suggestion: `${literal}.0` };
    report.say(typeMessages.integerAccumulator, args, node.position, notes);
  } else {
    const value = 'type' in node ? report.quote(node.position) : undefined;
    report.say(typeMessages.assignmentType, { name, from, to, value }, node.position);
  }
  return POISON;
}
