// Applies an operation of the table to operands: brings them to the types that its signature asks for.
import type { Position } from 'unist';
import { typeMessages } from '../../diagnostics/messages/index.ts';
import type { Expr, ScalarType } from '../../ir/index.ts';
import type { Operation, OpName } from '../../ops/index.ts';
import { nameOfType } from '../../ops/type-names.ts';
import type { Report } from '../report.ts';
import type { ExpressionNode } from '../tree.ts';
import { constantValue } from './constants.ts';
import { converted, widerType } from './conversions.ts';
import { literalAs, literalByItself, literalFits, literalType } from './literal-types.ts';
import { POISON } from './poison.ts';

/** An operand: its node, and its expression unless it is a number literal, whose type its neighbours decide. */
export interface Operand {
  readonly node: ExpressionNode;
  readonly expr: Expr | undefined;
}

/** The type that an operand has by itself. */
export function typeOfOperand(operand: Operand): ScalarType {
  if (operand.expr) return operand.expr.type;
  return operand.node.type === 'number' ? literalType(operand.node) : 'i32';
}

/** The operand as an expression of a number type; conversions become explicit. */
export function settled(report: Report, operand: Operand, type: ScalarType): Expr {
  if (operand.expr) return converted(operand.expr, type);
  return operand.node.type === 'number' ? literalAs(report, operand.node, type) : POISON;
}

/** The operand with the type that it has by itself. */
export function natural(report: Report, operand: Operand): Expr {
  const { node, expr } = operand;
  if (!expr && node.type === 'number') return literalByItself(report, node);
  return settled(report, operand, typeOfOperand(operand));
}

const isPoison = (operand: Operand): boolean => operand.expr === POISON;
const isFloat = (type: ScalarType): boolean => type === 'f32' || type === 'f64';
const isInteger = (type: ScalarType): boolean => type === 'i32' || type === 'u32';

/** Reports an operand that has the wrong type; `hint` makes the way out of the operand's text. */
function refuse(
  report: Report,
  operand: Operand,
  label: string,
  wanted: string,
  hint: (text: string) => string,
): undefined {
  const { position } = operand.node;
  const got = nameOfType(typeOfOperand(operand));
  const args = { operation: label, wanted, got, hint: hint(report.quote(position)) };
  report.say(typeMessages.operandType, args, position);
  return undefined;
}

const asNumber = (text: string): string => `Turn the bool into a number: \`convert(${text}, int)\`.`;
const asBool = (text: string): string => `Compare the number: \`${text} != 0\`.`;
const asBits = (text: string): string => `See the bits of a float as \`bitcast(${text}, uint)\`.`;
const asInteger = (text: string): string => `Convert it: \`convert(${text}, int)\`.`;
const asCondition = (text: string): string => `Compare it: \`(${text} != 0)\`.`;

/** Warns of an integer division by the constant 0. */
function checkDivisor(report: Report, name: OpName, label: string, operands: readonly Operand[], made: Expr) {
  const [dividend, divisor] = operands;
  if (made.kind !== 'op' || !dividend || !divisor || !isInteger(made.type)) return;
  const zero = made.args[1] && constantValue(made.args[1]) === 0;
  if (!zero || (name !== 'div' && name !== 'mod')) return;
  const value = name === 'div' ? `\`${report.quote(dividend.node.position)}\`` : '0';
  report.say(typeMessages.zeroDivisor, { operation: label, value }, divisor.node.position);
}

/** The type that number operands share, literals adapting to the others; `undefined` when something is wrong. */
export function commonNumberType(
  report: Report,
  label: string,
  operands: readonly Operand[],
): ScalarType | undefined {
  let type: ScalarType | undefined;
  let floatLiteral = false;
  let unsignedLiteral = false;
  for (const operand of operands) {
    const { node, expr } = operand;
    if (expr) {
      if (expr === POISON) return undefined;
      if (expr.type === 'bool') return refuse(report, operand, label, 'numbers', asNumber);
      type = type === undefined ? expr.type : widerType(type, expr.type);
    } else if (node.type === 'number') {
      if (node.float) floatLiteral = true;
      else if (literalType(node) === 'u32') unsignedLiteral = true;
    }
  }
  if (floatLiteral) return type === 'f64' ? 'f64' : 'f32';
  return type ?? (unsignedLiteral ? 'u32' : 'i32');
}

