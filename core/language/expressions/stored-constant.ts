// Constants that are stored where they do not fit: defined, since a store keeps the low bits, and hardly what was meant.
import { typeMessages } from '../../diagnostics/messages/index.ts';
import { type ElementType, type Expr, valueTypeOf } from '../../ir/index.ts';
import { convertValue, rangeOf } from '../../ops/index.ts';
import { nameOfType } from '../../ops/type-names.ts';
import type { Report } from '../report.ts';
import type { ExpressionNode } from '../tree.ts';
import { constantValue } from './constants.ts';

/** The least float that a half rounds to infinity. */
const INFINITE_HALF = 65520;

/** The number that is written, or that an expression of constants has; bits (`0xFF`) are meant as they are. */
function numberOf(node: ExpressionNode, stored: Expr): { value: number; bits: boolean } | undefined {
  if (node.type === 'number') return { value: node.value, bits: node.bits };
  const value = constantValue(stored.kind === 'convert' ? stored.arg : stored);
  return typeof value === 'number' ? { value, bits: false } : undefined;
}

/** Warns when the constant `node`, lowered to `stored`, is no value of the array's elements. */
export function warnOfMisfit(
  report: Report,
  node: ExpressionNode,
  stored: Expr,
  array: { readonly name: string; readonly element: ElementType },
): void {
  const { name, element } = array;
  const number = numberOf(node, stored);
  if (!number) return;
  const { value, bits } = number;
  // What no integer type holds was told already.
  const isInteger = valueTypeOf(element) === 'i32' || valueTypeOf(element) === 'u32';
  if (node.type === 'number' && isInteger && (value >= 2 ** 32 || value < -(2 ** 31))) return;
  const warn = (becomes: string, range: string): void => {
    const args = {
      value: report.quote(node.position),
      array: name,
      type: nameOfType(element),
      becomes,
      range,
    };
    report.say(typeMessages.storedConstant, args, node.position);
  };
  if (element === 'f16' && Math.abs(value) >= INFINITE_HALF)
    warn(value < 0 ? '-Infinity' : 'Infinity', 'goes up to 65504');
  const range = rangeOf(element === 'pixel' ? 'u32' : element);
  if (!range) return;
  const [low, high] = range;
  // All bits of a signed type are as many as those of the unsigned one.
  if (value >= low && value <= (bits ? high - low : high)) return;
  const type = valueTypeOf(element);
  const whole = type === 'u32' ? value >>> 0 : value | 0;
  const kept =
    element === 'pixel' || element === 'bool' || element === 'f64'
      ? whole
      : convertValue(type, element, whole);
  warn(String(kept), `goes from ${low} to ${high}`);
}
