// Removes barriers that order nothing: those that no thread of the block reaches with memory touched since the one before.
import type { Expr, Kernel, Program, Stmt } from './types.ts';
import { expressionsOf, keepBlocksVisible, someExpr, someStmt } from './walk.ts';

/**
 * What threads of the block may have done since the last barrier, or since the block started: nothing with memory that a
 * kernel can write (`clean`), or something; `undefined` where no path arrives.
 */
type State = 'clean' | 'touched' | undefined;

function meet(a: State, b: State): State {
  if (!a || !b) return a ?? b;
  return a === 'touched' ? a : b;
}

interface Walked {
  readonly stmts: readonly Stmt[];
  readonly end: State;
}

class BarrierRemover {
  private readonly constants: ReadonlySet<string>;
  /** For each loop around the present place the states with which BREAK and CONTINUE leave its body. */
  private readonly left: State[] = [];

  constructor({ params }: Kernel) {
    const constant = params.filter((param) => param.kind === 'array' && param.access === 'read');
    this.constants = new Set(constant.map(({ name }) => name));
  }

  /** The statements without their redundant barriers, and the state behind them. */
  list(stmts: readonly Stmt[], start: State): Walked {
    let end = start;
    const kept: Stmt[] = [];
    for (const stmt of stmts) {
      if (stmt.kind === 'barrier' && end === 'clean') continue;
      const walked = this.statement(stmt, end);
      kept.push(walked.stmt);
      end = walked.end;
    }
    const isSame = kept.length === stmts.length && kept.every((stmt, i) => stmt === stmts[i]);
    return { stmts: isSame ? stmts : kept, end };
  }

  private readonly isTouch = (expr: Expr): boolean => expr.kind === 'load' && !this.constants.has(expr.array);

  /** True for what a statement itself does, its bodies apart. */
  private readonly touches = (stmt: Stmt): boolean => {
    switch (stmt.kind) {
      case 'store':
      case 'atomic':
      case 'stage':
      case 'reduce':
        return true;
      default:
        return expressionsOf(stmt).some((expr) => someExpr(expr, this.isTouch));
    }
  };

  private statement(stmt: Stmt, start: State): { readonly stmt: Stmt; readonly end: State } {
    const before = start && this.touches(stmt) ? 'touched' : start;
    switch (stmt.kind) {
      case 'barrier':
        return { stmt, end: start && 'clean' };
      case 'if': {
        const yes = this.list(stmt.then, before);
        const no = this.list(stmt.else, before);
        const isSame = yes.stmts === stmt.then && no.stmts === stmt.else;
        return {
          stmt: isSame ? stmt : { ...stmt, then: yes.stmts, else: no.stmts },
          end: meet(yes.end, no.end),
        };
      }
      case 'for':
      case 'while': {
        // What an iteration touches has happened before the next one.
        const again = before && someStmt(stmt.body, this.touches) ? 'touched' : before;
        this.left.push(undefined);
        const body = this.list(stmt.body, again);
        const left = meet(body.end, this.left.pop());
        return {
          stmt: body.stmts === stmt.body ? stmt : { ...stmt, body: body.stmts },
          end: meet(before, left),
        };
      }
      case 'break':
      case 'continue':
        this.left.push(meet(this.left.pop(), before));
        return { stmt, end: undefined };
      case 'return':
        return { stmt, end: undefined };
      default:
        return { stmt, end: before };
    }
  }
}

/**
 * The program without barriers that order nothing; for targets where one costs. A kernel that only its barriers show its
 * blocks keeps them.
 */
export function removeRedundantBarriers(program: Program): Program {
  const kernels = program.kernels.map((kernel) => {
    const { stmts } = new BarrierRemover(kernel).list(kernel.body, 'clean');
    return stmts === kernel.body ? kernel : keepBlocksVisible(kernel, { ...kernel, body: stmts });
  });
  return kernels.every((kernel, i) => kernel === program.kernels[i]) ? program : { ...program, kernels };
}
