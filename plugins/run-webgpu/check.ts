// Holds a job against the limits of a device before anything is allocated: errors name the limit and what needs more.
import { type BufferState, bytesOf, type Diagnostic, type RunLaunch } from 'pxos/core';
import type { Job, KernelModule } from './job.ts';
import { messages } from './messages.ts';
import type { OpenDevice } from './open-adapter.ts';

type Limit = keyof GPUSupportedLimits & string;

/** Bytes of the GPU buffer for a buffer of the run: whole words, at least one. */
export function sizeOf(buffer: Pick<BufferState, 'element' | 'length'>): number {
  return Math.max(4, Math.ceil((buffer.length * bytesOf(buffer.element)) / 4) * 4);
}

/** Dispatches of one launch at most: more would fill memory before they filled the device. */
const MOST_DISPATCHES = 65_536;

interface Wish {
  readonly limit: Limit;
  readonly wanted: number;
  readonly what: string;
}

function wishesOf({ kernel, block }: RunLaunch, { meta }: KernelModule): readonly Wish[] {
  const threads = block[0] * block[1] * block[2];
  const memory = meta.workgroup.bytes + meta.workgroup.bytesPerThread * threads;
  const launch = `The launch of \`${kernel}\``;
  return [
    { limit: 'maxComputeWorkgroupSizeX', wanted: block[0], what: `${launch}, threads of a block along X,` },
    { limit: 'maxComputeWorkgroupSizeY', wanted: block[1], what: `${launch}, threads of a block along Y,` },
    { limit: 'maxComputeWorkgroupSizeZ', wanted: block[2], what: `${launch}, threads of a block along Z,` },
    { limit: 'maxComputeInvocationsPerWorkgroup', wanted: threads, what: `${launch}, threads of a block,` },
    { limit: 'maxComputeWorkgroupStorageSize', wanted: memory, what: `${launch}, bytes of shared memory,` },
    { limit: 'maxStorageBuffersPerShaderStage', wanted: meta.arrays.length, what: `${launch}, arrays,` },
  ];
}

function boundTwice(launch: RunLaunch, { meta }: KernelModule): Diagnostic | undefined {
  const seen = new Map<string, { readonly param: string; readonly access: string }>();
  for (const { param, access } of meta.arrays) {
    const buffer = launch.arrays[param] ?? '';
    const other = seen.get(buffer);
    if (other && (access === 'read_write' || other.access === 'read_write'))
      return messages.boundTwice({ kernel: launch.kernel, buffer, first: other.param, second: param });
    seen.set(buffer, { param, access });
  }
  return undefined;
}

/** Everything of a job that the device cannot do. */
export function faultsOf(
  job: Job,
  modules: ReadonlyMap<string, KernelModule>,
  open: OpenDevice,
): readonly Diagnostic[] {
  const { limits } = open.device;
  const above = ({ limit, wanted, what }: Wish): readonly Diagnostic[] => {
    const available = Number(limits[limit]);
    return wanted > available
      ? [messages.aboveLimit({ limit, wanted, available, what, adapter: open.name })]
      : [];
  };
  const faults = job.buffers.flatMap((buffer) => {
    const wanted = sizeOf(buffer);
    const what = `The buffer \`${buffer.name}\`, in bytes,`;
    const [fault] = [
      ...above({ limit: 'maxStorageBufferBindingSize', wanted, what }),
      ...above({ limit: 'maxBufferSize', wanted, what }),
    ];
    return fault ? [fault] : [];
  });
  for (const operation of job.operations) {
    if (operation.kind !== 'launch') continue;
    const module = modules.get(operation.kernel);
    if (!module) continue;
    faults.push(...wishesOf(operation, module).flatMap(above));
    const perDispatch = limits.maxComputeWorkgroupsPerDimension;
    const dispatches = operation.grid.reduce(
      (product, blocks) => product * Math.ceil(blocks / perDispatch),
      1,
    );
    if (dispatches > MOST_DISPATCHES)
      faults.push(
        messages.aboveLimit({
          limit: 'maxComputeWorkgroupsPerDimension',
          wanted: Math.max(...operation.grid),
          available: perDispatch,
          what: `The launch of \`${operation.kernel}\`, blocks along an axis,`,
          adapter: open.name,
        }),
      );
    const twice = boundTwice(operation, module);
    if (twice) faults.push(twice);
  }
  return faults;
}
