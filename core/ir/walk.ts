// Walkers and mappers over expressions and statements: the one place that knows which node has which children.
import type { Expr, Extent, FunctionDef, IndexSource, Kernel, Program, Step, Stmt } from './types.ts';

const NONE: readonly never[] = [];

/** The direct operands of an expression, in the order of evaluation. */
export function operandsOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'const':
    case 'local':
    case 'param':
    case 'index':
    case 'length':
    case 'host':
      return NONE;
    case 'load':
      return [expr.index];
    case 'op':
    case 'call':
      return expr.args;
    case 'compare':
    case 'logical':
      return [expr.left, expr.right];
    case 'convert':
    case 'bitcast':
      return [expr.arg];
  }
}

/** The expressions that stand in a statement itself, not in the statements of its bodies, in the order of evaluation. */
export function expressionsOf(stmt: Stmt): readonly Expr[] {
  switch (stmt.kind) {
    case 'assign':
    case 'unpack':
    case 'reduce':
      return [stmt.value];
    case 'store':
      return [stmt.index, stmt.value];
    case 'atomic':
      return stmt.expected ? [stmt.index, stmt.expected, stmt.value] : [stmt.index, stmt.value];
    case 'stage':
      return [stmt.from, stmt.to, stmt.offset];
    case 'if':
    case 'while':
      return [stmt.condition];
    case 'for':
      return [stmt.from, stmt.to];
    case 'return':
      return stmt.values;
    case 'call':
      return stmt.args;
    case 'barrier':
    case 'break':
    case 'continue':
      return NONE;
  }
}

/** The bodies of a statement: both branches of an `if`, the body of a loop. */
export function bodiesOf(stmt: Stmt): readonly (readonly Stmt[])[] {
  switch (stmt.kind) {
    case 'if':
      return [stmt.then, stmt.else];
    case 'for':
    case 'while':
      return [stmt.body];
    default:
      return NONE;
  }
}

/** The locals that a statement itself assigns (not those that its bodies assign; not the variable of a `for`). */
export function resultsOf(stmt: Stmt): readonly string[] {
  switch (stmt.kind) {
    case 'assign':
      return [stmt.name];
    case 'atomic':
      return stmt.result === undefined ? NONE : [stmt.result];
    case 'reduce':
      return [stmt.result];
    case 'unpack':
    case 'call':
      return stmt.results;
    default:
      return NONE;
  }
}

/** Visits an expression and everything inside it, the outer one first. */
export function forEachExpr(expr: Expr, visit: (expr: Expr) => void): void {
  visit(expr);
  for (const operand of operandsOf(expr)) forEachExpr(operand, visit);
}

/** Visits statements and those of their bodies, in the order of the text. */
export function forEachStmt(stmts: readonly Stmt[], visit: (stmt: Stmt) => void): void {
  for (const stmt of stmts) {
    visit(stmt);
    for (const body of bodiesOf(stmt)) forEachStmt(body, visit);
  }
}

/** Visits every expression of the statements and of their bodies, nested expressions included. */
export function forEachExprIn(stmts: readonly Stmt[], visit: (expr: Expr) => void): void {
  forEachStmt(stmts, (stmt) => {
    for (const expr of expressionsOf(stmt)) forEachExpr(expr, visit);
  });
}

/** True when some expression of the statements, at any depth, passes the test. */
export function someExprIn(stmts: readonly Stmt[], test: (expr: Expr) => boolean): boolean {
  return someStmt(stmts, (stmt) => expressionsOf(stmt).some((expr) => someExpr(expr, test)));
}

/** True when the expression or one inside it passes the test. */
export function someExpr(expr: Expr, test: (expr: Expr) => boolean): boolean {
  return test(expr) || operandsOf(expr).some((operand) => someExpr(operand, test));
}

/** True when some statement, at any depth, passes the test. */
export function someStmt(stmts: readonly Stmt[], test: (stmt: Stmt) => boolean): boolean {
  return stmts.some((stmt) => test(stmt) || bodiesOf(stmt).some((body) => someStmt(body, test)));
}

/** `list.map(change)`, but the list itself when nothing changed, so that untouched trees stay shared. */
function mapList<T>(list: readonly T[], change: (item: T) => T): readonly T[] {
  let changed: T[] | undefined;
  for (let i = 0; i < list.length; i++) {
    const item = change(list[i]!);
    if (item !== list[i]) changed ??= list.slice();
    if (changed) changed[i] = item;
  }
  return changed ?? list;
}

