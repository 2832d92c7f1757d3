// Prints statements of the IR in the C family: declarations where they belong, guarded accesses, loops that cannot overflow.
import {
  type AtomicStmt,
  assignedLocals,
  type CallStmt,
  type Expr,
  type ForStmt,
  type IfStmt,
  type ScalarType,
  type Stmt,
  type StoreStmt,
  type UnpackStmt,
} from '../ir/index.ts';
import { declarationsOf } from './declarations.ts';
import { type ExpressionScope, element, printExpr, printIndex, typeName } from './expression.ts';
import { zero } from './literal.ts';
import { cast, infix, primary } from './precedence.ts';
import type { Writer } from './writer.ts';

/** What a body needs beside the meaning of its names. */
export interface BodyScope extends ExpressionScope {
  /** A name that nothing else in the body has. */
  fresh(base: string): string;
  /** Type of a local. */
  typeOf(name: string): ScalarType;
  /** Locals that one statement assigns and no other: they become constants. */
  assignedOnce(name: string): boolean;
  /** Type of the struct that a function with several results returns. */
  resultsType(name: string): string;
  /** The statement that ends the body with these values. */
  returnStatement(values: readonly Expr[]): string;
}

const lineOf = (stmt: Stmt): number | undefined => stmt.at?.start.line;

class BodyPrinter {
  private readonly scope: BodyScope;
  private readonly out: Writer;

  constructor(scope: BodyScope, out: Writer) {
    this.scope = scope;
    this.out = out;
  }

  list(list: readonly Stmt[], names: readonly string[]): void {
    const { before, at, inside } = declarationsOf(list, names);
    list.forEach((stmt, i) => {
      for (const name of before.get(i) ?? []) {
        const type = this.scope.typeOf(name);
        this.out.line(`${typeName(type, this.scope.dialect)} ${this.scope.local(name)} = ${zero(type)};`);
      }
      this.statement(stmt, at.get(i) ?? new Set(), inside.get(i) ?? []);
    });
  }

  private text(expr: Expr): string {
    return printExpr(expr, this.scope).text;
  }

  /** `const float x =`, `float x =` or `x =`. */
  private target(name: string, declared: ReadonlySet<string>): string {
    const printed = this.scope.local(name);
    if (!declared.has(name)) return `${printed} =`;
    const type = typeName(this.scope.typeOf(name), this.scope.dialect);
    return `${this.scope.assignedOnce(name) ? 'const ' : ''}${type} ${printed} =`;
  }

  private statement(stmt: Stmt, declared: ReadonlySet<string>, inside: readonly (readonly string[])[]): void {
    const { out, scope } = this;
    const line = lineOf(stmt);
    switch (stmt.kind) {
      case 'assign':
        out.line(`${this.target(stmt.name, declared)} ${this.text(stmt.value)};`, line);
        return;
      case 'store':
        this.store(stmt);
        return;
      case 'atomic': {
        const old = stmt.result === undefined ? '' : `${this.target(stmt.result, declared)} `;
        out.line(`${old}${this.atomic(stmt)};`, line);
        return;
      }
      case 'unpack':
        this.unpack(stmt, declared);
        return;
      case 'barrier':
        out.line(scope.dialect.barrier, line);
        return;
      case 'if':
        this.branch(stmt, inside, 'if');
        return;
      case 'for':
        this.count(stmt, inside[0] ?? []);
        return;
      case 'while':
        out.block(`while (${this.text(stmt.condition)})`, () => this.list(stmt.body, inside[0] ?? []), {
          source: line,
        });
        return;
      case 'break':
        out.line('break;', line);
        return;
      case 'continue':
        out.line('continue;', line);
        return;
      case 'return':
        out.line(scope.returnStatement(stmt.values), line);
        return;
      case 'call':
        this.call(stmt, declared);
        return;
      case 'reduce':
      case 'stage':
        throw new Error(`a ${stmt.kind} statement reached the printer; lowerGroups rewrites it`);
    }
  }

  private store(stmt: StoreStmt): void {
    const { scope, out } = this;
    const view = scope.array(stmt.array);
    const value = printExpr(stmt.value, scope);
    if (!stmt.proven) {
      const helper = scope.helpers.use(`px_store_${view.element}`, view.space);
      out.line(
        `${helper}(${view.name}, ${view.length}, ${printIndex(stmt.index, scope).text}, ${value.text});`,
        lineOf(stmt),
      );
      return;
    }
    const stored = scope.dialect.storage[view.element] ?? '';
    const narrow = ['i8', 'u8', 'i16', 'u16'].includes(view.element);
    const text =
      view.element === 'f16'
        ? scope.dialect.intrinsics.f32ToF16.replaceAll('{a}', value.text)
        : narrow
          ? cast(stored, value).text
          : value.text;
    out.line(`${element(view, stmt.index, scope)} = ${text};`, lineOf(stmt));
  }

  private atomic(stmt: AtomicStmt): string {
    const { scope } = this;
    const view = scope.array(stmt.array);
    const type = view.element === 'pixel' ? 'u32' : view.element;
    const values = [...(stmt.expected ? [stmt.expected] : []), stmt.value].map((expr) => this.text(expr));
    if (stmt.proven) {
      const helper = scope.helpers.use(`px_atomic_${stmt.op}_${type}`, view.space);
      return `${helper}(${[`&${element(view, stmt.index, scope)}`, ...values].join(', ')})`;
    }
    const helper = scope.helpers.use(`px_atomic_${stmt.op}_${type}_at`, view.space);
    return `${helper}(${[view.name, view.length, printIndex(stmt.index, scope).text, ...values].join(', ')})`;
  }

