// Splits a kernel's body at its barriers: regions, which each thread runs alone from start to end, and the control flow around them, which the block runs once.
import {
  assignedLocals,
  type Expr,
  type ForStmt,
  forEachExpr,
  hasBarrier,
  leavesLoop,
  type Stmt,
  usedLocals,
} from 'pxos/core';

/** Statements between two barriers. */
export interface Region {
  readonly kind: 'region';
  readonly stmts: readonly Stmt[];
  /** True when control flow of the block may run the region more than once. */
  readonly repeated: boolean;
}

/**
 * What a block runs: regions in their order, and the statements that hold barriers. The conditions and bounds of those are
 * uniform (the language makes sure), so that the block can ask thread 0.
 */
export type BlockStep =
  | Region
  | {
      readonly kind: 'if';
      readonly condition: Expr;
      readonly then: readonly BlockStep[];
      readonly else: readonly BlockStep[];
    }
  | { readonly kind: 'for'; readonly stmt: ForStmt; readonly body: readonly BlockStep[] }
  | { readonly kind: 'while'; readonly condition: Expr; readonly body: readonly BlockStep[] }
  | { readonly kind: 'break' }
  | { readonly kind: 'continue' };

/** Splits a body into what the block runs. */
export function splitAtBarriers(
  stmts: readonly Stmt[],
  { inLoop }: { readonly inLoop: boolean } = { inLoop: false },
): readonly BlockStep[] {
  const steps: BlockStep[] = [];
  let region: Stmt[] = [];
  const endRegion = () => {
    if (region.length > 0) steps.push({ kind: 'region', stmts: region, repeated: inLoop });
    region = [];
  };
  for (const stmt of stmts) {
    if (!hasBarrier([stmt]) && !(inLoop && leavesLoop([stmt]))) {
      region.push(stmt);
      continue;
    }
    endRegion();
    switch (stmt.kind) {
      case 'if':
        steps.push({
          kind: 'if',
          condition: stmt.condition,
          then: splitAtBarriers(stmt.then, { inLoop }),
          else: splitAtBarriers(stmt.else, { inLoop }),
        });
        break;
      case 'for':
        steps.push({ kind: 'for', stmt, body: splitAtBarriers(stmt.body, { inLoop: true }) });
        break;
      case 'while':
        steps.push({
          kind: 'while',
          condition: stmt.condition,
          body: splitAtBarriers(stmt.body, { inLoop: true }),
        });
        break;
      case 'break':
      case 'continue':
        steps.push({ kind: stmt.kind });
        break;
      default:
        // A barrier: the end of the region is all that is left of it.
        break;
    }
  }
  endRegion();
  return steps;
}

/** The steps inside a step. */
function innerOf(step: BlockStep): readonly BlockStep[] {
  switch (step.kind) {
    case 'if':
      return [...step.then, ...step.else];
    case 'for':
    case 'while':
      return step.body;
    case 'region':
    case 'break':
    case 'continue':
      return [];
  }
}

/** The expressions that the block itself computes for a step. */
function expressionsOf(step: BlockStep): readonly Expr[] {
  switch (step.kind) {
    case 'if':
    case 'while':
      return [step.condition];
    case 'for':
      return [step.stmt.from, step.stmt.to];
    case 'region':
    case 'break':
    case 'continue':
      return [];
  }
}

/** All steps at any depth, in the order of the text. */
function flatten(steps: readonly BlockStep[]): readonly BlockStep[] {
  return steps.flatMap((step) => [step, ...flatten(innerOf(step))]);
}

/** All regions, in the order of the text. */
export function regionsOf(steps: readonly BlockStep[]): readonly Region[] {
  return flatten(steps).filter((step) => step.kind === 'region');
}

/** Names of the variables that the block itself reads, in conditions and bounds. */
export function readByBlock(steps: readonly BlockStep[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const expr of flatten(steps).flatMap(expressionsOf))
    forEachExpr(expr, (inner) => {
      if (inner.kind === 'local') names.add(inner.name);
    });
  return names;
}

/** Names of the variables that a region reads or assigns. */
export function namesOf({ stmts }: Region): ReadonlySet<string> {
  return new Set([...usedLocals(stmts), ...assignedLocals(stmts)]);
}
