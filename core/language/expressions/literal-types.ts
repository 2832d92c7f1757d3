// Literals take the type of what stands beside them: which type a number has, and whether it fits.
import { typeMessages } from '../../diagnostics/messages/index.ts';
import type { Expr, ScalarType } from '../../ir/index.ts';
import { rangeOf } from '../../ops/index.ts';
import { nameOfType } from '../../ops/type-names.ts';
import type { Report } from '../report.ts';
import type { ExpressionNode, NumberNode } from '../tree.ts';
import { POISON } from './poison.ts';

const MAX_I32 = 2147483647;
const MAX_U32 = 4294967295;

/** True for an integer literal, the only thing that adapts to another operand's type. */
export function isIntegerLiteral(node: ExpressionNode): node is NumberNode {
  return node.type === 'number' && !node.float;
}

/** The type of a literal that nothing adapts: float with a point or exponent, else int, above 2147483647 uint. */
export function literalType(node: NumberNode): 'i32' | 'u32' | 'f32' {
  return node.float ? 'f32' : node.value > MAX_I32 ? 'u32' : 'i32';
}

/** True when an integer literal has a value of the integer type: in range, or for hexadecimal and binary by its bits. */
export function literalFits(node: NumberNode, type: ScalarType): boolean {
  const range = type === 'i32' || type === 'u32' ? rangeOf(type) : undefined;
  if (!range) return true;
  return (node.value >= range[0] && node.value <= range[1]) || (node.bits && Math.abs(node.value) <= MAX_U32);
}

/** What the integer types hold, in words. */
const RANGES = {
  i32: `An int goes from ${-MAX_I32 - 1} to ${MAX_I32}`,
  u32: `A uint goes from 0 to ${MAX_U32}`,
};

function limitInWords(type: ScalarType, node: NumberNode): string {
  if (type === 'i32' || type === 'u32') {
    const bits = type === 'i32' && node.value > MAX_I32 && node.value <= MAX_U32 && !node.bits;
    const way = bits ? ` For its bits write \`0x${node.value.toString(16).toUpperCase()}\`.` : '';
    return `${RANGES[type]}.${way}`;
  }
  return type === 'f64' ? 'A double goes up to about 1.8e308.' : 'A float goes up to about 3.4e38.';
}

/** The literal as a constant of the type that it has by itself; an error when no type has it. */
export function literalByItself(report: Report, node: NumberNode): Expr {
  if (isIntegerLiteral(node) && !literalFits(node, 'i32') && !literalFits(node, 'u32')) {
    const float = node.bits ? '' : `; for a float write \`${node.text}.0\``;
    const range = `${RANGES.i32}. ${RANGES.u32}${float}.`;
    report.say(typeMessages.literalRange, { text: node.text, range }, node.position);
    return POISON;
  }
  return literalAs(report, node, literalType(node));
}

/** The literal as a constant of `type`, which is a number type; an error when it does not fit. */
export function literalAs(report: Report, node: NumberNode, type: ScalarType): Expr {
  const integer = type === 'i32' || type === 'u32';
  const rounded = integer || type === 'f64' ? node.value : Math.fround(node.value);
  if (integer ? !literalFits(node, type) : !Number.isFinite(rounded)) {
    const args = { text: node.text, type: nameOfType(type), range: limitInWords(type, node) };
    report.say(typeMessages.literalRange, args, node.position);
    return POISON;
  }
  const value = type === 'i32' ? rounded | 0 : type === 'u32' ? rounded >>> 0 : rounded;
  return { kind: 'const', type, value, at: node.position };
}