/** The expression with each direct operand replaced by `change(operand)`; itself when none changed. */
export function mapOperands(expr: Expr, change: (operand: Expr) => Expr): Expr {
  switch (expr.kind) {
    case 'const':
    case 'local':
    case 'param':
    case 'index':
    case 'length':
    case 'host':
      return expr;
    case 'load': {
      const index = change(expr.index);
      return index === expr.index ? expr : { ...expr, index };
    }
    case 'op':
    case 'call': {
      const args = mapList(expr.args, change);
      return args === expr.args ? expr : { ...expr, args };
    }
    case 'compare':
    case 'logical': {
      const left = change(expr.left);
      const right = change(expr.right);
      return left === expr.left && right === expr.right ? expr : { ...expr, left, right };
    }
    case 'convert':
    case 'bitcast': {
      const arg = change(expr.arg);
      return arg === expr.arg ? expr : { ...expr, arg };
    }
  }
}

/**
 * Rebuilds an expression from the leaves up: `change` sees each expression with its operands already changed.
 *
 * @example
 * mapExpr(expr, (e) => (e.kind === 'local' && e.name === 'i' ? { ...e, name: 'j' } : e))
 */
export function mapExpr(expr: Expr, change: (expr: Expr) => Expr): Expr {
  return change(mapOperands(expr, (operand) => mapExpr(operand, change)));
}

/** The statement with each of its own expressions replaced by `change(expression)`; bodies stay as they are. */
export function mapExpressionsOf(stmt: Stmt, change: (expr: Expr) => Expr): Stmt {
  switch (stmt.kind) {
    case 'assign':
    case 'unpack':
    case 'reduce': {
      const value = change(stmt.value);
      return value === stmt.value ? stmt : { ...stmt, value };
    }
    case 'store': {
      const index = change(stmt.index);
      const value = change(stmt.value);
      return index === stmt.index && value === stmt.value ? stmt : { ...stmt, index, value };
    }
    case 'atomic': {
      const index = change(stmt.index);
      const expected = stmt.expected && change(stmt.expected);
      const value = change(stmt.value);
      if (index === stmt.index && value === stmt.value && expected === stmt.expected) return stmt;
      return { ...stmt, index, value, ...(expected && { expected }) };
    }
    case 'stage': {
      const from = change(stmt.from);
      const to = change(stmt.to);
      const offset = change(stmt.offset);
      if (from === stmt.from && to === stmt.to && offset === stmt.offset) return stmt;
      return { ...stmt, from, to, offset };
    }
    case 'if':
    case 'while': {
      const condition = change(stmt.condition);
      return condition === stmt.condition ? stmt : { ...stmt, condition };
    }
    case 'for': {
      const from = change(stmt.from);
      const to = change(stmt.to);
      return from === stmt.from && to === stmt.to ? stmt : { ...stmt, from, to };
    }
    case 'return': {
      const values = mapList(stmt.values, change);
      return values === stmt.values ? stmt : { ...stmt, values };
    }
    case 'call': {
      const args = mapList(stmt.args, change);
      return args === stmt.args ? stmt : { ...stmt, args };
    }
    case 'barrier':
    case 'break':
    case 'continue':
      return stmt;
  }
}

/** The statement with each of its bodies replaced by `change(body)`. */
export function mapBodies(stmt: Stmt, change: (body: readonly Stmt[]) => readonly Stmt[]): Stmt {
  switch (stmt.kind) {
    case 'if': {
      const yes = change(stmt.then);
      const no = change(stmt.else);
      return yes === stmt.then && no === stmt.else ? stmt : { ...stmt, then: yes, else: no };
    }
    case 'for':
    case 'while': {
      const body = change(stmt.body);
      return body === stmt.body ? stmt : { ...stmt, body };
    }
    default:
      return stmt;
  }
}

/** What `mapStmts` applies: to every expression (leaves first) and to every statement (inner ones first). */
export interface StmtChanges {
  readonly expr?: (expr: Expr) => Expr;
  /** Several statements in place of one, or none, are given as a list. */
  readonly stmt?: (stmt: Stmt) => Stmt | readonly Stmt[];
}

const isList = (result: Stmt | readonly Stmt[]): result is readonly Stmt[] => Array.isArray(result);

/** Rebuilds statements from the inside out; lists in which nothing changed come back as they were. */
export function mapStmts(stmts: readonly Stmt[], changes: StmtChanges): readonly Stmt[] {
  const { expr, stmt: changeStmt } = changes;
  let changed: Stmt[] | undefined;
  stmts.forEach((stmt, i) => {
    let inner = mapBodies(stmt, (body) => mapStmts(body, changes));
    if (expr) inner = mapExpressionsOf(inner, (e) => mapExpr(e, expr));
    const result = changeStmt ? changeStmt(inner) : inner;
    if (result === stmt && !changed) return;
    changed ??= stmts.slice(0, i);
    if (isList(result)) changed.push(...result);
    else changed.push(result);
  });
  return changed ?? stmts;
}

