// Checks the statements of one kernel or function.
//
// Invariants:
// - bodies nest at most 1000 deep;
// - only locals are assigned, never parameters or variables of loops; values have the local's type;
// - `break` and `continue` stand in loops; a `for` counts in non-zero integer steps, its variable is declared once;
// - stores, atomics, barriers and group operations stand in kernels only; arrays are written only where their access says so;
// - atomics work on i32 and u32 elements, ADD SUB MIN MAX EXCHANGE on f32 too; `expected` belongs to `cas` alone;
// - reductions work on the types that the language gives them;
// - a kernel returns no value, a function its results;
// - every statement that all threads of a block must reach is reached by all or none of them (see `uniformity.ts`).
import * as messages from '../../diagnostics/messages/ir.ts';
import { valueTypeOf } from '../element.ts';
import type {
  ArrayParam,
  AtomicOp,
  AtomicStmt,
  ElementType,
  Expr,
  ForStmt,
  Kernel,
  ReduceOp,
  ScalarType,
  SharedArray,
  StageStmt,
  Stmt,
} from '../types.ts';
import { analyzeUniformity } from '../uniformity.ts';
import { forEachStmt, hasBarrier, isCollective } from '../walk.ts';
import { ExpressionVerifier, isShared, type Names } from './expression.ts';
import { DEEPEST, type Report } from './report.ts';

const FLOAT_ATOMICS: ReadonlySet<AtomicOp> = new Set(['add', 'sub', 'min', 'max', 'exchange']);

/** True where the language defines this atomic on elements of this type. */
export function isAtomicOn(op: AtomicOp, element: ElementType): boolean {
  return element === 'i32' || element === 'u32' || (element === 'f32' && FLOAT_ATOMICS.has(op));
}

/** True where the language defines this reduction on values of this type. */
export function isReductionOf(op: ReduceOp, type: ScalarType): boolean {
  return op === 'and' || op === 'or' ? type !== 'f32' && type !== 'f64' : type !== 'bool';
}

/** True where LOAD_COALESCED may bring elements of one type into a shared array of the other. */
export function canStage(from: ElementType, to: ElementType): boolean {
  const [source, target] = [valueTypeOf(from), valueTypeOf(to)];
  if (source === target) return true;
  if (source === 'bool' || target === 'bool') return false;
  const isFloat = (type: ScalarType): boolean => type === 'f32' || type === 'f64';
  return !isFloat(source) || isFloat(target);
}

interface Owner {
  readonly name: string;
  /** Result types of a function; `undefined` for a kernel. */
  readonly results: readonly ScalarType[] | undefined;
}

export class BodyVerifier {
  private readonly names: Names & { readonly locals: Map<string, ScalarType> };
  private readonly owner: Owner;
  private readonly report: Report;
  private readonly e: ExpressionVerifier;
  /** Names of all variables so far, since loop variables must not repeat. */
  private readonly taken: Set<string>;
  private readonly loopVariables = new Set<string>();
  private loops = 0;
  private depth = 0;

  constructor(
    names: Names & { readonly locals: Map<string, ScalarType> },
    owner: Owner,
    taken: Set<string>,
    report: Report,
  ) {
    this.names = names;
    this.owner = owner;
    this.report = report;
    this.taken = taken;
    this.e = new ExpressionVerifier(names, report);
  }

  block(stmts: readonly Stmt[]): void {
    if (this.depth >= DEEPEST) {
      this.report.nestsTooDeep(stmts[0]?.at);
      return;
    }
    this.depth++;
    for (const stmt of stmts) this.statement(stmt);
    this.depth--;
  }

  private kernelOnly(what: string, at: Expr['at']): void {
    if (this.owner.results) this.report.add(messages.impureNode, { what, where: 'a function' }, at);
  }

  /** Checks the target of an assignment of a value of this type. */
  private target(name: string, type: ScalarType, at: Expr['at']): void {
    const { names } = this;
    if (this.loopVariables.has(name) || names.params.has(name))
      this.report.add(messages.notAssignable, { name }, at);
    const declared = names.locals.get(name);
    if (declared === undefined) {
      if (!names.params.has(name) && !this.loopVariables.has(name))
        this.report.add(messages.undeclaredName, { what: 'local', name }, at);
    } else if (declared !== type)
      this.report.add(
        messages.wrongType,
        { what: `The value for \`${name}\``, expected: declared, found: String(type) },
        at,
      );
  }

