// Counts what the threads of a prepared run cost, where that is not proved to be within the program's bound.
import { type Placement, PxosError } from '../../diagnostics/index.ts';
import * as say from '../../diagnostics/messages/pixel-run.ts';
import { type BoundProgram, boundGas, type Program } from '../../ir/index.ts';
import type { PreparedRun } from '../prepared.ts';

/** The storage of the status; no array is called so. */
const STATUS = '#gas';
/** No thread has spent its gas. */
const NOBODY = 0xffffffff;

export interface CountedRun {
  readonly program: Program;
  readonly prepared: PreparedRun;
  /**
   * Says afterwards whether a thread cost too much: the lowest of the first launch that has one.
   *
   * @throws PxosError PX1350
   */
  check(contents: ReadonlyMap<string, Uint8Array>, about: AboutLaunch): void;
}

/** What messages say of the launch of a step. */
export interface AboutLaunch {
  readonly kernelOf: (step: number) => string;
  readonly placeOf: (step: number) => Placement;
}

/** The operations with the kernels that count. */
function counted(prepared: PreparedRun, { launches, status }: BoundProgram): PreparedRun {
  const operations = prepared.operations.map((operation) => {
    const launch = operation.kind === 'launch' ? launches.get(operation.step) : undefined;
    if (operation.kind !== 'launch' || !launch) return operation;
    const storageOf = (buffer: string): string =>
      buffer === status.name ? STATUS : (prepared.arrays?.get(buffer) ?? buffer);
    const added = Object.entries(launch.arrays).map(([param, buffer]) => [param, storageOf(buffer)]);
    return {
      ...operation,
      kernel: launch.kernel,
      arrays: { ...operation.arrays, ...Object.fromEntries(added) },
      values: { ...operation.values, ...launch.values },
    };
  });
  const { element, length, data } = status;
  return {
    ...prepared,
    operations,
    storages: new Map([...prepared.storages, [STATUS, { name: STATUS, element, length, data }]]),
    kept: [...(prepared.kept ?? []), STATUS],
    lengths: new Map([...prepared.lengths, [status.name, length]]),
  };
}

/** The run with the counting that it needs. */
export function withGas(program: Program, prepared: PreparedRun): CountedRun {
  const bound = boundGas(program, prepared.parameters);
  if (!bound) return { program, prepared, check: () => undefined };
  return {
    program: bound.program,
    prepared: counted(prepared, bound),
    check(contents, { kernelOf, placeOf }) {
      const bytes = contents.get(STATUS);
      if (!bytes) return;
      const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      for (const [step, { slot }] of bound.launches) {
        const thread = words.getUint32(4 * slot, true);
        if (thread === NOBODY) continue;
        const gas = 2 ** (program.gas ?? 0);
        throw new PxosError(say.outOfGas({ kernel: kernelOf(step), thread, gas }, placeOf(step)));
      }
    },
  };
}
