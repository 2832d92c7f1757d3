// Statements that all threads of a block have to reach, held against the analysis of what depends on the thread (Meaning 5).
import { notUniform } from '../diagnostics/messages/flow.ts';
import {
  analyzeUniformity,
  forEachStmt,
  hasBarrier,
  isCollective,
  type Kernel,
  type Stmt,
} from '../ir/index.ts';
import type { Report } from './report.ts';

function keywordOf(stmt: Stmt): string {
  switch (stmt.kind) {
    case 'reduce':
      return stmt.scope === 'warp' ? 'WARP_REDUCE' : 'BLOCK_REDUCE';
    case 'stage':
      return 'LOAD_COALESCED';
    default:
      return 'SYNC_THREADS';
  }
}

/** Reports barriers, reductions and LOAD_COALESCED that some threads of a block may not reach, with the condition. */
export function checkUniformity(report: Report, kernel: Kernel): void {
  if (!hasBarrier(kernel.body)) return;
  const uniformity = analyzeUniformity(kernel);
  forEachStmt(kernel.body, (stmt) => {
    if (!isCollective(stmt) || uniformity.isReachedTogether(stmt) || !stmt.at) return;
    const condition = uniformity.conditionBefore(stmt)?.at;
    const notes = condition && [{ message: 'This depends on the thread', place: condition }];
    const text = condition ? report.quote(condition) : 'RETURN';
    report.say(notUniform, { statement: keywordOf(stmt), condition: text }, stmt.at, notes);
  });
}
