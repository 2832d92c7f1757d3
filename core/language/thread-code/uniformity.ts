// Statements that all threads of a block have to reach, held against the analysis of what depends on the thread (Meaning 5).
import { flowMessages } from '../../diagnostics/messages/index.ts';
import {
  analyzeUniformity,
  bodiesOf,
  type Expr,
  expressionsOf,
  hasBarrier,
  isCollective,
  type Kernel,
  type Stmt,
} from '../../ir/index.ts';
import type { Report } from '../report.ts';

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
  /** Conditions and bounds of the statements around the present one. */
  const around: Expr[] = [];

  const check = (stmt: Stmt): void => {
    if (uniformity.isReachedTogether(stmt) || !stmt.at) return;
    const expr = uniformity.conditionBefore(stmt);
    const place = expr?.at;
    if (!place) return;
    const notes = [{ message: 'This depends on the thread', place }];
    const say = around.includes(expr) ? flowMessages.notUniform : flowMessages.leftEarly;
    report.say(say, { statement: keywordOf(stmt), condition: report.quote(place) }, stmt.at, notes);
  };
  const walk = (stmts: readonly Stmt[]): void => {
    for (const stmt of stmts) {
      if (isCollective(stmt)) check(stmt);
      const bodies = bodiesOf(stmt);
      if (bodies.length === 0) continue;
      const depth = around.push(...expressionsOf(stmt));
      for (const body of bodies) walk(body);
      around.length = depth - expressionsOf(stmt).length;
    }
  };
  walk(kernel.body);
}
