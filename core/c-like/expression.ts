// Prints expressions of the IR in the C family: one case for each kind of node.
import {
  type BitcastExpr,
  type ConvertExpr,
  type ElementType,
  type Expr,
  type LoadExpr,
  type OpExpr,
  type ScalarType,
  valueTypeOf,
} from '../ir/index.ts';
import { comparison, operation } from '../ops/index.ts';
import type { AddressSpace, Dialect } from './dialect.ts';
import { literal } from './literal.ts';
import { call, cast, infix, levelOf, type Printed, prefix, primary } from './precedence.ts';
import { HELPER_NAMES, type HelperUse } from './prelude.ts';

/** An array as the printed code sees it. */
export interface ArrayView {
  readonly name: string;
  /** The number of elements as an unsigned int: a hidden parameter's name, or a literal. */
  readonly length: string;
  readonly element: ElementType;
  readonly space: AddressSpace;
}

/** What names mean where an expression stands. */
export interface ExpressionScope {
  readonly dialect: Dialect;
  readonly helpers: HelperUse;
  /** A local, or the variable of a loop. */
  local(name: string): string;
  param(name: string): string;
  array(name: string): ArrayView;
  function(name: string): string;
  host(name: string): string;
}

/** The C type of register values. Emitters refuse types that their target lacks before they print. */
export function typeName(type: ScalarType, dialect: Dialect): string {
  const name = dialect.types[type];
  if (name === undefined) throw new Error(`${dialect.name} has no type ${type}`);
  return name;
}

/** Operand that the verifier would have missed; printed as a hole that no compiler takes. */
const NOTHING = primary('/* missing operand */');

const LOGICAL = { and: ['&&', 'logicalAnd'], or: ['||', 'logicalOr'] } as const;

function printOp(expr: OpExpr, scope: ExpressionScope): Printed {
  const form = operation(expr.op).c[expr.type];
  if (!form) throw new Error(`the C family has no form of ${expr.op} on ${expr.type}`);
  const args = expr.args.map((arg) => printExpr(arg, scope));
  if (expr.type === 'bool' && (expr.op === 'and' || expr.op === 'or')) {
    // Of bools C's & makes an int; since nothing that an operand does can be observed, && computes the same.
    const [symbol, level] = LOGICAL[expr.op];
    return infix(args[0] ?? NOTHING, symbol, args[1] ?? NOTHING, level);
  }
  switch (form.form) {
    case 'infix': {
      const [left = NOTHING, right = NOTHING] = args;
      return infix(left, form.symbol, right, levelOf(form.precedence, form.symbol));
    }
    case 'prefix':
      return prefix(form.symbol, args[0] ?? NOTHING);
    case 'call': {
      const name = scope.dialect.math.get(form.name) ?? form.name;
      return call(HELPER_NAMES.has(name) ? scope.helpers.use(name) : name, ...args);
    }
    case 'helper':
      return plainDivision(expr, args) ?? call(scope.helpers.use(form.name), ...args);
  }
}

const DIVISIONS: { readonly [op in OpExpr['op']]?: string } = { div: '/', mod: '%' };

/** Integers divided by a constant other than 0 and -1, where C has a result for every dividend, the same as ours. */
function plainDivision(
  { op, type, args: [, divisor] }: OpExpr,
  args: readonly Printed[],
): Printed | undefined {
  const symbol = DIVISIONS[op];
  if (symbol === undefined || (type !== 'i32' && type !== 'u32') || divisor?.kind !== 'const')
    return undefined;
  if (Number(divisor.value) === 0 || Number(divisor.value) === -1) return undefined;
  return infix(args[0] ?? NOTHING, symbol, args[1] ?? NOTHING, 'product');
}

/** CONVERT of integers to a narrow type keeps the low bits and stays an int. */
function lowBits(to: 'i8' | 'u8' | 'i16' | 'u16', arg: Printed, from: ScalarType): Printed {
  const whole = from === 'i32' ? arg : cast('int', arg);
  switch (to) {
    case 'u8':
      return infix(whole, '&', primary('255'), 'and');
    case 'u16':
      return infix(whole, '&', primary('65535'), 'and');
    case 'i8':
      return cast('int', cast('signed char', arg));
    case 'i16':
      return cast('int', cast('short', arg));
  }
}

