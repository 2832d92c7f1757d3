// Turns a launch step into numbers: grid, block and extent, the storage of each array, the value of each scalar.
import type { RunLaunch } from '../contract/index.ts';
import * as say from '../diagnostics/messages/run.ts';
import { type Extent, isBlockBlind, type Kernel, type LaunchStep } from '../ir/index.ts';
import type { Value } from '../ops/index.ts';
import type { HostState } from './host-state.ts';
import { axesOf, commonSize } from './implied-axes.ts';
import { accessOf } from './uses.ts';

export type Shape = readonly [number, number, number];

/** Threads of a block that every target can run; larger blocks of kernels that cannot see them are cut anew. */
const PORTABLE_BLOCK = 256;
/** Threads below which a block leaves lanes of a GPU idle. */
const SMALL_BLOCK = 32;
const MAX_BLOCK = 1024;
const MAX_INT = 2147483647;

const product = (shape: Shape): number => shape[0] * shape[1] * shape[2];
const AXES = ['x', 'y', 'z'] as const;

/** The block of a kernel that cannot see it, when neither program nor plan says one. */
export function defaultBlock(extent: Shape): Shape {
  if (extent[2] > 1) return [8, 8, 4];
  return extent[1] > 1 ? [16, 16, 1] : [256, 1, 1];
}

/** Blocks that cover the extent. */
export function gridOf(extent: Shape, block: Shape): Shape {
  const along = (axis: 0 | 1 | 2): number => Math.ceil(extent[axis] / block[axis]);
  return [along(0), along(1), along(2)];
}

type Grid = Pick<RunLaunch, 'grid' | 'block' | 'extent'>;

/**
 * Grid, block and extent of a launch whose grid and block are stated. Blocks that the kernel cannot see are cut anew where
 * not every target runs them, or where they are too small to keep a GPU busy.
 */
export function blocksOf(kernel: Kernel, grid: Shape, block: Shape): Grid {
  const extent: Shape = [grid[0] * block[0], grid[1] * block[1], grid[2] * block[2]];
  const threads = product(block);
  const isSmall = threads < SMALL_BLOCK && product(extent) >= SMALL_BLOCK;
  if ((threads <= PORTABLE_BLOCK && !isSmall) || !isBlockBlind(kernel)) return { grid, block, extent };
  const portable = defaultBlock(extent);
  return { grid: gridOf(extent, portable), block: portable, extent };
}

/** What a launch needs to know beside the step. */
export interface LaunchContext {
  readonly state: HostState;
  readonly kernel: Kernel;
  /** Extent that the caller gives to the implied launch. */
  readonly threads?: Shape | undefined;
  /** Makes the storage of an open array that has none, with so many elements where nothing else is known. */
  readonly open: (name: string, threads: number | undefined) => void;
}

function statedGrid(
  extent: Extent & { kind: 'grid' },
  step: LaunchStep,
  context: LaunchContext,
): Grid | undefined {
  const { state, kernel } = context;
  const shape = (exprs: Extent & { kind: 'grid' }, part: 'blocks' | 'threads'): Shape | undefined => {
    const counts = exprs[part].map((expr) => state.count(expr, part.toUpperCase(), 1, step.at));
    if (counts.some((count) => count === undefined)) return undefined;
    const [x = 1, y = 1, z = 1] = counts as readonly number[];
    return [x, y, z];
  };
  const grid = shape(extent, 'blocks');
  const block =
    extent.threads.length === 0 ? (kernel.block ?? [PORTABLE_BLOCK, 1, 1]) : shape(extent, 'threads');
  if (!grid || !block) return undefined;
  return blocksOf(kernel, grid, block);
}

/** The arrays that the launch binds and whose lengths are known; each once. */
function knownLengths(step: LaunchStep, state: HostState): ReadonlyMap<string, number> {
  const lengths = step.bindings.flatMap((binding): [string, number][] => {
    if (binding.kind !== 'buffer') return [];
    const array = state.state(binding.buffer);
    return array.kind === 'live' ? [[binding.buffer, array.storage.length]] : [];
  });
  return new Map(lengths);
}

/** A thread for each element of the longest array; where lengths differ, a note says which one that is. */
function threadsOfArrays(step: LaunchStep, { state, kernel }: LaunchContext): number | undefined {
  const lengths = knownLengths(step, state);
  if (lengths.size === 0) return undefined;
  const threads = Math.max(...lengths.values());
  if (step.implicit && new Set(lengths.values()).size > 1) {
    const placement = { file: state.file, ...(step.at && { place: step.at }) };
    state.notes.push(
      say.differentLengths({ kernel: kernel.name, lengths: [...lengths], threads }, placement),
    );
  }
  return threads;
}

