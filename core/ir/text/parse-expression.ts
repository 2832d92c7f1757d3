// Reads expressions of the text form; types follow from declarations as in the printer.
import { isOpName } from '../../ops/index.ts';
import { convertedType, resultTypeOf } from '../result-type.ts';
import type { Axis, Expr, ScalarType } from '../types.ts';
import { hostType, loadedType, type Scope } from './print-expression.ts';
import type { Reader } from './reader.ts';
import {
  AXES,
  COMPARE_OF_SYMBOL,
  CONVERT_TARGETS,
  INDEX_SOURCES,
  OP_OF_SYMBOL,
  SCALAR_TYPES,
} from './words.ts';

type Untyped<E> = E extends Expr ? Omit<E, 'type'> : never;

export class ExpressionParser {
  private readonly reader: Reader;
  private readonly scope: Scope;

  constructor(reader: Reader, scope: Scope) {
    this.reader = reader;
    this.scope = scope;
  }

  /** An operand, or one infix operation of two operands. */
  open(): Expr {
    const { reader } = this;
    const left = this.operand();
    const symbol = reader.token.kind === 'symbol' || reader.token.kind === 'word' ? reader.token.text : '';
    if (symbol === 'and' || symbol === 'or') {
      reader.advance();
      return { kind: 'logical', op: symbol, type: 'bool', left, right: this.operand() };
    }
    const comparison = COMPARE_OF_SYMBOL.get(symbol);
    if (comparison) {
      reader.advance();
      return { kind: 'compare', op: comparison, type: 'bool', left, right: this.operand() };
    }
    const op = OP_OF_SYMBOL.get(symbol);
    if (!op) return left;
    reader.advance();
    const right = this.operand();
    return {
      kind: 'op',
      op,
      type: resultTypeOf(op, [left.type, right.type]) ?? left.type,
      args: [left, right],
    };
  }

  list(end: string): Expr[] {
    if (this.reader.is(end)) return [];
    return this.reader.list(() => this.open());
  }

  /** A primary with its type and position, if they are written behind it. */
  operand(): Expr {
    const { reader } = this;
    const expr = reader.nested(() => this.primary());
    const at = reader.position();
    return at ? { ...expr, at } : expr;
  }

  private annotation(): ScalarType | undefined {
    return this.reader.take(':') ? this.reader.oneOf(SCALAR_TYPES, 'a type') : undefined;
  }

  /** Adds the type: the one written behind, else the one that follows; `what` names the expression in an error. */
  private typed<E extends Expr>(expr: Untyped<E>, follows: ScalarType | undefined, what: string): Expr {
    const { token } = this.reader;
    const type = this.reader.known(this.annotation() ?? follows, what, token);
    // The union of expressions is closed under a change of type except for fixed ones, which `verifyProgram` checks.
    return { ...expr, type } as unknown as Expr;
  }

  private literal(negative: boolean): Expr {
    const { reader } = this;
    const { kind, text } = reader.token;
    const sign = negative ? -1 : 1;
    if (kind === 'word' && (text === 'inf' || text === 'nan')) {
      reader.advance();
      const value = text === 'nan' ? Number.NaN : sign * Number.POSITIVE_INFINITY;
      return this.typed({ kind: 'const', value }, 'f64', text);
    }
    if (kind !== 'number') reader.fail('an expression');
    reader.advance();
    const suffix = /[ud]$/.exec(text)?.[0];
    const value = sign * Number(suffix ? text.slice(0, -1) : text);
    if (suffix === 'u') return this.typed({ kind: 'const', value: value || 0 }, 'u32', text);
    if (suffix === 'd') return this.typed({ kind: 'const', value }, 'f64', text);
    if (/^\d+$/.test(text)) return this.typed({ kind: 'const', value: value || 0 }, 'i32', text);
    const rounded = Math.fround(value);
    return this.typed({ kind: 'const', value: rounded }, 'f32', text);
  }