function printConvert(expr: ConvertExpr, scope: ExpressionScope): Printed {
  const { to } = expr;
  const from = expr.arg.type;
  const arg = printExpr(expr.arg, scope);
  if (to === from) return arg;
  if (to === 'bool') return infix(arg, '!=', literal(from, 0), 'equality');
  const float = from === 'f32' || from === 'f64';
  switch (to) {
    case 'f32':
    case 'f64':
      return cast(typeName(to, scope.dialect), arg);
    case 'f16':
      return float
        ? call(scope.helpers.use(`px_f16_of_${from}`), arg)
        : call(scope.helpers.use('px_f16_of_f32'), cast('float', arg));
    case 'i32':
    case 'u32':
      return float
        ? call(scope.helpers.use(`px_${to}_of_${from}`), arg)
        : cast(typeName(to, scope.dialect), arg);
    case 'i8':
    case 'u8':
    case 'i16':
    case 'u16':
      return float ? call(scope.helpers.use(`px_${to}_of_${from}`), arg) : lowBits(to, arg, from);
  }
}

function printBitcast(expr: BitcastExpr, scope: ExpressionScope): Printed {
  const from = expr.arg.type;
  const arg = printExpr(expr.arg, scope);
  if (from === expr.type) return arg;
  if (from === 'f32' || expr.type === 'f32')
    return call(scope.helpers.use(`px_${expr.type}_bits_${from}`), arg);
  return cast(typeName(expr.type, scope.dialect), arg);
}

/** An index where an unsigned int is expected; a negative literal is printed as what it becomes. */
export function printIndex(index: Expr, scope: ExpressionScope): Printed {
  return index.kind === 'const' && Number(index.value) < 0
    ? literal('u32', Number(index.value) >>> 0)
    : printExpr(index, scope);
}

/** `array[index]` as it lies in memory, for accesses that are proven to be inside. */
export function element(view: ArrayView, index: Expr, scope: ExpressionScope): string {
  return `${view.name}[${printExpr(index, scope).text}]`;
}

function printLoad(expr: LoadExpr, scope: ExpressionScope): Printed {
  const view = scope.array(expr.array);
  if (!expr.proven)
    return call(
      scope.helpers.use(`px_load_${view.element}`, view.space),
      primary(view.name),
      primary(view.length),
      printIndex(expr.index, scope),
    );
  const stored = primary(element(view, expr.index, scope));
  switch (view.element) {
    case 'bool':
      return infix(stored, '!=', primary('0'), 'equality');
    case 'f16':
      return primary(`(${scope.dialect.intrinsics.f16ToF32.replaceAll('{a}', stored.text)})`);
    case 'i8':
    case 'u8':
    case 'i16':
    case 'u16':
      return cast(typeName(valueTypeOf(view.element), scope.dialect), stored);
    case 'i32':
    case 'u32':
    case 'f32':
    case 'f64':
    case 'pixel':
      return stored;
  }
}

/** The text of an expression, with the level of its outermost operator. */
export function printExpr(expr: Expr, scope: ExpressionScope): Printed {
  switch (expr.kind) {
    case 'const':
      return literal(expr.type, expr.value);
    case 'local':
      return primary(scope.local(expr.name));
    case 'param':
      return primary(scope.param(expr.name));
    case 'host':
      return primary(scope.host(expr.name));
    case 'index':
      return cast('int', primary(scope.dialect.index[expr.source][expr.axis]));
    case 'load':
      return printLoad(expr, scope);
    case 'length':
      return cast('int', primary(scope.array(expr.array).length));
    case 'op':
      return printOp(expr, scope);
    case 'compare': {
      const { symbol } = comparison(expr.op);
      return infix(
        printExpr(expr.left, scope),
        symbol,
        printExpr(expr.right, scope),
        levelOf('compare', symbol),
      );
    }
    case 'logical': {
      const [symbol, level] = LOGICAL[expr.op];
      return infix(printExpr(expr.left, scope), symbol, printExpr(expr.right, scope), level);
    }
    case 'convert':
      return printConvert(expr, scope);
    case 'bitcast':
      return printBitcast(expr, scope);
    case 'call':
      return call(scope.function(expr.function), ...expr.args.map((arg) => printExpr(arg, scope)));
  }
}
