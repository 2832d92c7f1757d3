// Cuts deep expressions into variables: compilers of WGSL follow expressions and statements to a fixed depth only.
import {
  type AssignStmt,
  type Expr,
  type FunctionDef,
  type Kernel,
  type Local,
  mapBodies,
  mapExpressionsOf,
  mapOperands,
  namesIn,
  operandsOf,
  type Program,
  type Stmt,
  type TakenNames,
} from 'pxos/core';

/** Levels of an expression as it is printed; parentheses and calls make several of a compiler's out of each. */
const DEEPEST = 24;

/** The variables that one kernel or function gets. */
class Parts {
  readonly locals: Local[] = [];
  private readonly taken: TakenNames;

  constructor(owner: Kernel | FunctionDef) {
    this.taken = namesIn(owner);
  }

  local(type: Local['type']): string {
    let name = `px_part_${this.locals.length}`;
    while (this.taken.has(name)) name = `${name}_`;
    this.locals.push({ name, type });
    return name;
  }
}

/** The expression with every operand that is too deep in a variable; `before` gets the assignments. */
function shallowExpr(expr: Expr, parts: Parts, before: AssignStmt[], at: Stmt['at']): Expr {
  const depths = new Map<Expr, number>();
  const depthOf = (part: Expr): number => depths.get(part) ?? 0;
  const visit = (part: Expr): Expr => {
    const result = mapOperands(part, (operand) => {
      const inner = visit(operand);
      if (depthOf(inner) < DEEPEST) return inner;
      const name = parts.local(inner.type);
      before.push({ kind: 'assign', name, value: inner, at });
      return { kind: 'local', type: inner.type, name };
    });
    depths.set(result, 1 + Math.max(-1, ...operandsOf(result).map(depthOf)));
    return result;
  };
  return visit(expr);
}

function shallowBody(body: readonly Stmt[], parts: Parts): readonly Stmt[] {
  return body.flatMap((stmt): readonly Stmt[] => {
    const inner = mapBodies(stmt, (stmts) => shallowBody(stmts, parts));
    const before: AssignStmt[] = [];
    const result = mapExpressionsOf(inner, (expr) => shallowExpr(expr, parts, before, stmt.at));
    if (before.length === 0 || result.kind !== 'while') return [...before, result];
    // The condition of a loop is computed anew each time.
    const { at, condition } = result;
    const done: Expr = { kind: 'op', op: 'not', type: 'bool', args: [condition] };
    const leave: Stmt = { kind: 'if', condition: done, then: [{ kind: 'break', at }], else: [], at };
    const always: Expr = { kind: 'const', type: 'bool', value: true };
    return [{ ...result, condition: always, body: [...before, leave, ...result.body] }];
  });
}

function shallowOwner<T extends Kernel | FunctionDef>(owner: T): T {
  const parts = new Parts(owner);
  const body = shallowBody(owner.body, parts);
  return parts.locals.length === 0 ? owner : { ...owner, body, locals: [...owner.locals, ...parts.locals] };
}

/**
 * The program without deep expressions. Operands are pure, so it does not matter that those of AND, OR and SELECT are
 * computed in any case.
 */
export function shallowExpressions(program: Program): Program {
  return {
    ...program,
    kernels: program.kernels.map(shallowOwner),
    functions: program.functions.map(shallowOwner),
  };
}

/** Levels that the deepest statement takes in a compiler: two for a block, one for each ELSE IF. */
export function depthOfBlocks(body: readonly Stmt[]): number {
  let deepest = 0;
  for (const stmt of body) {
    if (stmt.kind === 'if') {
      const [first] = stmt.else;
      const isChain = stmt.else.length === 1 && first?.kind === 'if';
      deepest = Math.max(deepest, 2 + depthOfBlocks(stmt.then), (isChain ? 1 : 2) + depthOfBlocks(stmt.else));
    } else if (stmt.kind === 'for' || stmt.kind === 'while') {
      deepest = Math.max(deepest, 2 + depthOfBlocks(stmt.body));
    }
  }
  return deepest;
}
