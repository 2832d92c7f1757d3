// Grids that arrays hold: read when their launch comes, held against the limits, and filled in before a runner sees the launch.
import type { RunLaunch, RunOperation } from '../contract/index.ts';
import { type Placement, PxosError } from '../diagnostics/index.ts';
import * as say from '../diagnostics/messages/pixel-run.ts';
import type { Kernel } from '../ir/index.ts';
import { PIXEL_LIMITS } from '../pxi/index.ts';
import { blocksOf, type Shape } from './launches.ts';

/** What stands in a buffer of three `u32`. */
function shapeIn(bytes: Uint8Array | undefined): Shape {
  if (!bytes) return [0, 0, 0];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return [view.getUint32(0, true), view.getUint32(4, true), view.getUint32(8, true)];
}

/** What filling in needs to know. */
export interface GridSources {
  readonly kernels: ReadonlyMap<string, Kernel>;
  readonly contents: ReadonlyMap<string, Uint8Array>;
  readonly placeOf: (step: number) => Placement;
}

function filled(launch: RunLaunch, from: string, sources: GridSources): readonly RunLaunch[] {
  const { kernels, contents, placeOf } = sources;
  const grid = shapeIn(contents.get(from));
  const threads = [...grid, ...launch.block].reduce((product, size) => product * size, 1);
  if (threads > PIXEL_LIMITS.threads)
    throw new PxosError(say.gridTooLarge({ grid, threads }, placeOf(launch.step)));
  const kernel = kernels.get(launch.kernel);
  if (threads === 0 || !kernel) return [];
  const { gridFrom: _array, ...known } = launch;
  return [{ ...known, ...blocksOf(kernel, grid, launch.block) }];
}

/**
 * The operations with every grid filled in; a launch without threads is left out.
 *
 * @throws PxosError PX1352 for a grid of more threads than can run
 */
export function withGrids(
  operations: readonly RunOperation[],
  sources: GridSources,
): readonly RunOperation[] {
  return operations.flatMap((operation): readonly RunOperation[] =>
    operation.kind === 'launch' && operation.gridFrom !== undefined
      ? filled(operation, operation.gridFrom, sources)
      : [operation],
  );
}