  private unpack(stmt: UnpackStmt, declared: ReadonlySet<string>): void {
    const { scope, out } = this;
    const u32 = typeName('u32', scope.dialect);
    let pixel = printExpr(stmt.value, scope);
    if (stmt.value.kind !== 'local' && stmt.value.kind !== 'param') {
      const name = scope.fresh('pixel');
      out.line(`const ${u32} ${name} = ${pixel.text};`, lineOf(stmt));
      pixel = primary(name);
    }
    stmt.results.forEach((name, i) => {
      const moved = i === 0 ? pixel : infix(pixel, '>>', primary(String(8 * i)), 'shift');
      const byte = cast('int', infix(moved, '&', primary('255u'), 'and'));
      out.line(`${this.target(name, declared)} ${byte.text};`, lineOf(stmt));
    });
  }

  private call(stmt: CallStmt, declared: ReadonlySet<string>): void {
    const { scope, out } = this;
    const text = `${scope.function(stmt.function)}(${stmt.args.map((arg) => this.text(arg)).join(', ')})`;
    const [only] = stmt.results;
    if (stmt.results.length === 1 && only !== undefined) {
      out.line(`${this.target(only, declared)} ${text};`, lineOf(stmt));
      return;
    }
    const all = scope.fresh('results');
    out.line(`const ${scope.resultsType(stmt.function)} ${all} = ${text};`, lineOf(stmt));
    stmt.results.forEach((name, i) => {
      out.line(`${this.target(name, declared)} ${all}.r${i};`, lineOf(stmt));
    });
  }

  private branch(stmt: IfStmt, inside: readonly (readonly string[])[], head: string): void {
    const { out } = this;
    out.line(`${head} (${this.text(stmt.condition)}) {`, lineOf(stmt));
    out.indented(() => this.list(stmt.then, inside[0] ?? []));
    const [only] = stmt.else;
    const names = inside[1] ?? [];
    if (stmt.else.length === 1 && only?.kind === 'if') {
      const plan = declarationsOf(stmt.else, names);
      if (plan.before.size === 0) {
        this.branch(only, plan.inside.get(0) ?? [], '} else if');
        return;
      }
    }
    if (stmt.else.length > 0) {
      out.line('} else {');
      out.indented(() => this.list(stmt.else, names));
    }
    out.line('}');
  }

  /** True when the expression gives the same value in each iteration and is cheap to read again. */
  private stays(expr: Expr, body: readonly Stmt[]): boolean {
    switch (expr.kind) {
      case 'const':
      case 'param':
      case 'length':
        return true;
      case 'local':
        return !assignedLocals(body).has(expr.name);
      default:
        return false;
    }
  }

  private count(stmt: ForStmt, names: readonly string[]): void {
    const { out, scope } = this;
    const type = typeName(stmt.type, scope.dialect);
    const name = scope.local(stmt.name);
    const from = this.text(stmt.from);
    const up = stmt.step > 0;
    const distance = Math.abs(stmt.step);
    if (distance === 1 || endsBeforeOverflow(stmt)) {
      let to = printExpr(stmt.to, scope);
      if (!this.stays(stmt.to, stmt.body)) {
        const end = scope.fresh(`${name}_end`);
        out.line(`const ${type} ${end} = ${to.text};`, lineOf(stmt));
        to = primary(end);
      }
      const condition = infix(primary(name), up ? '<' : '>', to, 'compare').text;
      const amount = `${distance}${stmt.type === 'u32' ? 'u' : ''}`;
      const step = distance === 1 ? `${up ? '++' : '--'}${name}` : `${name} ${up ? '+=' : '-='} ${amount}`;
      out.block(`for (${type} ${name} = ${from}; ${condition}; ${step})`, () => this.list(stmt.body, names), {
        source: lineOf(stmt),
      });
      return;
    }
    // The step could carry the variable past the end of its type: count the iterations instead.
    const trips = scope.helpers.use(`px_trips_${up ? 'up' : 'down'}_${stmt.type}`);
    const left = scope.fresh(`${name}_left`);
    const next =
      stmt.type === 'u32'
        ? `${name} ${up ? '+=' : '-='} ${distance}u`
        : `${name} = ${scope.helpers.use('px_add_i32')}(${name}, ${up ? distance : `(-${distance})`})`;
    out.block('', () => {
      out.line(`${type} ${name} = ${from};`, lineOf(stmt));
      const u32 = typeName('u32', scope.dialect);
      const init = `${u32} ${left} = ${trips}(${name}, ${this.text(stmt.to)}, ${distance}u)`;
      out.block(`for (${init}; ${left} != 0u; --${left}, ${next})`, () => this.list(stmt.body, names), {
        source: lineOf(stmt),
      });
    });
  }
}

/** True when a constant end leaves room for the step that goes past it. */
function endsBeforeOverflow(stmt: ForStmt): boolean {
  if (stmt.to.kind !== 'const') return false;
  const past = Number(stmt.to.value) + stmt.step;
  const [low, high] = stmt.type === 'u32' ? [0, 4294967295] : [-2147483648, 2147483647];
  return past >= low && past <= high;
}

/** Prints a body whose locals are `names`; variables of `for` loops declare themselves. */
export function printBody(
  body: readonly Stmt[],
  names: readonly string[],
  scope: BodyScope,
  out: Writer,
): void {
  new BodyPrinter(scope, out).list(body, names);
}
