// Prints IR statements as WGSL.
import { type Expr, forEachStmt, type Local, rangeOf, type ScalarType, type Stmt } from 'pxos/core';
import { isDirect } from './access.ts';
import { printExpr, printIndex, printOperand } from './expressions.ts';
import { literal } from './literals.ts';
import type { Names } from './names.ts';
import { type Placement, placeLocals } from './placement.ts';
import { arrayOf, type Scope } from './scope.ts';
import type { Writer } from './writer.ts';

/** What a body needs beside the scope of its expressions. */
export interface BodyScope extends Scope {
  /** A fresh name in the kernel or function. */
  readonly fresh: (base: string) => string;
  /** What a barrier is in WGSL: it orders storage buffers, shared arrays or both. */
  readonly barrier: (stmt: Stmt) => string;
  /** Turns the values of a `return` into its operand; kernels return nothing. */
  readonly returned: (values: readonly string[]) => string;
  /** Fields of the structure that a function with several results returns. */
  readonly fields: (callee: string) => readonly string[];
}

/** Statements up to the first after which nothing runs: naga refuses what stands behind a `return`. */
function reachable(body: readonly Stmt[]): readonly Stmt[] {
  const end = body.findIndex(
    (stmt) => stmt.kind === 'return' || stmt.kind === 'break' || stmt.kind === 'continue',
  );
  return body.slice(0, end < 0 ? body.length : end + 1).map((stmt): Stmt => {
    switch (stmt.kind) {
      case 'if':
        return { ...stmt, then: reachable(stmt.then), else: reachable(stmt.else) };
      case 'for':
      case 'while':
        return { ...stmt, body: reachable(stmt.body) };
      default:
        return stmt;
    }
  });
}

class BodyPrinter {
  private readonly writer: Writer;
  private readonly scope: BodyScope;
  private readonly placement: Placement;
  private readonly types: ReadonlyMap<string, ScalarType>;
  /** Locals whose declaration is printed: a statement may assign one twice. */
  private readonly declared = new Set<string>();
  private count = 0;

  constructor(writer: Writer, scope: BodyScope, placement: Placement, locals: readonly Local[]) {
    this.writer = writer;
    this.scope = scope;
    this.placement = placement;
    this.types = new Map(locals.map((local) => [local.name, local.type]));
  }

  block(stmts: readonly Stmt[]): void {
    this.writer.indented(() => {
      for (const stmt of stmts) this.statement(stmt);
    });
  }

  private expr(expr: Expr): string {
    return printExpr(expr, this.scope);
  }

  /** `let r = value;`, `var r = value;` or `r = value;` */
  private assign(stmt: Stmt, number: number, name: string, value: string): void {
    const declaration = this.declared.has(name) ? undefined : this.placement.at.get(number)?.get(name);
    if (declaration) this.declared.add(name);
    const target = this.scope.nameOf(name);
    this.writer.line(`${declaration ? `${declaration} ` : ''}${target} = ${value};`, stmt.at);
  }

  private statement(stmt: Stmt): void {
    const number = this.count++;
    const { writer, scope } = this;
    for (const local of this.placement.before.get(number) ?? [])
      writer.line(`var ${scope.nameOf(local.name)}: ${this.types.get(local.name)};`, stmt.at);
    switch (stmt.kind) {
      case 'assign':
        this.assign(stmt, number, stmt.name, this.expr(stmt.value));
        break;
      case 'store':
        this.store(stmt);
        break;
      case 'atomic':
        this.atomic(stmt, number);
        break;
      case 'unpack':
        this.unpack(stmt, number);
        break;
      case 'barrier':
        writer.line(scope.barrier(stmt), stmt.at);
        break;
      case 'if':
        this.branch(stmt, 'if');
        break;
      case 'for':
        this.loop(stmt);
        break;
      case 'while':
        writer.line(`while (${this.expr(stmt.condition)}) {`, stmt.at);
        this.block(stmt.body);
        writer.line('}');
        break;
      case 'break':
      case 'continue':
        writer.line(`${stmt.kind};`, stmt.at);
        break;
      case 'return': {
        const value = scope.returned(stmt.values.map((expr) => printOperand(expr, scope)));
        writer.line(value === '' ? 'return;' : `return ${value};`, stmt.at);
        break;
      }
      case 'call':
        this.call(stmt, number);
        break;
      case 'reduce':
      case 'stage':
        throw new Error(`a \`${stmt.kind}\` statement was not lowered before printing`);
    }
  }

  private store(stmt: Extract<Stmt, { kind: 'store' }>): void {
    const { scope, writer } = this;
    const storage = arrayOf(scope, stmt.array);
    if (stmt.proven && isDirect(storage)) {
      writer.line(`${storage.name}[${this.expr(stmt.index)}] = ${this.expr(stmt.value)};`, stmt.at);
      return;
    }
    const name = scope.needs.access(storage, 'store');
    writer.line(`${name}(${printIndex(stmt.index, scope)}, ${printOperand(stmt.value, scope)});`, stmt.at);
  }

