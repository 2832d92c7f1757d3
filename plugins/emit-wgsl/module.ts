// Prints one kernel as a WGSL module of its own: declarations, helpers, functions, entry point.
import {
  type ArrayParam,
  type BlockShapes,
  isBlockBlind,
  type Kernel,
  type Program,
  type SharedArray,
} from 'pxos/core';
import { accessFunction } from './access.ts';
import { onlyBlock } from './block.ts';
import { bindingsOf, printDeclarations, sharedLength, workgroupMemory } from './declarations.ts';
import { printEntry } from './entry.ts';
import { printFunction, reachableFunctions } from './functions.ts';
import { uniformLayout } from './layout.ts';
import type { WgslMeta } from './meta.ts';
import { nameModule } from './module-names.ts';
import { Names } from './names.ts';
import { preludeOf } from './prelude.ts';
import { Needs } from './scope.ts';
import { storageOf } from './storage.ts';
import { Writer } from './writer.ts';

/** What a module depends on beside its kernel. */
export interface ModuleOptions {
  readonly program: Program;
  /** Defaults of the override constants for the block's shape. */
  readonly block: readonly [number, number, number];
  /** Shapes of all launches, when checks were left out because of them. */
  readonly relied?: BlockShapes | undefined;
  /** True for `precision: 'fast'`. */
  readonly fast: boolean;
  /** Comment lines at the top, without their slashes. */
  readonly header: (
    facts: Pick<WgslMeta, 'kernel' | 'entryPoint' | 'blockOverrides' | 'block'>,
  ) => readonly string[];
}

const isArrayParam = (array: ArrayParam | SharedArray): array is ArrayParam => 'access' in array;

/** Prints the module of a kernel that has no `reduce` and `stage` statements any more. */
export function printModule(
  kernel: Kernel,
  options: ModuleOptions,
): { readonly text: string; readonly meta: WgslMeta } {
  const { program, fast, header, relied } = options;
  const only = onlyBlock(relied);
  const block = only ?? options.block;
  const functions = reachableFunctions(program, kernel);
  const names = nameModule(kernel, functions);
  const blockBlind = isBlockBlind(kernel);
  const layout = uniformLayout(kernel, blockBlind, new Names());
  const storage = storageOf(
    kernel,
    (array) => names.arrays.get(array) ?? array,
    (array) =>
      isArrayParam(array)
        ? `${names.launch}.${layout.lengthOf(array.name)}`
        : sharedLength(array, names.threads),
  );

  // Bodies are printed first: they tell which helpers and access functions the module needs.
  const needs = new Needs();
  const bodies = new Writer();
  for (const def of functions) {
    printFunction(def, names.functions, names.module, needs, { fast }, bodies);
    bodies.line('');
  }
  printEntry(kernel, { names, layout, storage, needs, fast, relied: only ? undefined : relied }, bodies);

  const writer = new Writer();
  const facts = {
    kernel: kernel.name,
    entryPoint: names.entryPoint,
    blockOverrides: only ? [] : names.block,
    block,
  };
  for (const line of header(facts)) writer.line(line === '' ? '//' : `// ${line}`);
  writer.line('');
  printDeclarations(kernel, { names, storage, layout, block, fixed: only !== undefined }, writer);
  const accesses = needs
    .sortedAccesses(storage)
    .map(({ storage: array, kind }) => accessFunction(array, kind));
  const called = accesses.flatMap((text) => text.match(/\bpx_\w+/g) ?? []);
  for (const text of [...preludeOf([...needs.prelude, ...called]), ...accesses]) {
    writer.text(text);
    writer.line('');
  }
  writer.append(bodies);

  const arrays = bindingsOf(kernel, storage);
  const meta: WgslMeta = {
    format: 'wgsl-1',
    ...facts,
    arrays,
    uniform: { binding: arrays.length, size: layout.size, fields: layout.fields },
    blockBlind,
    workgroup: workgroupMemory(kernel, storage),
    lines: writer.lineTable,
  };
  return { text: writer.toString(), meta };
}
