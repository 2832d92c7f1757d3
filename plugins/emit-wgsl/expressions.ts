// Prints IR expressions as WGSL, with the parentheses that its grammar asks for and no constant that Tint would refuse.
import { comparison, type Expr, type Form, operation, type Precedence, type ScalarType } from 'pxos/core';
import { isDirect } from './access.ts';
import { literal } from './literals.ts';
import { arrayOf, type Scope } from './scope.ts';

/**
 * How tightly a printed expression binds. WGSL has fewer levels than C: bit operations take unary operands only, and
 * comparisons do not chain. `open` is for what must have parentheses beside any operator, such as a negative literal.
 */
const LEVEL = { open: 0, logical: 1, bits: 2, compare: 3, sum: 5, product: 6, unary: 7, primary: 8 } as const;
type Level = (typeof LEVEL)[keyof typeof LEVEL];

interface Printed {
  readonly text: string;
  readonly level: Level;
  /** Operator of a chain that associates to the left. */
  readonly symbol?: string;
}

/** A name, a literal, a call, or what has its own parentheses. */
const primary = (text: string): Printed => ({ text, level: LEVEL.primary });

/** The one place that adds parentheses. */
const paren = (printed: Printed, least: Level): string =>
  printed.level < least ? `(${printed.text})` : printed.text;

/** One of several operands of a call. A comparison has parentheses, since `f(a < b, c > d)` would read as a template list. */
const operand = (printed: Printed): string =>
  printed.level === LEVEL.compare ? `(${printed.text})` : printed.text;

const callOf = (name: string, ...args: readonly Printed[]): Printed =>
  primary(`${name}(${args.map((arg) => (args.length === 1 ? arg.text : operand(arg))).join(', ')})`);

/** Least levels of the operands of an operator at `level`. */
function operandLevels(level: Level): readonly [left: Level, right: Level] {
  switch (level) {
    case LEVEL.logical:
      return [LEVEL.compare, LEVEL.compare];
    case LEVEL.compare:
      return [LEVEL.sum, LEVEL.sum];
    case LEVEL.sum:
      return [LEVEL.sum, LEVEL.product];
    case LEVEL.product:
      return [LEVEL.product, LEVEL.unary];
    default:
      return [LEVEL.unary, LEVEL.unary];
  }
}

function binary(left: Printed, symbol: string, right: Printed, level: Level): Printed {
  const [leftLevel, rightLevel] = operandLevels(level);
  // `a & b & c` is fine as it is, `a & b | c` is not WGSL.
  const chains = left.symbol === symbol && (level === LEVEL.bits || level === LEVEL.logical);
  const text = `${chains ? left.text : paren(left, leftLevel)} ${symbol} ${paren(right, rightLevel)}`;
  return { text, level, symbol };
}

/** What `precision: 'fast'` prints instead of a helper. */
const FAST: { readonly [helper: string]: string } = {
  px_min_f32: 'min',
  px_max_f32: 'max',
  px_clamp_f32: 'clamp',
  px_pow_f32: 'pow',
  px_exp_f32: 'exp',
  px_log_f32: 'log',
  px_sin_f32: 'sin',
  px_cos_f32: 'cos',
  px_tan_f32: 'tan',
  px_tanh_f32: 'tanh',
};

const isLiteral = (expr: Expr): boolean => expr.kind === 'const';

/** Prints the operands of an operator or built-in; where all are literals the first goes through a call that hides it. */
function operands(args: readonly Expr[], scope: Scope): readonly Printed[] {
  const printed = args.map((arg) => print(arg, scope));
  const [first] = args;
  if (!first || !args.every(isLiteral) || first.type === 'bool') return printed;
  return [callOf(scope.needs.helper(`px_opaque_${first.type}`), printed[0]!), ...printed.slice(1)];
}

const INFIX_LEVEL: { readonly [P in Precedence]: Level } = {
  or: LEVEL.bits,
  xor: LEVEL.bits,
  and: LEVEL.bits,
  shift: LEVEL.bits,
  compare: LEVEL.compare,
  sum: LEVEL.sum,
  product: LEVEL.product,
  unary: LEVEL.unary,
};

function formed(form: Form, args: readonly Expr[], scope: Scope): Printed {
  switch (form.form) {
    case 'helper': {
      const fast = scope.fast ? FAST[form.name] : undefined;
      if (fast) return callOf(fast, ...operands(args, scope));
      return callOf(scope.needs.helper(form.name), ...args.map((arg) => print(arg, scope)));
    }
    case 'call':
      return callOf(form.name, ...operands(args, scope));
    case 'prefix':
      return { text: `${form.symbol}${paren(operands(args, scope)[0]!, LEVEL.primary)}`, level: LEVEL.unary };
    case 'infix': {
      const [left, right] = operands(args, scope);
      return binary(left!, form.symbol, right!, INFIX_LEVEL[form.precedence]);
    }
  }
}

const asU32 = (expr: Expr): Expr =>
  expr.type === 'u32' ? expr : { kind: 'convert', type: 'u32', to: 'u32', arg: expr };

function printOp(expr: Extract<Expr, { kind: 'op' }>, scope: Scope): Printed {
  const entry = operation(expr.op);
  const form = entry.wgsl[expr.type];
  if (!form) throw new Error(`WGSL has no form of \`${expr.op}\` on ${expr.type}`);
  const [first, second, third] = expr.args as readonly [Expr, Expr, Expr];
  switch (entry.signature) {
    case 'shift':
      return formed(form, [first, asU32(second)], scope);
    case 'pack':
      return formed(form, expr.args.map(asU32), scope);
    case 'select':
      // WGSL's own select has the value for `false` first.
      return callOf('select', print(third, scope), print(second, scope), print(first, scope));
    default:
      return formed(form, expr.args, scope);
  }
}

