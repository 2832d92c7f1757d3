// Prints the entry point of a kernel: its indices, the check of its extent, its body.
import { type BlockShapes, type IndexSource, isBlockBlind, type Kernel, someExprIn } from 'pxos/core';
import { fencesOf } from './fences.ts';
import type { UniformLayout } from './layout.ts';
import type { ModuleNames } from './module-names.ts';
import type { Needs } from './scope.ts';
import { type BodyScope, printBody } from './statements.ts';
import type { ArrayStorage } from './storage.ts';
import type { Writer } from './writer.ts';

/** What the entry point stands in. */
export interface EntrySurroundings {
  readonly names: ModuleNames;
  readonly layout: UniformLayout;
  readonly storage: ReadonlyMap<string, ArrayStorage>;
  readonly needs: Needs;
  readonly fast: boolean;
  /** Shapes outside of which checks were left out wrongly. */
  readonly relied: BlockShapes | undefined;
}

const AXES = ['x', 'y', 'z'] as const;

function scopeOf(kernel: Kernel, surroundings: EntrySurroundings): BodyScope {
  const { names, layout, storage, needs, fast } = surroundings;
  const field = (name: string): string => `${names.launch}.${name}`;
  const fences = fencesOf(kernel);
  return {
    needs,
    arrays: storage,
    fast,
    nameOf: (name) => names.local(name),
    functionName: (name) => names.functions.get(name)?.name ?? name,
    param: (name, type) => {
      const text = field(layout.valueOf(name));
      return type === 'bool' ? `(${text} != 0u)` : text;
    },
    index: ({ source, axis }) => {
      switch (source) {
        case 'thread':
          return `i32(${names.threadIndex}.${AXES[axis]})`;
        case 'local':
          return `i32(${names.localIndex}.${AXES[axis]})`;
        case 'block':
          return `i32(${names.blockIndex}.${AXES[axis]})`;
        case 'blockSize':
          return `i32(${names.block[axis]})`;
        case 'gridSize':
          return `i32(${field(layout.vectorOf('grid'))}.${AXES[axis]})`;
      }
    },
    fresh: names.fresh,
    barrier: (stmt) => fences.get(stmt) ?? 'workgroupBarrier();',
    returned: () => '',
    fields: (callee) => names.functions.get(callee)?.results?.fields ?? [],
  };
}

/** A block of another shape than those of the launches does nothing: what was proven says nothing about it. */
function printShapeGuard({ least, most }: BlockShapes, { block }: ModuleNames, writer: Writer): void {
  const beyond = block.flatMap((name, axis) => [
    ...((least[axis] ?? 1) > 1 ? [`${name} < ${least[axis]}u`] : []),
    `${name} > ${most[axis]}u`,
  ]);
  writer.line(`if (${beyond.join(' || ')}) { return; }`);
}

/** Prints the entry point. Threads beyond the extent leave at once: only kernels without barriers have one. */
export function printEntry(kernel: Kernel, surroundings: EntrySurroundings, writer: Writer): void {
  const { names, layout } = surroundings;
  const blockBlind = isBlockBlind(kernel);
  const reads = (source: IndexSource): boolean =>
    someExprIn(kernel.body, (expr) => expr.kind === 'index' && expr.source === source);
  const readsThread = blockBlind || reads('thread');
  const readsBlock = readsThread || reads('block');
  const readsLocal = readsThread || reads('local');
  const field = (kind: 'extent' | 'first'): string => `${names.launch}.${layout.vectorOf(kind)}`;
  const parameters = [
    ...(readsBlock ? [`@builtin(workgroup_id) ${names.group}: vec3<u32>`] : []),
    ...(readsLocal ? [`@builtin(local_invocation_id) ${names.localIndex}: vec3<u32>`] : []),
  ];
  writer.line(`@compute @workgroup_size(${names.block.join(', ')})`);
  writer.line(`fn ${names.entryPoint}(${parameters.join(', ')}) {`, kernel.at);
  writer.indented(() => {
    if (surroundings.relied) printShapeGuard(surroundings.relied, names, writer);
    if (readsBlock) writer.line(`let ${names.blockIndex} = ${names.group} + ${field('first')};`);
    if (readsThread) {
      const corner = `${names.blockIndex} * vec3<u32>(${names.block.join(', ')})`;
      writer.line(`let ${names.threadIndex} = ${corner} + ${names.localIndex};`);
    }
    if (blockBlind) writer.line(`if (any(${names.threadIndex} >= ${field('extent')})) { return; }`);
  });
  printBody(kernel.body, kernel.locals, scopeOf(kernel, surroundings), writer);
  writer.line('}');
}
