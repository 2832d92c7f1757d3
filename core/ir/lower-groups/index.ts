// Rewrites WARP_REDUCE, BLOCK_REDUCE and LOAD_COALESCED into shared arrays, barriers and loops, for targets that lack them.
import type { Kernel, Program, Stmt } from '../types.ts';
import { mapBodies, mapStmts, someStmt } from '../walk.ts';
import { Additions } from './additions.ts';
import { lowerReduce } from './reduce.ts';
import { lowerStage } from './stage.ts';

export { MAX_LOWERED_BLOCK } from './reduce.ts';

/** The statements with the position of the one that they replace. */
const placed = (statements: readonly Stmt[], at: Stmt['at']): readonly Stmt[] =>
  mapStmts(statements, { stmt: (statement) => ({ ...statement, at }) });

function lowerBody(body: readonly Stmt[], kernel: Kernel, additions: Additions): readonly Stmt[] {
  return body.flatMap((statement): readonly Stmt[] => {
    if (statement.kind === 'reduce') return placed(lowerReduce(statement, additions), statement.at);
    if (statement.kind === 'stage') return placed(lowerStage(statement, kernel, additions), statement.at);
    return [mapBodies(statement, (inner) => lowerBody(inner, kernel, additions))];
  });
}

const isGroup = (statement: Stmt): boolean => statement.kind === 'reduce' || statement.kind === 'stage';

/**
 * The program without `reduce` and `stage` statements; kernels that have none are returned as they are. The results are
 * those of the language for blocks of up to `MAX_LOWERED_BLOCK` threads. Access to the scratch arrays is `proven`.
 */
export function lowerGroups(program: Program): Program {
  return {
    ...program,
    kernels: program.kernels.map((kernel) => {
      if (!someStmt(kernel.body, isGroup)) return kernel;
      const additions = new Additions(kernel);
      const body = lowerBody(kernel.body, kernel, additions);
      return {
        ...kernel,
        body,
        locals: [...kernel.locals, ...additions.locals],
        shared: [...kernel.shared, ...additions.shared],
      };
    }),
  };
}
