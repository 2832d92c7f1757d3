// What the launches of a program say about the block shapes of a kernel.
import type { Expr, Kernel, Program } from 'pxos/core';

/** Smallest and largest number of threads along each axis, over all launches of a kernel. */
export interface BlockShapes {
  readonly least: readonly [number, number, number];
  readonly most: readonly [number, number, number];
}

/** Host names that are SET exactly once, to a constant. */
function hostConstants(program: Program): ReadonlyMap<string, number> {
  const constants = new Map<string, number>();
  const seen = new Set<string>();
  for (const step of program.steps) {
    if (step.kind !== 'set') continue;
    if (seen.has(step.name)) constants.delete(step.name);
    else if (step.value.kind === 'const') constants.set(step.name, Number(step.value.value));
    seen.add(step.name);
  }
  return constants;
}

function constantOf(expr: Expr | undefined, constants: ReadonlyMap<string, number>): number | undefined {
  if (!expr) return 1;
  if (expr.kind === 'const') return Number(expr.value);
  return expr.kind === 'host' ? constants.get(expr.name) : undefined;
}

/** The shapes, or `undefined` when a launch leaves them open or there is none. */
export function blockShapes(program: Program, kernel: Kernel): BlockShapes | undefined {
  const constants = hostConstants(program);
  let shapes: BlockShapes | undefined;
  for (const step of program.steps) {
    if (step.kind !== 'launch' || step.kernel !== kernel.name) continue;
    const { extent } = step;
    const [x, y, z] =
      extent.kind === 'grid' && extent.threads.length > 0
        ? ([0, 1, 2] as const).map((axis) => constantOf(extent.threads[axis], constants))
        : (kernel.block ?? []);
    if (x === undefined || y === undefined || z === undefined) return undefined;
    const before = shapes ?? { least: [x, y, z], most: [x, y, z] };
    const pick = (choose: (a: number, b: number) => number, [a, b, c]: BlockShapes['least']) =>
      [choose(a, x), choose(b, y), choose(c, z)] as const;
    shapes = { least: pick(Math.min, before.least), most: pick(Math.max, before.most) };
  }
  return shapes;
}
