// The pass `optimize-bounds`: marks accesses to shared arrays that can never be outside, so that targets need no check.
import {
  blockShapes,
  definePass,
  type Expr,
  type Kernel,
  mapBodies,
  mapExpressionsOf,
  mapOperands,
  type PassOptions,
  type Program,
  type Stmt,
} from 'pxos/core';
import { BoundsAnalysis } from './analysis.ts';

/** Marks what the analysis proved; what another pass proved stays marked. */
class Marker {
  private readonly analysis: BoundsAnalysis;

  constructor(analysis: BoundsAnalysis) {
    this.analysis = analysis;
  }

  private readonly expr = (expr: Expr): Expr => {
    const inner = mapOperands(expr, this.expr);
    const isNew = expr.kind === 'load' && !expr.proven && this.analysis.isProven(expr);
    return isNew && inner.kind === 'load' ? { ...inner, proven: true } : inner;
  };

  block(stmts: readonly Stmt[]): readonly Stmt[] {
    return stmts.map((stmt) => {
      const inner = mapBodies(mapExpressionsOf(stmt, this.expr), (body) => this.block(body));
      const accesses = stmt.kind === 'store' || stmt.kind === 'atomic';
      const isNew = accesses && !stmt.proven && this.analysis.isProven(stmt);
      return isNew && (inner.kind === 'store' || inner.kind === 'atomic')
        ? { ...inner, proven: true }
        : inner;
    });
  }
}

function proveKernel(kernel: Kernel, program: Program): Kernel {
  // Lengths of other arrays are known at run time only.
  if (kernel.shared.length === 0) return kernel;
  const analysis = new BoundsAnalysis(kernel, blockShapes(program, kernel));
  return { ...kernel, body: new Marker(analysis).block(kernel.body) };
}

/** The pass as a value, for tests and for other pipelines. */
export const bounds = {
  name: 'optimize-bounds',
  about:
    'Marks accesses to shared memory that are inside their array in every launch, so that no check is needed.',
  stage: 'lower',
  run: (program: Program): Program => ({
    ...program,
    kernels: program.kernels.map((kernel) => proveKernel(kernel, program)),
  }),
} as const satisfies PassOptions;

export const optimizeBounds = definePass(bounds);