/** AND OR XOR NOT: all bools, or all integers of one type. */
function commonBitsType(report: Report, label: string, operands: readonly Operand[]): ScalarType | undefined {
  if (operands.some(isPoison)) return undefined;
  if (operands.some((operand) => operand.expr?.type === 'bool')) {
    const number = operands.find((operand) => operand.expr?.type !== 'bool');
    if (!number) return 'bool';
    return refuse(report, number, label, 'bools only or integers only', asBool);
  }
  const float = operands.find((operand) => isFloat(typeOfOperand(operand)));
  if (float) return refuse(report, float, label, 'integers or bools', asBits);
  return commonNumberType(report, label, operands);
}

function firstNonInteger(operands: readonly Operand[]): Operand | undefined {
  return operands.find((operand) => !isInteger(typeOfOperand(operand)));
}

/** The left side of a shift: a literal takes the type of the amount when it can. */
function shiftedType(value: Operand, amount: Operand): ScalarType {
  const other = typeOfOperand(amount);
  if (value.expr || value.node.type !== 'number' || !amount.expr) return typeOfOperand(value);
  return literalFits(value.node, other) ? other : literalType(value.node);
}

/** The amount of a shift: a literal takes the type of what is shifted when it can. */
function amountType(amount: Operand, shifted: ScalarType): ScalarType {
  if (amount.expr || amount.node.type !== 'number') return typeOfOperand(amount);
  return literalFits(amount.node, shifted) ? shifted : literalType(amount.node);
}

/**
 * The operation on these operands, whose number is right. `label` is how messages call it: `ADD`, `min`, `+`.
 */
export function applyOperation(
  report: Report,
  entry: Operation<OpName>,
  label: string,
  operands: readonly Operand[],
  at: Position,
): Expr {
  const made = (type: ScalarType | undefined, args: readonly Expr[]): Expr =>
    type === undefined || args.includes(POISON) ? POISON : { kind: 'op', op: entry.name, type, args, at };
  const allOf = (type: ScalarType | undefined): Expr =>
    type === undefined
      ? POISON
      : made(
          type,
          operands.map((operand) => settled(report, operand, type)),
        );

  switch (entry.signature) {
    case 'numeric': {
      const result = allOf(commonNumberType(report, label, operands));
      checkDivisor(report, entry.name, label, operands, result);
      return result;
    }
    case 'float': {
      const type = commonNumberType(report, label, operands);
      return allOf(type === 'i32' || type === 'u32' ? 'f32' : type);
    }
    case 'bits':
      return allOf(commonBitsType(report, label, operands));
    case 'integer':
    case 'pack': {
      if (operands.some(isPoison)) return POISON;
      const wrong = firstNonInteger(operands);
      if (wrong) refuse(report, wrong, label, 'integers', asInteger);
      if (wrong) return POISON;
      const args = operands.map((operand) => natural(report, operand));
      return made(entry.signature === 'pack' ? 'u32' : args[0]?.type, args);
    }
    case 'shift': {
      const [value, amount] = operands;
      if (!value || !amount || operands.some(isPoison)) return POISON;
      const wrong = firstNonInteger(operands);
      if (wrong) refuse(report, wrong, label, 'integers', asInteger);
      if (wrong) return POISON;
      const type = shiftedType(value, amount);
      return made(type, [settled(report, value, type), settled(report, amount, amountType(amount, type))]);
    }
    case 'select': {
      const [condition, ...choices] = operands;
      if (!condition || operands.some(isPoison)) return POISON;
      if (typeOfOperand(condition) !== 'bool') {
        refuse(report, condition, label, 'a bool first', asCondition);
        return POISON;
      }
      const bools = choices.every((operand) => operand.expr?.type === 'bool');
      const type = bools ? 'bool' : commonNumberType(report, label, choices);
      if (type === undefined) return POISON;
      return made(type, [
        condition.expr ?? POISON,
        ...choices.map((operand) => settled(report, operand, type)),
      ]);
    }
  }
}
