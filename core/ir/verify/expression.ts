// Checks expressions of kernels, functions and the host.
//
// Invariants:
// - expressions nest at most 1000 deep;
// - every name is declared, and the type that a node states is that of what it names;
// - operands have the types that the operation table asks for; nothing converts by itself;
// - constants are values of their type: integers in range and not -0, f32 representable, floats finite;
// - memory, ids and lengths stand in kernels only, host names in host expressions only;
// - loads are from array parameters that may be read, or from shared arrays; indices are i32 or u32;
// - a call has a function's number and types of operands, and in an expression the function has exactly one result.
import * as messages from '../../diagnostics/messages/ir.ts';
import { isOpName, type OpName, operation, rangeOf } from '../../ops/index.ts';
import { valueTypeOf } from '../element.ts';
import { convertedType } from '../result-type.ts';
import type {
  ArrayParam,
  ConstExpr,
  Expr,
  FunctionDef,
  LoadExpr,
  ScalarType,
  SharedArray,
} from '../types.ts';
import { DEEPEST, type Report } from './report.ts';

/** What names mean in the body that is checked. */
export interface Names {
  readonly where: 'a kernel' | 'a function' | 'a host expression';
  /** Locals, and variables of the loops around. */
  readonly locals: ReadonlyMap<string, ScalarType>;
  readonly params: ReadonlyMap<string, ScalarType>;
  readonly arrays: ReadonlyMap<string, ArrayParam | SharedArray>;
  readonly functions: ReadonlyMap<string, FunctionDef>;
  /** The type of a host name, `undefined` for an unknown one. */
  readonly hostType: (name: string) => ScalarType | undefined;
}

export const isShared = (array: ArrayParam | SharedArray): array is SharedArray => !('kind' in array);
const isInteger = (type: ScalarType): boolean => type === 'i32' || type === 'u32';
const isFloat = (type: ScalarType): boolean => type === 'f32' || type === 'f64';

type Test = (type: ScalarType) => boolean;
const NUMBER: Test = (type) => type !== 'bool';
const BITS: Test = (type) => type !== 'f32' && type !== 'f64';
const ANY: Test = () => true;

export class ExpressionVerifier {
  private readonly names: Names;
  private readonly report: Report;
  /** Position of the statement or of the innermost expression with one. */
  private place: Expr['at'];
  private depth = 0;

  constructor(names: Names, report: Report) {
    this.names = names;
    this.report = report;
  }

  /** Checks an expression and that it has this type; `what` names it in messages. */
  typed(expr: Expr, type: ScalarType, what: string, place: Expr['at']): void {
    this.check(expr, place);
    if (expr.type !== type)
      this.report.add(
        messages.wrongType,
        { what, expected: type, found: String(expr.type) },
        expr.at ?? place,
      );
  }

  /** Checks an expression that counts or points: i32 or u32. */
  integer(expr: Expr, what: string, place: Expr['at']): void {
    this.check(expr, place);
    if (!isInteger(expr.type)) this.mismatch(what, 'i32 or u32', expr);
  }

  check(expr: Expr, place: Expr['at']): void {
    const outer = this.place;
    this.place = expr.at ?? place ?? outer;
    if (this.depth < DEEPEST) {
      this.depth++;
      this.visit(expr);
      this.depth--;
    } else this.report.nestsTooDeep(this.place);
    this.place = outer;
  }

  private mismatch(what: string, expected: string, found: Expr): void {
    this.report.add(
      messages.wrongType,
      { what, expected, found: String(found.type) },
      found.at ?? this.place,
    );
  }

  private states(expr: Expr, type: ScalarType | undefined, what: string, name: string): void {
    if (type === undefined) this.report.add(messages.undeclaredName, { what, name }, this.place);
    else if (type !== expr.type) this.mismatch(`\`${name}\``, type, expr);
  }

  private kernelOnly(what: string): void {
    const { where } = this.names;
    if (where !== 'a kernel') this.report.add(messages.impureNode, { what, where }, this.place);
  }

  private visit(expr: Expr): void {
    const { names } = this;
    switch (expr.kind) {
      case 'const':
        if (!isConstant(expr))
          this.report.add(
            messages.constantOutOfRange,
            { type: expr.type, value: Object.is(expr.value, -0) ? '-0' : String(expr.value) },
            this.place,
          );
        break;
      case 'local':
        this.states(expr, names.locals.get(expr.name), 'variable', expr.name);
        break;
      case 'param':
        this.states(expr, names.params.get(expr.name), 'scalar parameter', expr.name);
        break;
      case 'host':
        if (names.where !== 'a host expression')
          this.report.add(messages.impureNode, { what: 'A host name', where: names.where }, this.place);
        else this.states(expr, names.hostType(expr.name), 'host name', expr.name);
        break;
      case 'index':
        this.kernelOnly('An index');
        break;
      case 'length':
        this.kernelOnly('A length');
        if (!names.arrays.has(expr.array))
          this.report.add(messages.undeclaredName, { what: 'array', name: expr.array }, this.place);
        break;
      case 'load':
        this.load(expr);
        break;
      case 'op':
        for (const arg of expr.args) this.check(arg, this.place);
        this.operation(expr.op, expr.args, expr);
        break;
      case 'compare': {
        this.check(expr.left, this.place);
        this.check(expr.right, this.place);
        const type = expr.left.type;
        if (expr.right.type !== type) this.mismatch(`The right side of \`${expr.op}\``, type, expr.right);
        if (type === 'bool' && expr.op !== 'eq' && expr.op !== 'ne')
          this.mismatch(`A side of \`${expr.op}\``, 'a number', expr.left);
        break;
      }
      case 'logical':
        this.typed(expr.left, 'bool', `A side of \`${expr.op}\``, this.place);
        this.typed(expr.right, 'bool', `A side of \`${expr.op}\``, this.place);
        break;
      case 'convert': {
        this.check(expr.arg, this.place);
        const type = convertedType(expr.to);
        if (expr.type !== type) this.mismatch(`\`convert<${expr.to}>\``, type, expr);
        break;
      }
      case 'bitcast':
        this.check(expr.arg, this.place);
        for (const side of [expr, expr.arg])
          if (!isInteger(side.type) && side.type !== 'f32')
            this.mismatch('A `bitcast`', 'i32, u32 or f32', side);
        break;
      case 'call': {
        const callee = this.call(expr.function, expr.args, this.place);
        const [result, ...more] = callee?.results ?? [];
        if (callee && (result === undefined || more.length > 0))
          this.count(`A call of \`${expr.function}\` in an expression`, 'one result', callee.results.length);
        else if (result !== undefined && result !== expr.type)
          this.mismatch(`\`${expr.function}\``, result, expr);
        break;
      }
      default: {
        const unknown: never = expr;
        const found = String((unknown as { readonly kind?: unknown }).kind);
        this.report.add(messages.malformedNode, { what: 'expression', found }, this.place);
      }
    }
  }

