// Shapes of blocks: which one a launch gets that states none, and how many threads the largest block of each kernel has.
import type { Plan } from '../contract/index.ts';
import {
  type Expr,
  type Extent,
  isBlockBlind,
  type Kernel,
  type LaunchStep,
  type Program,
} from '../ir/index.ts';

/** Threads of a block on every GPU of the C family at most. */
export const MOST_THREADS = 1024;

type Shape = readonly [number, number, number];
const LINE: Shape = [256, 1, 1];
const SQUARE: Shape = [16, 16, 1];

const volume = ([x, y, z]: Shape): number => x * y * z;

/** The block of a launch that states none: the kernel's own, the planner's choice, else 256 threads. */
export function blockShape(kernel: Kernel, launch: LaunchStep, step: number, plan: Plan | undefined): Shape {
  const planned = plan?.steps.find((entry) => entry.step === step)?.block;
  const flat = launch.extent.kind !== 'over' || launch.extent.axes === 1;
  return kernel.block ?? planned ?? (flat ? LINE : SQUARE);
}

/** The product of constant extents, or undefined. */
export function constantProduct(extents: readonly Expr[]): number | undefined {
  let product = 1;
  for (const extent of extents) {
    if (extent.kind !== 'const') return undefined;
    product *= Number(extent.value);
  }
  return product;
}

/**
 * True for launches in blocks of one thread, as images have them, of a kernel that cannot see its blocks: they are cut into
 * larger ones.
 */
export function isCutAnew(kernel: Kernel, extent: Extent): boolean {
  const threads =
    extent.kind === 'indirect'
      ? volume(extent.block)
      : extent.kind === 'grid' && extent.threads.length > 0
        ? constantProduct(extent.threads)
        : undefined;
  return threads === 1 && isBlockBlind(kernel);
}

function largestBlock(kernel: Kernel, program: Program, plan: Plan | undefined): number {
  let largest = 0;
  program.steps.forEach((step, i) => {
    if (step.kind === 'matrix' && step.kernel === kernel.name)
      largest = Math.max(largest, volume(kernel.block ?? LINE));
    if (step.kind !== 'launch' || step.kernel !== kernel.name) return;
    const { extent } = step;
    const threads =
      extent.kind === 'grid' && extent.threads.length > 0 && !isCutAnew(kernel, extent)
        ? constantProduct(extent.threads)
        : extent.kind === 'indirect' && !isCutAnew(kernel, extent)
          ? volume(extent.block)
          : volume(blockShape(kernel, step, i, plan));
    largest = Math.max(largest, threads ?? MOST_THREADS);
  });
  // A kernel that nothing launches may be launched by others, as large as they like.
  if (largest === 0) largest = isBlockBlind(kernel) ? volume(LINE) : MOST_THREADS;
  return Math.min(Math.max(largest, 1), MOST_THREADS);
}

/** By kernel: threads of its largest block; 1024 where a launch decides at run time. */
export function largestBlocks(program: Program, plan?: Plan): ReadonlyMap<string, number> {
  return new Map(program.kernels.map((kernel) => [kernel.name, largestBlock(kernel, program, plan)]));
}
