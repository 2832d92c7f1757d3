// What the launches of a program say about the block shapes of a kernel.
import type { Expr, Kernel, Program } from './types.ts';

/** Smallest and largest number of threads along each axis, over all launches of a kernel. */
export interface BlockShapes {
  readonly least: readonly [number, number, number];
  readonly most: readonly [number, number, number];
}

/** A stated number of threads; an axis that is not stated has one. */
function statedSize(expr: Expr | undefined): number | undefined {
  if (!expr) return 1;
  return expr.kind === 'const' ? Number(expr.value) : undefined;
}

/** The shapes, or `undefined` when a launch leaves them open or there is none. */
export function blockShapes(program: Program, kernel: Kernel): BlockShapes | undefined {
  let shapes: BlockShapes | undefined;
  for (const step of program.steps) {
    if (step.kind !== 'launch' || step.kernel !== kernel.name) continue;
    const { extent } = step;
    const [x, y, z] =
      extent.kind === 'grid' && extent.threads.length > 0
        ? ([0, 1, 2] as const).map((axis) => statedSize(extent.threads[axis]))
        : extent.kind === 'indirect'
          ? extent.block
          : (kernel.block ?? []);
    if (x === undefined || y === undefined || z === undefined) return undefined;
    const before = shapes ?? { least: [x, y, z], most: [x, y, z] };
    const pick = (choose: (a: number, b: number) => number, [a, b, c]: BlockShapes['least']) =>
      [choose(a, x), choose(b, y), choose(c, z)] as const;
    shapes = { least: pick(Math.min, before.least), most: pick(Math.max, before.most) };
  }
  return shapes;
}