  private count(what: string, expected: string, found: number): void {
    this.report.add(messages.wrongCount, { what, expected, found }, this.place);
  }

  private load(expr: LoadExpr): void {
    this.kernelOnly('A load');
    this.integer(expr.index, 'An array index', this.place);
    const array = this.names.arrays.get(expr.array);
    if (!array) {
      this.report.add(messages.undeclaredName, { what: 'array', name: expr.array }, this.place);
      return;
    }
    const type = valueTypeOf(array.element);
    if (type !== expr.type) this.mismatch(`An element of \`${expr.array}\``, type, expr);
    if (!isShared(array) && array.access === 'write')
      this.report.add(messages.accessNotDeclared, { array: expr.array, use: 'read' }, this.place);
  }

  /** Checks a call's operands and gives the function. */
  call(name: string, args: readonly Expr[], place: Expr['at']): FunctionDef | undefined {
    const callee = this.names.functions.get(name);
    for (const arg of args) this.check(arg, place);
    if (!callee) {
      this.report.add(messages.undeclaredName, { what: 'function', name }, place);
      return undefined;
    }
    const { params } = callee;
    if (args.length !== params.length) {
      const expected = `${params.length} operand${params.length === 1 ? '' : 's'}`;
      this.report.add(messages.wrongCount, { what: `\`${name}\``, expected, found: args.length }, place);
    }
    args.forEach((arg, i) => {
      const param = params[i];
      if (param && param.type !== arg.type)
        this.mismatch(`Operand \`${param.name}\` of \`${name}\``, param.type, arg);
    });
    return callee;
  }

  private operation(name: OpName, args: readonly Expr[], expr: Expr): void {
    if (!isOpName(name)) {
      this.report.add(messages.malformedNode, { what: 'operation', found: String(name) }, this.place);
      return;
    }
    const { signature, arity } = operation(name);
    if (args.length !== arity) {
      this.count(`\`${name}\``, `${arity} operand${arity === 1 ? '' : 's'}`, args.length);
      return;
    }
    const [first, second, third] = args;
    switch (signature) {
      case 'numeric':
        this.alike(name, args, expr, NUMBER, 'a number');
        break;
      case 'float':
        this.alike(name, args, expr, isFloat, 'f32 or f64');
        break;
      case 'bits':
        this.alike(name, args, expr, BITS, 'i32, u32 or bool');
        break;
      case 'integer':
        this.alike(name, args, expr, isInteger, 'i32 or u32');
        break;
      case 'shift':
        if (second && !isInteger(second.type)) this.mismatch('A shift amount', 'i32 or u32', second);
        this.alike(name, first ? [first] : [], expr, isInteger, 'i32 or u32');
        break;
      case 'select':
        if (first && first.type !== 'bool') this.mismatch('The condition of `select`', 'bool', first);
        this.alike(name, second && third ? [second, third] : [], expr, ANY, 'any type');
        break;
      case 'pack':
        for (const arg of args)
          if (!isInteger(arg.type)) this.mismatch('An operand of `pack`', 'i32 or u32', arg);
        if (expr.type !== 'u32') this.mismatch('`pack`', 'u32', expr);
    }
  }

  /** The operands and the result have one type, which passes the test. */
  private alike(name: OpName, args: readonly Expr[], expr: Expr, test: Test, expected: string): void {
    if (!test(expr.type)) this.mismatch(`\`${name}\``, expected, expr);
    for (const arg of args)
      if (arg.type !== expr.type) this.mismatch(`An operand of \`${name}\``, expr.type, arg);
  }
}

function isConstant({ type, value }: ConstExpr): boolean {
  if (type === 'bool') return typeof value === 'boolean';
  if (typeof value !== 'number' || !Number.isFinite(value)) return false;
  if (type === 'f64') return true;
  if (type === 'f32') return Math.fround(value) === value;
  const range = rangeOf(type);
  return (
    range !== undefined &&
    Number.isInteger(value) &&
    !Object.is(value, -0) &&
    value >= range[0] &&
    value <= range[1]
  );
}
