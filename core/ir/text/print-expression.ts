// Prints expressions of the IR; types that do not follow from the parts are written behind them (`f(x):f32`).
import { comparison } from '../../ops/index.ts';
import { valueTypeOf } from '../element.ts';
import { convertedType, resultTypeOf } from '../result-type.ts';
import type { ElementType, Expr, ScalarType } from '../types.ts';
import { AXES, INFIX, spellConstant, spellName, spellPosition } from './words.ts';

/** What the types of names follow from; the parser keeps the same record. */
export interface Scope {
  readonly locals: ReadonlyMap<string, ScalarType>;
  readonly params: ReadonlyMap<string, ScalarType>;
  readonly arrays: ReadonlyMap<string, ElementType>;
  /** Result of each function with exactly one. */
  readonly functions: ReadonlyMap<string, ScalarType>;
  readonly hosts: ReadonlyMap<string, ScalarType>;
}

/** Element type to register type, `undefined` for an unknown array. */
export function loadedType(element: ElementType | undefined): ScalarType | undefined {
  return element === undefined ? undefined : valueTypeOf(element);
}

/** Type of a host name: as set, and `i32` for the `width` and `height` of a buffer. */
export function hostType(name: string, hosts: Scope['hosts']): ScalarType | undefined {
  return hosts.get(name) ?? (/\.(width|height)$/.test(name) ? 'i32' : undefined);
}

/** Prints expressions of one kernel, function or of the host. */
export class ExpressionPrinter {
  private readonly scope: Scope;
  private readonly positions: boolean;

  constructor(scope: Scope, positions: boolean) {
    this.scope = scope;
    this.positions = positions;
  }

  /** An expression where the text around it delimits it: an infix operation stands without parentheses. */
  open(expr: Expr): string {
    const { text, infix, annotation } = this.parts(expr);
    return infix && annotation ? `(${text})${annotation}` : text + annotation;
  }

  /** An expression as an operand: an infix operation stands in parentheses. */
  operand(expr: Expr): string {
    const { text, infix, annotation } = this.parts(expr);
    return (infix ? `(${text})` : text) + annotation;
  }

  list(exprs: readonly Expr[]): string {
    return exprs.map((expr) => this.open(expr)).join(', ');
  }

  private parts(expr: Expr): { text: string; infix: boolean; annotation: string } {
    const { text, infix = false, type } = this.bare(expr);
    const annotation =
      (type === expr.type ? '' : `:${expr.type}`) + (this.positions && expr.at ? spellPosition(expr.at) : '');
    return { text, infix, annotation };
  }

  /** The text without type and position, and the type that it has by itself. */
  private bare(expr: Expr): { text: string; infix?: boolean; type: ScalarType | undefined } {
    const { scope } = this;
    switch (expr.kind) {
      case 'const':
        return { text: spellConstant(expr), type: expr.type };
      case 'local':
        return { text: spellName(expr.name), type: scope.locals.get(expr.name) };
      case 'param':
        return { text: `$${spellName(expr.name)}`, type: scope.params.get(expr.name) };
      case 'host':
        return { text: `@${spellName(expr.name)}`, type: hostType(expr.name, scope.hosts) };
      case 'index':
        return { text: `${expr.source}.${AXES[expr.axis]}`, type: 'i32' };
      case 'load': {
        const place = `${spellName(expr.array)}[${this.open(expr.index)}]`;
        const text = `${expr.uniform ? 'uniform ' : ''}${place}${expr.proven ? '!' : ''}`;
        return { text, type: loadedType(scope.arrays.get(expr.array)) };
      }
      case 'length':
        return { text: `length(${spellName(expr.array)})`, type: 'i32' };
      case 'op': {
        const type = resultTypeOf(
          expr.op,
          expr.args.map((arg) => arg.type),
        );
        const symbol = INFIX[expr.op];
        const [left, right] = expr.args;
        if (symbol && left && right && expr.args.length === 2)
          return { text: `${this.operand(left)} ${symbol} ${this.operand(right)}`, infix: true, type };
        return { text: `${expr.op}(${this.list(expr.args)})`, type };
      }
      case 'compare':
      case 'logical': {
        const symbol = expr.kind === 'logical' ? expr.op : comparison(expr.op).symbol;
        const text = `${this.operand(expr.left)} ${symbol} ${this.operand(expr.right)}`;
        return { text, infix: true, type: 'bool' };
      }
      case 'convert':
        return { text: `convert<${expr.to}>(${this.open(expr.arg)})`, type: convertedType(expr.to) };
      case 'bitcast':
        return { text: `bitcast<${expr.type}>(${this.open(expr.arg)})`, type: expr.type };
      case 'call': {
        const text = `${spellName(expr.function)}(${this.list(expr.args)})`;
        return { text, type: scope.functions.get(expr.function) };
      }
    }
  }
}