  private atomic(stmt: Extract<Stmt, { kind: 'atomic' }>, number: number): void {
    const { scope, writer } = this;
    const name = scope.needs.access(arrayOf(scope, stmt.array), stmt.op);
    const values = [...(stmt.expected ? [stmt.expected] : []), stmt.value];
    const args = [printIndex(stmt.index, scope), ...values.map((value) => printOperand(value, scope))];
    const call = `${name}(${args.join(', ')})`;
    if (stmt.result === undefined) writer.line(`${call};`, stmt.at);
    else this.assign(stmt, number, stmt.result, call);
  }

  private unpack(stmt: Extract<Stmt, { kind: 'unpack' }>, number: number): void {
    const pixel = this.scope.fresh('pixel');
    this.writer.line(`let ${pixel} = ${this.expr(stmt.value)};`, stmt.at);
    stmt.results.forEach((result, i) => {
      this.assign(stmt, number, result, `i32(extractBits(${pixel}, ${8 * i}u, 8u))`);
    });
  }

  private call(stmt: Extract<Stmt, { kind: 'call' }>, number: number): void {
    const { scope, writer } = this;
    const args = stmt.args.map((arg) => printOperand(arg, scope)).join(', ');
    const call = `${scope.functionName(stmt.function)}(${args})`;
    const fields = scope.fields(stmt.function);
    const [only] = stmt.results;
    if (only !== undefined && fields.length === 0) {
      this.assign(stmt, number, only, call);
      return;
    }
    const results = scope.fresh('results');
    writer.line(`let ${results} = ${call};`, stmt.at);
    stmt.results.forEach((result, i) => {
      this.assign(stmt, number, result, `${results}.${fields[i]}`);
    });
  }

  private branch(stmt: Extract<Stmt, { kind: 'if' }>, opening: string): void {
    const { writer } = this;
    writer.line(`${opening} (${this.expr(stmt.condition)}) {`, stmt.at);
    this.block(stmt.then);
    const [first] = stmt.else;
    if (first?.kind === 'if' && stmt.else.length === 1 && !this.placement.before.has(this.count)) {
      this.count++;
      this.branch(first, '} else if');
      return;
    }
    if (stmt.else.length > 0) {
      writer.line('} else {');
      this.block(stmt.else);
    }
    writer.line('}');
  }

  private loop(stmt: Extract<Stmt, { kind: 'for' }>): void {
    const { scope, writer } = this;
    const name = scope.nameOf(stmt.name);
    const from = this.expr(stmt.from);
    let to = this.expr(stmt.to);
    if (stmt.to.kind === 'const') to = to.startsWith('-') ? `(${to})` : to;
    else if (stmt.to.kind !== 'param') {
      const bound = scope.fresh(`${name}_end`);
      writer.line(`let ${bound} = ${to};`, stmt.at);
      to = bound;
    }
    const before = stmt.step > 0 ? '<' : '>';
    writer.line(
      `for (var ${name} = ${from}; ${name} ${before} ${to}; ${this.step(stmt, name, to)}) {`,
      stmt.at,
    );
    this.block(stmt.body);
    writer.line('}');
  }

  /** The step of a loop; where adding it could overflow, the count jumps to the bound instead of over it. */
  private step(stmt: Extract<Stmt, { kind: 'for' }>, name: string, to: string): string {
    const [least, most] = rangeOf(stmt.type) ?? [0, 0];
    const size = Math.abs(stmt.step);
    const subtracts = stmt.step < 0 && size <= most;
    const sign = subtracts ? '-' : '+';
    if (size === 1) return `${name}${sign}${sign}`;
    const amount =
      subtracts || stmt.step > 0 ? literal(stmt.type, size) : `(${literal(stmt.type, stmt.step)})`;
    if (stmt.to.kind === 'const') {
      const last = Number(stmt.to.value) + stmt.step - Math.sign(stmt.step);
      if (last >= least && last <= most) return `${name} ${sign}= ${amount}`;
    }
    const [ahead, behind] = stmt.step > 0 ? [to, name] : [name, to];
    return `${name} = select(${to}, ${name} ${sign} ${amount}, (bitcast<u32>(${ahead}) - bitcast<u32>(${behind}) > ${size}u))`;
  }
}

/** Prints the body of a kernel or function, one step deeper than the writer stands. */
export function printBody(
  body: readonly Stmt[],
  locals: readonly Local[],
  scope: BodyScope,
  writer: Writer,
): void {
  const stmts = reachable(body);
  new BodyPrinter(writer, scope, placeLocals(stmts, locals), locals).block(stmts);
}

/**
 * Claims the module names of variables, those of `for` loops included, and tells them by their names in the IR. A loop
 * has a name of its own, which several loops may use again.
 */
export function localNames(
  variables: readonly { readonly name: string }[],
  body: readonly Stmt[],
  names: Names,
): (name: string) => string {
  const own = new Map<string, string>();
  const claim = (name: string): void => {
    if (!own.has(name)) own.set(name, names.claim(name));
  };
  for (const { name } of variables) claim(name);
  forEachStmt(body, (stmt) => {
    if (stmt.kind === 'for') claim(stmt.name);
  });
  return (name) => own.get(name) ?? name;
}
