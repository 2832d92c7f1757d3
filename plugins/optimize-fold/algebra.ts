// Algebra that is exact for every value: of integers and bools, and the few identities of floats that keep NaN and -0.
import { build, type CompareExpr, comparison, type Expr, type OpExpr } from 'pxos/core';
import { isConst } from './constants.ts';

const isInteger = (expr: Expr): boolean => expr.type === 'i32' || expr.type === 'u32';

/** True for the constant `value` of any type, with the sign of a zero: 0 is not -0. */
function is(expr: Expr | undefined, value: number | boolean): boolean {
  return expr !== undefined && isConst(expr) && Object.is(expr.value, value);
}

/** True for an integer with all bits set. */
function isAllOnes(expr: Expr): boolean {
  return is(expr, -1) || is(expr, 4294967295);
}

/** NOT of a comparison is the opposite one, unless a NaN makes both false. */
function opposite(expr: CompareExpr): CompareExpr | undefined {
  const isFloat = expr.left.type === 'f32' || expr.left.type === 'f64';
  if (isFloat && expr.op !== 'eq' && expr.op !== 'ne') return undefined;
  return { ...expr, op: comparison(expr.op).opposite };
}

/** x op x for operations that undo themselves: NEG, NOT. */
function undone(expr: OpExpr): Expr | undefined {
  const [arg] = expr.args;
  if (!arg) return undefined;
  if (arg.kind === 'op' && arg.op === expr.op) return arg.args[0];
  return expr.op === 'not' && arg.kind === 'compare' ? opposite(arg) : undefined;
}

function simplifyInteger(expr: OpExpr, a: Expr, b: Expr): Expr | undefined {
  const zero = build.constant(expr.type, 0);
  switch (expr.op) {
    case 'add':
    case 'or':
    case 'xor':
      if (expr.op === 'or' && (isAllOnes(a) || isAllOnes(b))) return build.constant(expr.type, -1);
      return is(b, 0) ? a : is(a, 0) ? b : undefined;
    case 'sub':
    case 'shl':
    case 'shr':
    case 'rotl':
    case 'rotr':
      // Amounts of shifts count modulo 32, and folding leaves amounts as they are written.
      return is(b, 0) ? a : undefined;
    case 'mul':
      return is(b, 1) ? a : is(a, 1) ? b : is(a, 0) || is(b, 0) ? zero : undefined;
    case 'and':
      if (is(a, 0) || is(b, 0)) return zero;
      return isAllOnes(b) ? a : isAllOnes(a) ? b : undefined;
    case 'div':
      return is(b, 1) || is(b, 0) ? a : undefined;
    case 'mod':
      return is(b, 1) || is(b, 0) ? zero : undefined;
    default:
      return undefined;
  }
}

function simplifyBool(expr: OpExpr, a: Expr, b: Expr): Expr | undefined {
  const not = (of: Expr): Expr => build.op('not', of);
  switch (expr.op) {
    case 'and':
      if (is(a, false) || is(b, false)) return build.bool(false);
      return is(b, true) ? a : is(a, true) ? b : undefined;
    case 'or':
      if (is(a, true) || is(b, true)) return build.bool(true);
      return is(b, false) ? a : is(a, false) ? b : undefined;
    case 'xor':
      if (is(a, false)) return b;
      if (is(b, false)) return a;
      return is(b, true) ? not(a) : is(a, true) ? not(b) : undefined;
    default:
      return undefined;
  }
}

/** x·1, x/1, x − 0 and x + (−0) are x for every float, NaN and −0 included; x + 0 is not (−0 + 0 is 0). */
function simplifyFloat(expr: OpExpr, a: Expr, b: Expr): Expr | undefined {
  switch (expr.op) {
    case 'mul':
      return is(b, 1) ? a : is(a, 1) ? b : undefined;
    case 'div':
      return is(b, 1) ? a : undefined;
    case 'sub':
      return is(b, 0) ? a : undefined;
    case 'add':
      return is(b, -0) ? a : is(a, -0) ? b : undefined;
    default:
      return undefined;
  }
}

function simplifyOperation(expr: OpExpr): Expr | undefined {
  const [a, b, c] = expr.args;
  if (!a) return undefined;
  if (expr.op === 'not' || expr.op === 'neg') return undone(expr);
  if (!b) return undefined;
  if (expr.op === 'select') return is(a, true) ? b : is(a, false) ? c : undefined;
  if (expr.type === 'bool') return simplifyBool(expr, a, b);
  return isInteger(expr) ? simplifyInteger(expr, a, b) : simplifyFloat(expr, a, b);
}

/** A simpler expression of equal value and type, or `undefined`. Operands that it drops are pure. */
export function simplify(expr: Expr): Expr | undefined {
  switch (expr.kind) {
    case 'op':
      return simplifyOperation(expr);
    case 'logical': {
      const { op, left, right } = expr;
      const decides = op === 'or';
      if (is(left, decides) || is(right, decides)) return build.bool(decides);
      return is(left, !decides) ? right : is(right, !decides) ? left : undefined;
    }
    case 'convert': {
      const { arg, to } = expr;
      if (arg.type === to) return arg;
      // int → uint → int and back keep the bits.
      const inner = arg.kind === 'convert' && arg.to === arg.type ? arg.arg : undefined;
      return inner && inner.type === to && isInteger(inner) && isInteger(arg) ? inner : undefined;
    }
    case 'bitcast': {
      const { arg, type } = expr;
      if (arg.type === type) return arg;
      return arg.kind === 'bitcast' && arg.arg.type === type ? arg.arg : undefined;
    }
    default:
      return undefined;
  }
}