  /** Checks a written array and gives it. */
  private written(name: string, at: Expr['at']): ArrayParam | SharedArray | undefined {
    const array = this.names.arrays.get(name);
    if (!array) this.report.add(messages.undeclaredName, { what: 'array', name }, at);
    else if (!isShared(array) && array.access === 'read')
      this.report.add(messages.accessNotDeclared, { array: name, use: 'written' }, at);
    return array;
  }

  private statement(stmt: Stmt): void {
    const { e, report } = this;
    const { at } = stmt;
    switch (stmt.kind) {
      case 'assign':
        e.check(stmt.value, at);
        this.target(stmt.name, stmt.value.type, at);
        break;
      case 'store': {
        this.kernelOnly('A store', at);
        e.integer(stmt.index, 'An array index', at);
        const array = this.written(stmt.array, at);
        if (array) e.typed(stmt.value, valueTypeOf(array.element), `The value for \`${stmt.array}\``, at);
        else e.check(stmt.value, at);
        break;
      }
      case 'atomic':
        this.atomic(stmt);
        break;
      case 'unpack':
        e.typed(stmt.value, 'u32', 'The value of `unpack`', at);
        for (const name of stmt.results) this.target(name, 'i32', at);
        break;
      case 'barrier':
        this.kernelOnly('A barrier', at);
        break;
      case 'reduce': {
        this.kernelOnly('A reduction', at);
        e.check(stmt.value, at);
        const { type } = stmt.value;
        if (!isReductionOf(stmt.op, type)) report.add(messages.reduceType, { op: stmt.op, type }, at);
        this.target(stmt.result, type, at);
        break;
      }
      case 'stage':
        this.stage(stmt);
        break;
      case 'if':
        e.typed(stmt.condition, 'bool', 'A condition', at);
        this.block(stmt.then);
        this.block(stmt.else);
        break;
      case 'while':
        e.typed(stmt.condition, 'bool', 'A condition', at);
        this.body(stmt.body);
        break;
      case 'for':
        this.forLoop(stmt);
        break;
      case 'break':
      case 'continue':
        if (this.loops === 0) report.add(messages.outsideLoop, { what: stmt.kind }, at);
        break;
      case 'return':
        this.returned(stmt.values, at);
        break;
      case 'call': {
        const callee = e.call(stmt.function, stmt.args, at);
        if (callee && callee.results.length !== stmt.results.length) {
          const count = callee.results.length;
          const expected = `${count} name${count === 1 ? '' : 's'} for its results`;
          const found = stmt.results.length;
          report.add(messages.wrongCount, { what: `\`${stmt.function}\``, expected, found }, at);
        } else if (callee)
          callee.results.forEach((type, i) => {
            this.target(stmt.results[i]!, type, at);
          });
        break;
      }
      default: {
        const unknown: never = stmt;
        const found = String((unknown as { readonly kind?: unknown }).kind);
        report.add(messages.malformedNode, { what: 'statement', found }, at);
      }
    }
  }

  private body(stmts: readonly Stmt[]): void {
    this.loops++;
    this.block(stmts);
    this.loops--;
  }

  private forLoop(stmt: ForStmt): void {
    const { e, report, names } = this;
    const { at, name, type, step } = stmt;
    if (type !== 'i32' && type !== 'u32')
      report.add(
        messages.wrongType,
        { what: `\`${name}\``, expected: 'i32 or u32', found: String(type) },
        at,
      );
    e.typed(stmt.from, type, 'The start of a `for`', at);
    e.typed(stmt.to, type, 'The end of a `for`', at);
    if (!Number.isInteger(step) || step === 0 || Math.abs(step) > 2 ** 31)
      report.add(messages.badStep, { step }, at);
    const isNew = !this.taken.has(name);
    if (!isNew) report.add(messages.duplicateName, { what: 'name', name }, at);
    this.taken.add(name);
    this.loopVariables.add(name);
    if (isNew) names.locals.set(name, type);
    this.body(stmt.body);
    if (isNew) names.locals.delete(name);
  }

