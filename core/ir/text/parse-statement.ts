// Reads the statements of a kernel or function in the text form.
import type { Expr, ScalarType, Stmt } from '../types.ts';
import { ExpressionParser } from './parse-expression.ts';
import type { Scope } from './print-expression.ts';
import type { Reader } from './reader.ts';
import { ATOMIC_OPS, REDUCE_OPS } from './words.ts';

/** A scope whose locals come and go with the variables of loops. */
export type BodyScope = Scope & { readonly locals: Map<string, ScalarType> };

class StatementParser {
  private readonly reader: Reader;
  private readonly scope: BodyScope;
  private readonly e: ExpressionParser;

  constructor(reader: Reader, scope: BodyScope) {
    this.reader = reader;
    this.scope = scope;
    this.e = new ExpressionParser(reader, scope);
  }

  /** Statements up to the closing brace, which stays. */
  block(): Stmt[] {
    const { reader } = this;
    const stmts: Stmt[] = [];
    reader.blankLines();
    while (!reader.is('}')) {
      if (reader.token.kind === 'end') reader.fail('`}`');
      const at = reader.position();
      const stmt = this.statement();
      stmts.push(at ? { ...stmt, at } : stmt);
      reader.endOfLine();
    }
    return stmts;
  }

  private braces(): Stmt[] {
    const { reader } = this;
    reader.expect('{');
    const stmts = reader.nested(() => this.block());
    reader.expect('}');
    return stmts;
  }

  private statement(): Stmt {
    const { reader, e } = this;
    if (reader.token.kind !== 'word') return this.assignment();
    switch (reader.token.text) {
      case 'barrier':
      case 'break':
      case 'continue':
        return { kind: reader.oneOf(['barrier', 'break', 'continue'] as const, 'a statement') };
      case 'return':
        reader.advance();
        return { kind: 'return', values: this.atLineEnd() ? [] : reader.list(() => e.open()) };
      case 'if': {
        reader.advance();
        const condition = e.open();
        const then = this.braces();
        return { kind: 'if', condition, then, else: reader.take('else') ? this.braces() : [] };
      }
      case 'while':
        reader.advance();
        return { kind: 'while', condition: e.open(), body: this.braces() };
      case 'for':
        reader.advance();
        return this.forLoop();
      case 'atomic':
        reader.advance();
        return this.atomic();
      case 'unpack': {
        reader.advance();
        const value = e.operand();
        const [r, g, b, a, ...more] = this.results();
        if (r === undefined || g === undefined || b === undefined || a === undefined || more.length > 0)
          return reader.fail('four names');
        return { kind: 'unpack', value, results: [r, g, b, a] };
      }
      case 'reduce': {
        reader.advance();
        const scope = reader.oneOf(['warp', 'block'] as const, 'a scope');
        const op = reader.oneOf(REDUCE_OPS, 'an operation');
        const value = e.operand();
        reader.expect('->');
        return { kind: 'reduce', scope, op, value, result: reader.name() };
      }
      case 'stage':
        reader.advance();
        return this.stage();
      case 'call': {
        reader.advance();
        const name = reader.name('a function');
        const args = e.arguments();
        return { kind: 'call', function: name, args, results: reader.is('->') ? this.results() : [] };
      }
      default:
        return this.assignment();
    }
  }

  private atLineEnd(): boolean {
    const { kind } = this.reader.token;
    return kind === 'newline' || kind === 'end' || this.reader.is('}');
  }

  private results(): string[] {
    this.reader.expect('->');
    return this.reader.list(() => this.reader.name());
  }

  /** `[index]` and the mark of a proven access. */
  private place(): { index: Expr; proven?: true } {
    const { reader, e } = this;
    reader.expect('[');
    const index = e.open();
    reader.expect(']');
    return { index, ...(reader.take('!') && { proven: true }) };
  }

  /** `value -> name` or `value -> array[index]`. */
  private assignment(): Stmt {
    const { reader, e } = this;
    const value = e.open();
    reader.expect('->');
    const name = reader.name();
    return reader.is('[')
      ? { kind: 'store', array: name, value, ...this.place() }
      : { kind: 'assign', name, value };
  }

  private forLoop(): Stmt {
    const { reader, e, scope } = this;
    const name = reader.name();
    const type = reader.take(':') ? reader.oneOf(['i32', 'u32'] as const, 'a type') : 'i32';
    reader.expect('in');
    const from = e.operand();
    reader.expect('..');
    const to = e.operand();
    const step = reader.take('step') ? reader.integer() : 1;
    const hidden = scope.locals.get(name);
    scope.locals.set(name, type);
    const body = this.braces();
    if (hidden === undefined) scope.locals.delete(name);
    else scope.locals.set(name, hidden);
    return { kind: 'for', name, type, from, to, step, body };
  }

  private atomic(): Stmt {
    const { reader, e } = this;
    const op = reader.oneOf(ATOMIC_OPS, 'an operation');
    const array = reader.name('an array');
    const place = this.place();
    const expected = reader.take('expect') ? { expected: e.operand() } : {};
    reader.expect('with');
    const value = e.operand();
    const result = reader.take('->') ? { result: reader.name() } : {};
    return { kind: 'atomic', op, array, ...place, ...expected, value, ...result };
  }

  private stage(): Stmt {
    const { reader, e } = this;
    const array = reader.name('an array');
    reader.expect('[');
    const from = e.operand();
    reader.expect('..');
    const to = e.operand();
    reader.expect(']');
    reader.expect('->');
    const shared = reader.name('a shared array');
    reader.expect('[');
    const offset = e.open();
    reader.expect(']');
    return { kind: 'stage', array, from, to, shared, offset };
  }
}

/** The statements up to the closing brace, which stays for the caller. */
export function parseBody(reader: Reader, scope: BodyScope): Stmt[] {
  return new StatementParser(reader, scope).block();
}
