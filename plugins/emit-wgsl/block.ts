// The block shape that a module has unless its host sets another one.
import {
  type BlockShapes,
  blockShape,
  blockShapes,
  isBlockBlind,
  type Kernel,
  type Plan,
  type Program,
  someExprIn,
  someStmt,
} from 'pxos/core';

type Shape = readonly [number, number, number];

/** Threads of a block that every WebGPU device takes. */
const GUARANTEED_THREADS = 256;

/**
 * A shape that every device takes for a kernel that cannot see it; for others that of the kernel's first launch: what the launch states, if those are constants, else what the kernel, the plan or
 * the language's default says.
 */
export function defaultBlock(kernel: Kernel, program: Program, plan: Plan | undefined): Shape {
  const shape = launchedBlock(kernel, program, plan);
  const isLarge = shape[0] * shape[1] * shape[2] > GUARANTEED_THREADS;
  return isLarge && isBlockBlind(kernel) ? [GUARANTEED_THREADS, 1, 1] : shape;
}

function launchedBlock(kernel: Kernel, program: Program, plan: Plan | undefined): Shape {
  const step = program.steps.findIndex((entry) => entry.kind === 'launch' && entry.kernel === kernel.name);
  const launch = program.steps[step];
  if (launch?.kind !== 'launch') return kernel.block ?? [256, 1, 1];
  if (launch.extent.kind === 'indirect') return launch.extent.block;
  const stated = launch.extent.kind === 'grid' ? launch.extent.threads : [];
  const constants = stated.flatMap((expr) => (expr.kind === 'const' ? [Number(expr.value)] : []));
  if (stated.length > 0 && constants.length === stated.length && constants.every((n) => n >= 1)) {
    const [x = 1, y = 1, z = 1] = constants;
    return [x, y, z];
  }
  return blockShape(kernel, launch, step, plan);
}

/**
 * Block shapes that a module relies on: those of all launches, if some access has no check because of them. Others may
 * set any shape. A host that is not ours must not get past a proof by setting another one.
 */
export function reliedBlocks(kernel: Kernel, program: Program): BlockShapes | undefined {
  const unchecked =
    someStmt(kernel.body, (stmt) => 'proven' in stmt && stmt.proven === true) ||
    someExprIn(kernel.body, (expr) => expr.kind === 'load' && expr.proven === true);
  return unchecked && !isBlockBlind(kernel) ? blockShapes(program, kernel) : undefined;
}

/** The one shape of all launches, if there is one. */
export function onlyBlock(relied: BlockShapes | undefined): Shape | undefined {
  return relied?.most.every((size, axis) => size === relied.least[axis]) ? relied.most : undefined;
}
