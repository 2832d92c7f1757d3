// Divides a run among runners: consecutive operations of one runner are one request, and buffers are handed over between them.
import type { BufferState, Plan, RunOperation } from '../contract/index.ts';
import { isBlockBlind, type Kernel, type Program } from '../ir/index.ts';
import { gridOf } from './launches.ts';
import type { PreparedRun } from './prepared.ts';
import { writtenBy } from './snapshots.ts';

/** Operations that one runner executes in one go. */
export interface Segment {
  readonly runner: string;
  readonly operations: readonly RunOperation[];
  /** Storages that the operations touch. */
  readonly storages: readonly string[];
  /** Those that they change and that somebody wants afterwards. */
  readonly results: readonly string[];
}

/** Storages that an operation touches. */
export function touchedBy(operation: RunOperation): readonly string[] {
  switch (operation.kind) {
    case 'launch':
      return Object.values(operation.arrays);
    case 'copy':
      return [operation.from, operation.to];
    case 'pixels':
      return [operation.buffer];
    case 'matrix':
      return [...operation.operands.map(({ buffer }) => buffer), operation.result.buffer];
  }
}

/** Arrays whose contents the host reads before an operation. */
const readBefore = (operation: RunOperation): readonly string[] =>
  operation.kind === 'launch' && operation.gridFrom !== undefined ? [operation.gridFrom] : [];

/** Groups operations by runner, in order; what the host reads in between ends a group. */
export function segmentsOf(
  prepared: PreparedRun,
  runnerOf: (operation: RunOperation) => string,
  kernels: ReadonlyMap<string, Kernel>,
): readonly Segment[] {
  const groups: { readonly runner: string; readonly operations: RunOperation[] }[] = [];
  for (const operation of prepared.operations) {
    const runner = runnerOf(operation);
    const last = groups.at(-1);
    if (last?.runner === runner && readBefore(operation).length === 0) last.operations.push(operation);
    else groups.push({ runner, operations: [operation] });
  }
  const wanted = new Set([...prepared.outputs, ...prepared.writes].map(({ storage }) => storage));
  for (const storage of prepared.kept ?? []) wanted.add(storage);
  const segments: Segment[] = [];
  for (const { runner, operations } of groups.toReversed()) {
    const storages = [...new Set(operations.flatMap(touchedBy))];
    const changed = new Set(operations.flatMap((op) => writtenBy(op, kernels)));
    segments.unshift({
      runner,
      operations,
      storages,
      results: storages.filter((s) => changed.has(s) && wanted.has(s)),
    });
    for (const storage of [...storages, ...operations.flatMap(readBefore)]) wanted.add(storage);
  }
  return segments;
}

/** The operations with the block shapes that the plan gives to launches whose kernels cannot see them. */
export function withPlannedBlocks(
  operations: readonly RunOperation[],
  { program, plan }: { readonly program: Program; readonly plan: Plan },
): readonly RunOperation[] {
  const blocks = new Map(plan.steps.flatMap(({ step, block }) => (block ? [[step, block] as const] : [])));
  return operations.map((operation) => {
    const block = blocks.get(operation.step);
    const step = program.steps[operation.step];
    if (operation.kind !== 'launch' || !block || step?.kind !== 'launch') return operation;
    const kernel = program.kernels.find(({ name }) => name === operation.kernel);
    const { kind } = step.extent;
    const free = kernel && !kernel.block && kind !== 'grid' && kind !== 'indirect' && isBlockBlind(kernel);
    return free ? { ...operation, block, grid: gridOf(operation.extent, block) } : operation;
  });
}

/** The storages of a segment as its runner gets them. */
export function buffersOf(
  segment: Segment,
  { storages }: PreparedRun,
  contents: ReadonlyMap<string, Uint8Array>,
): readonly BufferState[] {
  return segment.storages.map((name) => {
    const { element, length } = storages.get(name)!;
    const data = contents.get(name);
    return { name, element, length, ...(data && { data }) };
  });
}