  private atomic(stmt: AtomicStmt): void {
    const { e, report } = this;
    const { at, op } = stmt;
    this.kernelOnly('An atomic', at);
    e.integer(stmt.index, 'An array index', at);
    const array = this.written(stmt.array, at);
    const isCas = op === 'cas';
    if ((stmt.expected !== undefined) !== isCas)
      report.add(
        messages.wrongCount,
        {
          what: `Atomic \`${op}\``,
          expected: isCas ? 'an expected value' : 'no expected value',
          found: isCas ? 0 : 1,
        },
        at,
      );
    if (!array) return;
    const { element } = array;
    if (!isAtomicOn(op, element)) report.add(messages.atomicType, { op, element }, at);
    const type = valueTypeOf(element);
    if (stmt.expected) e.typed(stmt.expected, type, 'The expected value', at);
    e.typed(stmt.value, type, `The value for \`${stmt.array}\``, at);
    if (stmt.result !== undefined) this.target(stmt.result, type, at);
  }

  private stage(stmt: StageStmt): void {
    const { e, report, names } = this;
    const { at } = stmt;
    this.kernelOnly('LOAD_COALESCED', at);
    e.integer(stmt.from, 'The start of a range', at);
    e.integer(stmt.to, 'The end of a range', at);
    e.integer(stmt.offset, 'An array index', at);
    const source = names.arrays.get(stmt.array);
    if (!source) report.add(messages.undeclaredName, { what: 'array', name: stmt.array }, at);
    else if (!isShared(source) && source.access === 'write')
      report.add(messages.accessNotDeclared, { array: stmt.array, use: 'read' }, at);
    const target = names.arrays.get(stmt.shared);
    if (!target || !isShared(target))
      report.add(messages.undeclaredName, { what: 'shared array', name: stmt.shared }, at);
    else if (source && !canStage(source.element, target.element))
      report.add(
        messages.wrongType,
        { what: `An element of \`${stmt.array}\``, expected: target.element, found: source.element },
        at,
      );
  }

  private returned(values: readonly Expr[], at: Expr['at']): void {
    const results = this.owner.results ?? [];
    const { name } = this.owner;
    if (values.length !== results.length) {
      const expected = `${results.length} value${results.length === 1 ? '' : 's'}`;
      this.report.add(
        messages.wrongCount,
        { what: `\`return\` in \`${name}\``, expected, found: values.length },
        at,
      );
      for (const value of values) this.e.check(value, at);
    } else
      values.forEach((value, i) => {
        this.e.typed(value, results[i]!, `A result of \`${name}\``, at);
      });
  }
}

/** Checks that barriers and group operations are reached by all threads of a block. */
export function verifyUniformity(kernel: Kernel, report: Report): void {
  if (!hasBarrier(kernel.body)) return;
  const uniformity = analyzeUniformity(kernel);
  forEachStmt(kernel.body, (stmt) => {
    if (isCollective(stmt) && !uniformity.isReachedTogether(stmt))
      report.add(messages.divergentCollective, { what: stmt.kind }, stmt.at);
  });
}

/** True when no path through the statements gets to their end. */
export function alwaysReturns(stmts: readonly Stmt[]): boolean {
  return stmts.some((stmt) => {
    switch (stmt.kind) {
      case 'return':
        return true;
      case 'if':
        return alwaysReturns(stmt.then) && alwaysReturns(stmt.else);
      case 'while':
        return stmt.condition.kind === 'const' && stmt.condition.value === true && !leavesLoop(stmt.body);
      default:
        return false;
    }
  });
}

/** True when a `break` of the loop with this body is in it. */
function leavesLoop(body: readonly Stmt[]): boolean {
  return body.some(
    (stmt) =>
      stmt.kind === 'break' || (stmt.kind === 'if' && (leavesLoop(stmt.then) || leavesLoop(stmt.else))),
  );
}