/** The program with the bodies of all its kernels and functions changed. */
export function mapProgramBodies(
  program: Program,
  change: (body: readonly Stmt[], owner: Kernel | FunctionDef) => readonly Stmt[],
): Program {
  const rebody = <T extends Kernel | FunctionDef>(owner: T): T => {
    const body = change(owner.body, owner);
    return body === owner.body ? owner : { ...owner, body };
  };
  const kernels = mapList(program.kernels, rebody);
  const functions = mapList(program.functions, rebody);
  return kernels === program.kernels && functions === program.functions
    ? program
    : { ...program, kernels, functions };
}

/** Names of the variables that the statements read (variables of `for` loops included). */
export function usedLocals(stmts: readonly Stmt[]): Set<string> {
  const names = new Set<string>();
  forEachExprIn(stmts, (expr) => {
    if (expr.kind === 'local') names.add(expr.name);
  });
  return names;
}

/** Names of the locals that the statements assign at any depth. */
export function assignedLocals(stmts: readonly Stmt[]): Set<string> {
  const names = new Set<string>();
  forEachStmt(stmts, (stmt) => {
    for (const name of resultsOf(stmt)) names.add(name);
  });
  return names;
}

/** Names of the functions that the statements call directly, in expressions and in call statements. */
export function calledFunctions(stmts: readonly Stmt[]): Set<string> {
  const names = new Set<string>();
  forEachStmt(stmts, (stmt) => {
    if (stmt.kind === 'call') names.add(stmt.function);
  });
  forEachExprIn(stmts, (expr) => {
    if (expr.kind === 'call') names.add(expr.function);
  });
  return names;
}

/** True for the statements that all threads of a block must reach together: barrier, reduce, stage. */
export function isCollective(stmt: Stmt): boolean {
  return stmt.kind === 'barrier' || stmt.kind === 'reduce' || stmt.kind === 'stage';
}

/** True when the statements hold a barrier at any depth, or a group operation, which implies one. */
export function hasBarrier(stmts: readonly Stmt[]): boolean {
  return someStmt(stmts, isCollective);
}

/** True when a BREAK or CONTINUE of the loop around these statements is among them. */
export function leavesLoop(stmts: readonly Stmt[]): boolean {
  return stmts.some((stmt) => {
    if (stmt.kind === 'break' || stmt.kind === 'continue') return true;
    return stmt.kind === 'if' && (leavesLoop(stmt.then) || leavesLoop(stmt.else));
  });
}

const SEES_BLOCK: ReadonlySet<IndexSource> = new Set(['local', 'block', 'blockSize', 'gridSize']);

/**
 * True when the kernel cannot observe its blocks: no LOCAL_ID, BLOCK_ID, BLOCK_SIZE, GRID_SIZE, shared memory, barrier or
 * group operation. Such a kernel runs exactly the threads below the launch's extent, in blocks of any shape.
 */
export function isBlockBlind(kernel: Kernel): boolean {
  return (
    kernel.shared.length === 0 &&
    !hasBarrier(kernel.body) &&
    !someExprIn(kernel.body, (expr) => expr.kind === 'index' && SEES_BLOCK.has(expr.source))
  );
}

/**
 * For passes: `after`, or `before` when the change would hide its blocks from a kernel that saw them. Whether a kernel sees
 * its blocks decides which threads a launch runs, and no pass may change that.
 */
export function keepBlocksVisible(before: Kernel, after: Kernel): Kernel {
  return isBlockBlind(after) && !isBlockBlind(before) ? before : after;
}

function expressionsOfExtent(extent: Extent): readonly Expr[] {
  return extent.kind === 'grid' ? [...extent.blocks, ...extent.threads] : NONE;
}

/** The host expressions that stand in a step. */
export function expressionsOfStep(step: Step): readonly Expr[] {
  switch (step.kind) {
    case 'alloc':
      switch (step.size.kind) {
        case 'elements':
          return [step.size.count];
        case 'matrix':
          return [step.size.rows, step.size.columns];
        case 'like':
          return NONE;
      }
      break;
    case 'copy':
      return [step.count];
    case 'select':
      return [step.device];
    case 'launch':
      return [
        ...expressionsOfExtent(step.extent),
        ...step.bindings.flatMap((binding) => (binding.kind === 'value' ? [binding.value] : [])),
      ];
    case 'set':
      return [step.value];
    case 'free':
    case 'sync':
    case 'read-file':
    case 'write-file':
    case 'read-image':
    case 'write-image':
    case 'replace':
    case 'matrix':
      return NONE;
  }
}
