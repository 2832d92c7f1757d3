// Keeps what a WRITE statement saw: where the array changes later, its contents are copied aside at that point.
import type { RunCopy, RunOperation } from '../contract/index.ts';
import type { Kernel } from '../ir/index.ts';
import type { HostState, Storage } from './host-state.ts';
import { accessOf } from './uses.ts';

/** Names of the storages that an operation changes. */
export function writtenBy(operation: RunOperation, kernels: ReadonlyMap<string, Kernel>): readonly string[] {
  switch (operation.kind) {
    case 'copy':
      return [operation.to];
    case 'matrix':
      return [operation.result.buffer];
    case 'pixels':
      return [operation.buffer];
    case 'launch': {
      const kernel = kernels.get(operation.kernel);
      return Object.entries(operation.arrays).flatMap(([param, name]) =>
        kernel && accessOf(kernel, param) === 'read' ? [] : [name],
      );
    }
  }
}

/** A statement that wants the contents of a storage as they are before the operation with index `before`. */
export interface Moment {
  readonly storage: Storage;
  readonly before: number;
  readonly step: number;
  /** Copy into this storage whether or not the contents change later. */
  readonly into?: Storage | undefined;
}

/**
 * The storage that holds the contents of each moment, and the operations with the copies that this takes. Arrays that
 * nothing changes afterwards are their own snapshot.
 */
export function takeSnapshots(
  operations: readonly RunOperation[],
  moments: readonly Moment[],
  kernels: ReadonlyMap<string, Kernel>,
  state: HostState,
): { readonly operations: readonly RunOperation[]; readonly storages: readonly Storage[] } {
  const copies = new Map<number, RunCopy[]>();
  const storages = moments.map(({ storage, before, step, into }) => {
    const changes = operations.slice(before).some((op) => writtenBy(op, kernels).includes(storage.name));
    if (!changes && !into) return storage;
    const copy = into ?? state.store(storage.name, { element: storage.element, length: storage.length });
    const list = copies.get(before) ?? [];
    list.push({ kind: 'copy', step, from: storage.name, to: copy.name, count: storage.length });
    copies.set(before, list);
    return copy;
  });
  return {
    operations: [
      ...operations.flatMap((operation, i) => [...(copies.get(i) ?? []), operation]),
      ...(copies.get(operations.length) ?? []),
    ],
    storages,
  };
}