function impliedExtent(step: LaunchStep, context: LaunchContext): Shape | undefined {
  const { state, kernel, threads } = context;
  const { extent } = step;
  if (extent.kind === 'over') {
    const storage = state.live(extent.buffer, step.at);
    if (!storage) return undefined;
    if (extent.axes === 1) return [storage.length, 1, 1];
    const size = state.size(extent.buffer, storage.length, step.at);
    return size && [size.width, size.height, 1];
  }
  if (threads) return threads;
  const axes = axesOf(kernel);
  if (axes > 1)
    return (
      (axes === 2 ? commonSize(step, state) : undefined) ??
      state.fail((p) => say.axesNeeded({ kernel: kernel.name, axes }, p), step.at)
    );
  const longest = threadsOfArrays(step, context);
  if (longest !== undefined) return [longest, 1, 1];
  const broken = step.bindings.some(
    (binding) => binding.kind === 'buffer' && state.state(binding.buffer).kind === 'broken',
  );
  return broken ? undefined : state.fail((p) => say.noThreads({ kernel: kernel.name }, p), step.at);
}

/** What left the launch without threads. */
const emptyArrays = (step: LaunchStep, state: HostState): readonly string[] =>
  step.extent.kind === 'over' ? [step.extent.buffer] : [...knownLengths(step, state).keys()];

function resolveGrid(step: LaunchStep, context: LaunchContext): Grid | undefined {
  const { state, kernel } = context;
  if (step.extent.kind === 'grid') return statedGrid(step.extent, step, context);
  // Its grid is filled in when the launch comes.
  if (step.extent.kind === 'indirect')
    return { grid: [1, 1, 1], block: step.extent.block, extent: step.extent.block };
  const extent = impliedExtent(step, context);
  if (!extent) return undefined;
  if (product(extent) < 1)
    return state.fail(
      (p) => say.allEmpty({ kernel: kernel.name, arrays: emptyArrays(step, state) }, p),
      step.at,
    );
  if (isBlockBlind(kernel)) {
    const own = kernel.block && product(kernel.block) <= PORTABLE_BLOCK ? kernel.block : undefined;
    const block = own ?? defaultBlock(extent);
    return { grid: gridOf(extent, block), block, extent };
  }
  const block = kernel.block;
  if (!block) return state.fail((p) => say.blockNeeded({ kernel: kernel.name }, p), step.at);
  const grid = gridOf(extent, block);
  return { grid, block, extent: [grid[0] * block[0], grid[1] * block[1], grid[2] * block[2]] };
}

function checkLimits(grid: Grid, step: LaunchStep, { state, kernel }: LaunchContext): boolean {
  const before = state.errors.length;
  const threads = product(grid.block);
  if (threads > MAX_BLOCK)
    state.fail((p) => say.blockTooLarge({ kernel: kernel.name, threads, limit: MAX_BLOCK }, p), step.at);
  grid.extent.forEach((count, axis) => {
    // The last index is an int.
    if (count - 1 > MAX_INT)
      state.fail(
        (p) => say.tooManyThreads({ kernel: kernel.name, axis: AXES[axis]!, threads: count }, p),
        step.at,
      );
  });
  return state.errors.length === before;
}

/**
 * One launch with everything fixed, or `undefined` after its errors are noted. Arrays that are read get their storage
 * first: the lengths of those that are only written may follow from them.
 */
export function resolveLaunch(
  step: LaunchStep,
  index: number,
  context: LaunchContext,
): RunLaunch | undefined {
  const { state, kernel, open } = context;
  const arrays = step.bindings.filter((binding) => binding.kind === 'buffer');
  for (const { param, buffer } of arrays) if (accessOf(kernel, param) !== 'write') open(buffer, undefined);
  const grid = resolveGrid(step, context);
  if (!grid) {
    // Its error has been told; arrays whose length would follow from it need none of their own.
    for (const { buffer } of arrays)
      if (state.state(buffer).kind === 'absent') state.setState(buffer, { kind: 'broken' });
    for (const binding of step.bindings) if (binding.kind === 'value') state.evaluate(binding.value, step.at);
    return undefined;
  }
  for (const { buffer } of arrays) open(buffer, product(grid.extent));

  const bound = arrays.map(({ param, buffer }) => [param, state.live(buffer, step.at)?.name] as const);
  const values = step.bindings
    .filter((binding) => binding.kind === 'value')
    .map(({ param, value }): readonly [string, Value | undefined] => [param, state.evaluate(value, step.at)]);
  if (!checkLimits(grid, step, context)) return undefined;
  const gridFrom =
    step.extent.kind === 'indirect' ? state.live(step.extent.buffer, step.at)?.name : undefined;
  if (bound.some(([, name]) => name === undefined) || values.some(([, value]) => value === undefined))
    return undefined;
  return {
    kind: 'launch',
    step: index,
    kernel: kernel.name,
    ...grid,
    ...(gridFrom !== undefined && { gridFrom }),
    arrays: Object.fromEntries(bound as readonly (readonly [string, string])[]),
    values: Object.fromEntries(values as readonly (readonly [string, Value])[]),
  };
}
