// What a kernel looks like to every entry printer of the C family: its arguments, the arrays of its block, its body.
import {
  type ElementType,
  forEachExprIn,
  forEachStmt,
  type IndexSource,
  isBlockBlind,
  type Kernel,
  type Local,
  type Param,
  type ScalarType,
  type SharedArray,
} from '../ir/index.ts';
import type { ArrayView } from './expression.ts';
import { bodyScope, type FileScope } from './function.ts';
import { inlineTemporaries } from './inline.ts';
import { nameScope } from './names.ts';
import { printBody } from './statement.ts';
import { Writer } from './writer.ts';

/** One argument of an emitted kernel: what the program calls it, and what the target does. */
export type KernelArgument =
  | {
      readonly kind: 'array';
      readonly name: string;
      readonly printed: string;
      readonly element: ElementType;
      readonly written: boolean;
      /** The hidden parameter with the number of elements, where the body asks for it. */
      readonly length?: string;
    }
  | { readonly kind: 'value'; readonly name: string; readonly printed: string; readonly type: ScalarType };

/** An array of the block, with its size for the largest block that the kernel is launched with. */
export interface SharedView {
  readonly printed: string;
  readonly element: ElementType;
  readonly elements: number;
  readonly fill: boolean;
}

export interface PrintedKernel {
  readonly name: string;
  readonly printed: string;
  readonly blockBlind: boolean;
  readonly arguments: readonly KernelArgument[];
  readonly shared: readonly SharedView[];
  readonly body: Writer;
  /** A name that nothing in the kernel has. */
  readonly fresh: (base: string) => string;
  readonly source?: number | undefined;
}

/** Arrays whose length the body needs: for a check of an index that is not proven, or by name. */
function arraysWithLength(kernel: Kernel): ReadonlySet<string> {
  const names = new Set<string>();
  forEachStmt(kernel.body, (stmt) => {
    if ((stmt.kind === 'store' || stmt.kind === 'atomic') && !stmt.proven) names.add(stmt.array);
  });
  forEachExprIn(kernel.body, (expr) => {
    if (expr.kind === 'length' || (expr.kind === 'load' && !expr.proven)) names.add(expr.array);
  });
  return names;
}

/** Which indices the body asks for. */
export function usedIndices(kernel: Kernel): readonly IndexSource[] {
  const sources = new Set<IndexSource>();
  forEachExprIn(kernel.body, (expr) => {
    if (expr.kind === 'index') sources.add(expr.source);
  });
  return [...sources];
}

const elementsOf = (array: SharedArray, largestBlock: number): number =>
  array.perThread ? array.length * largestBlock : array.length;

/**
 * Names and prints the inside of a kernel. `largestBlock` is the number of threads of the largest block it may run in;
 * arrays with elements for each thread are that long.
 */
export function printKernel(kernel: Kernel, file: FileScope, largestBlock: number): PrintedKernel {
  const { dialect } = file;
  const names = nameScope(dialect.reserved, file.names.taken());
  const declare = (named: readonly (Param | SharedArray | Local)[]): void => {
    for (const { name } of named) names.of(name);
  };
  declare(kernel.params);
  declare(kernel.shared);
  declare(kernel.locals);
  forEachStmt(kernel.body, (stmt) => {
    if (stmt.kind === 'for') names.of(stmt.name);
  });

  const needed = arraysWithLength(kernel);
  const views = new Map<string, ArrayView>();
  const args = kernel.params.map((param): KernelArgument => {
    const printed = names.of(param.name);
    if (param.kind === 'value') return { kind: 'value', name: param.name, printed, type: param.type };
    const length = needed.has(param.name) ? names.fresh(`${printed}_length`) : undefined;
    views.set(param.name, { name: printed, length: length ?? '', element: param.element, space: 'device' });
    return {
      kind: 'array',
      name: param.name,
      printed,
      element: param.element,
      written: param.access !== 'read',
      ...(length !== undefined && { length }),
    };
  });
  const shared = kernel.shared.map((array): SharedView => {
    const elements = elementsOf(array, largestBlock);
    const printed = names.of(array.name);
    views.set(array.name, { name: printed, length: `${elements}u`, element: array.element, space: 'shared' });
    return { printed, element: array.element, elements, fill: array.skipZeroFill !== true };
  });

  const body = new Writer();
  const scope = bodyScope(kernel, file, names, {
    param: (name) => names.of(name),
    array: (name) => {
      const view = views.get(name);
      if (!view) throw new Error(`kernel ${kernel.name} has no array ${name}`);
      return view;
    },
    returnStatement: () => 'return;',
  });
  printBody(
    inlineTemporaries(kernel.body),
    kernel.locals.map(({ name }) => name),
    scope,
    body,
  );
  return {
    name: kernel.name,
    printed: file.names.of(kernel.name),
    blockBlind: isBlockBlind(kernel),
    arguments: args,
    shared,
    body,
    fresh: (base) => names.fresh(base),
    source: kernel.at?.start.line,
  };
}