function notEqual(left: Printed, right: Printed, type: ScalarType): Printed {
  if (type !== 'f32') return binary(left, '!=', right, LEVEL.compare);
  // Dawn's `!=` is false beside a NaN.
  return { text: `!(${binary(left, '==', right, LEVEL.compare).text})`, level: LEVEL.unary };
}

function printCompare(expr: Extract<Expr, { kind: 'compare' }>, scope: Scope): Printed {
  const left = print(expr.left, scope);
  const right = print(expr.right, scope);
  if (expr.op === 'ne') return notEqual(left, right, expr.left.type);
  return binary(left, comparison(expr.op).symbol, right, LEVEL.compare);
}

const MASKS = { u8: 255, u16: 65535 } as const;
const SPARE_BITS = { i8: 24, i16: 16 } as const;

/** A value that is no float as f32. Drivers round large u32 in ways of their own: they are the sum of two exact floats. */
function asFloat(arg: Expr, scope: Scope): Printed {
  const rounds = arg.type === 'u32' && arg.kind !== 'const';
  return callOf(rounds ? scope.needs.helper('px_float_of_u32') : 'f32', ...operands([arg], scope));
}

function printConvert(expr: Extract<Expr, { kind: 'convert' }>, scope: Scope): Printed {
  const { arg, to } = expr;
  const from = arg.type;
  if (to === from) return print(arg, scope);
  if (from === 'f32' && to !== 'bool' && to !== 'f64')
    return callOf(scope.needs.helper(`px_convert_${to}`), print(arg, scope));
  const whole = (): Printed =>
    from === 'i32' ? operands([arg], scope)[0]! : callOf('i32', ...operands([arg], scope));
  switch (to) {
    case 'bool':
      return notEqual(print(arg, scope), primary(literal(from, 0)), from);
    case 'i32':
    case 'u32':
    case 'f32':
      if (arg.kind === 'const' && to === 'u32' && from === 'i32')
        return primary(literal('u32', Number(arg.value) >>> 0));
      return to === 'f32' ? asFloat(arg, scope) : callOf(to, ...operands([arg], scope));
    case 'i8':
    case 'i16':
      if (from === 'bool') return whole();
      return {
        text: `(${paren(whole(), LEVEL.unary)} << ${SPARE_BITS[to]}u) >> ${SPARE_BITS[to]}u`,
        level: LEVEL.bits,
      };
    case 'u8':
    case 'u16':
      if (from === 'bool') return whole();
      return binary(whole(), '&', primary(String(MASKS[to])), LEVEL.bits);
    case 'f16':
      return callOf(scope.needs.helper('px_convert_f16'), asFloat(arg, scope));
    case 'f64':
      throw new Error('WGSL has no f64');
  }
}

/** The index of an array access as `u32`; literals are converted here, since WGSL refuses `u32(-1)`. */
export function printIndex(expr: Expr, scope: Scope): string {
  if (expr.kind === 'const') return literal('u32', Number(expr.value) >>> 0);
  const printed = print(expr, scope);
  return expr.type === 'u32' ? printed.text : `u32(${printed.text})`;
}

function printLoad(expr: Extract<Expr, { kind: 'load' }>, scope: Scope): Printed {
  const storage = arrayOf(scope, expr.array);
  if (isDirect(storage) && expr.proven) {
    const element = `${storage.name}[${print(expr.index, scope).text}]`;
    return primary(expr.uniform ? `workgroupUniformLoad(&${element})` : element);
  }
  return primary(`${scope.needs.access(storage, 'load')}(${printIndex(expr.index, scope)})`);
}

/** The length of an array, as `i32`. */
function printLength(array: string, scope: Scope): Printed {
  return primary(`i32(${arrayOf(scope, array).length})`);
}

function print(expr: Expr, scope: Scope): Printed {
  switch (expr.kind) {
    case 'const': {
      // Dawn drops the sign of a literal zero.
      if (expr.type === 'f32' && Object.is(expr.value, -0))
        return callOf(scope.needs.helper('px_bits_f32'), primary('0x80000000u'));
      const text = literal(expr.type, expr.value);
      return text.startsWith('-') ? { text, level: LEVEL.open } : primary(text);
    }
    case 'local':
      return primary(scope.nameOf(expr.name));
    case 'param':
      return primary(scope.param(expr.name, expr.type));
    case 'index':
      return primary(scope.index(expr));
    case 'load':
      return printLoad(expr, scope);
    case 'length':
      return printLength(expr.array, scope);
    case 'op':
      return printOp(expr, scope);
    case 'compare':
      return printCompare(expr, scope);
    case 'logical':
      return binary(
        print(expr.left, scope),
        expr.op === 'and' ? '&&' : '||',
        print(expr.right, scope),
        LEVEL.logical,
      );
    case 'convert':
      return printConvert(expr, scope);
    case 'bitcast':
      return callOf(`bitcast<${expr.type}>`, ...operands([expr.arg], scope));
    case 'call':
      return callOf(scope.functionName(expr.function), ...expr.args.map((arg) => print(arg, scope)));
    case 'host':
      throw new Error('host names do not occur in kernels');
  }
}

/** An expression where no operator stands beside it. */
export function printExpr(expr: Expr, scope: Scope): string {
  return print(expr, scope).text;
}

/** An expression as one of several operands of a call. */
export function printOperand(expr: Expr, scope: Scope): string {
  return operand(print(expr, scope));
}