  private primary(): Expr {
    const { reader, scope } = this;
    const { kind, text } = reader.token;
    if (kind === 'symbol') {
      if (reader.take('(')) {
        const inner = this.open();
        reader.expect(')');
        const type = this.annotation();
        return type === undefined ? inner : ({ ...inner, type } as Expr);
      }
      if (reader.take('$')) {
        const name = reader.name();
        return this.typed({ kind: 'param', name }, scope.params.get(name), `$${name}`);
      }
      if (reader.take('@')) {
        const name = reader.dottedName();
        return this.typed({ kind: 'host', name }, hostType(name, scope.hosts), `@${name}`);
      }
      return this.literal(reader.take('-'));
    }
    if (kind === 'number') return this.literal(false);
    if (kind === 'word') {
      const special = this.special(text);
      if (special) return special;
    }
    return this.named(reader.name('an expression'));
  }

  /** A load, behind the word that says that its value is uniform or not. */
  private load(array: string, flags: { readonly uniform?: boolean }): Expr {
    const { reader, scope } = this;
    reader.expect('[');
    const index = this.open();
    reader.expect(']');
    const proven = reader.take('!') ? { proven: true } : {};
    const type = loadedType(scope.arrays.get(array));
    return this.typed({ kind: 'load', array, index, ...proven, ...flags }, type, `${array}[…]`);
  }

  /** Words that are no names: literals, indices, operations, conversions. */
  private special(word: string): Expr | undefined {
    const { reader } = this;
    const source = INDEX_SOURCES.find((candidate) => candidate === word);
    if (source && reader.next.text === '.') {
      reader.advance();
      reader.advance();
      const axis = AXES.indexOf(reader.oneOf(AXES, 'an axis')) as Axis;
      return this.typed({ kind: 'index', source, axis }, 'i32', word);
    }
    switch (word) {
      case 'true':
      case 'false':
        reader.advance();
        return this.typed({ kind: 'const', value: word === 'true' }, 'bool', word);
      case 'inf':
      case 'nan':
        return this.literal(false);
      case 'uniform':
        reader.advance();
        return this.load(reader.name('an array'), { uniform: true });
      case 'length': {
        reader.advance();
        reader.expect('(');
        const array = reader.name('an array');
        reader.expect(')');
        return this.typed({ kind: 'length', array }, 'i32', word);
      }
      case 'convert': {
        reader.advance();
        reader.expect('<');
        const to = reader.oneOf(CONVERT_TARGETS, 'a type');
        return this.typed({ kind: 'convert', to, arg: this.converted() }, convertedType(to), word);
      }
      case 'bitcast': {
        reader.advance();
        reader.expect('<');
        const type = reader.oneOf(['i32', 'u32', 'f32'] as const, 'a type');
        return this.typed({ kind: 'bitcast', arg: this.converted() }, type, word);
      }
    }
    if (!isOpName(word) || reader.next.text !== '(') return undefined;
    reader.advance();
    const args = this.arguments();
    const type = resultTypeOf(
      word,
      args.map((arg) => arg.type),
    );
    return this.typed({ kind: 'op', op: word, args }, type, word);
  }

  /** `>(e)` behind `convert<type` and `bitcast<type`. */
  private converted(): Expr {
    this.reader.expect('>');
    this.reader.expect('(');
    const arg = this.open();
    this.reader.expect(')');
    return arg;
  }

  arguments(): Expr[] {
    this.reader.expect('(');
    const args = this.list(')');
    this.reader.expect(')');
    return args;
  }

  /** What begins with a name: a call, a load, a variable. */
  private named(name: string): Expr {
    const { reader, scope } = this;
    if (reader.is('(')) {
      const args = this.arguments();
      return this.typed({ kind: 'call', function: name, args }, scope.functions.get(name), `${name}(…)`);
    }
    if (reader.is('[')) return this.load(name, {});
    return this.typed({ kind: 'local', name }, scope.locals.get(name), name);
  }
}
