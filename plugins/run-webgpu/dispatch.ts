// Cuts a launch into dispatches that fit a device, and fills the uniform block of each.
import type { BufferState, RunLaunch } from 'pxos/core';
import type { UniformField, WgslMeta } from 'pxos/plugins/emit-wgsl';

type Triple = readonly [number, number, number];

/** Limits of a device on the shape of a workgroup. */
export type BlockLimits = Pick<
  GPUSupportedLimits,
  | 'maxComputeInvocationsPerWorkgroup'
  | 'maxComputeWorkgroupSizeX'
  | 'maxComputeWorkgroupSizeY'
  | 'maxComputeWorkgroupSizeZ'
>;

/** Threads below which a workgroup leaves most lanes of a GPU idle. */
const FEWEST_THREADS = 32;

const volume = ([x, y, z]: Triple): number => x * y * z;

/**
 * The launch in blocks that the device likes. Kernels that see their blocks stay as they are; others get blocks of a shape
 * of their own where those of the launch are too large for the device or so small that it would idle.
 */
export function reshaped(launch: RunLaunch, meta: WgslMeta, limits: BlockLimits): RunLaunch {
  const { block, extent } = launch;
  const fits =
    volume(block) <= limits.maxComputeInvocationsPerWorkgroup &&
    block[0] <= limits.maxComputeWorkgroupSizeX &&
    block[1] <= limits.maxComputeWorkgroupSizeY &&
    block[2] <= limits.maxComputeWorkgroupSizeZ;
  const isSmall = volume(block) < FEWEST_THREADS && volume(extent) > volume(block);
  if (!meta.blockBlind || (fits && !isSmall)) return launch;
  const shape: Triple = extent[1] === 1 && extent[2] === 1 ? [256, 1, 1] : [16, 16, 1];
  const [x, y, z] = extent.map((threads, axis) => Math.max(1, Math.ceil(threads / (shape[axis] ?? 1))));
  return { ...launch, block: shape, grid: [x ?? 1, y ?? 1, z ?? 1] };
}

/** One dispatch of a launch: its workgroups, and the index of its first block in the grid. */
export interface Dispatch {
  readonly groups: Triple;
  readonly first: Triple;
}

/** A grid in pieces of at most `most` workgroups along each axis. */
export function dispatchesOf(grid: Triple, most: number): readonly Dispatch[] {
  const pieces = (total: number): readonly (readonly [first: number, groups: number])[] =>
    Array.from({ length: Math.ceil(total / most) }, (_, i) => [i * most, Math.min(most, total - i * most)]);
  return pieces(grid[2]).flatMap(([z, depth]) =>
    pieces(grid[1]).flatMap(([y, height]) =>
      pieces(grid[0]).map(([x, width]): Dispatch => ({ groups: [width, height, depth], first: [x, y, z] })),
    ),
  );
}

function write(view: DataView, field: UniformField, at: number, value: number | boolean): void {
  switch (field.type) {
    case 'f32':
      view.setFloat32(at, Number(value), true);
      break;
    case 'i32':
      view.setInt32(at, Number(value), true);
      break;
    case 'u32':
    case 'vec3<u32>':
      view.setUint32(at, Number(value), true);
      break;
  }
}

/** The bytes of the uniform block of one dispatch. */
export function uniformBytes(
  meta: WgslMeta,
  launch: RunLaunch,
  first: Triple,
  buffers: ReadonlyMap<string, BufferState>,
): Uint8Array {
  const bytes = new Uint8Array(meta.uniform.size);
  const view = new DataView(bytes.buffer);
  for (const field of meta.uniform.fields) {
    const { source, offset } = field;
    switch (source.kind) {
      case 'value':
        write(view, field, offset, launch.values[source.param] ?? 0);
        break;
      case 'length':
        write(view, field, offset, buffers.get(launch.arrays[source.param] ?? '')?.length ?? 0);
        break;
      case 'extent':
      case 'first':
      case 'grid': {
        const vector = { extent: launch.extent, first, grid: launch.grid }[source.kind];
        vector.forEach((component, axis) => {
          write(view, field, offset + 4 * axis, component);
        });
        break;
      }
    }
  }
  return bytes;
}
