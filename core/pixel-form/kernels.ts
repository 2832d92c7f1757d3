// Kernels of an image: flat, without hints for planners, with no more access to their arrays than they use.
import {
  type Access,
  type ArrayParam,
  type ElementType,
  type FunctionDef,
  flatten,
  forEachStmt,
  type Kernel,
  type Param,
  type Program,
  type SharedArray,
} from '../ir/index.ts';
import { reachedFunctions } from './functions.ts';

/** The access that the body needs: none to write where it writes nothing, both where it works atomically. */
function accessIn({ body }: Kernel): (param: ArrayParam) => Access {
  const written = new Set<string>();
  const atomic = new Set<string>();
  forEachStmt(body, (stmt) => {
    if (stmt.kind === 'store') written.add(stmt.array);
    if (stmt.kind === 'atomic') atomic.add(stmt.array);
  });
  return ({ name, access }) => (atomic.has(name) ? 'readwrite' : written.has(name) ? access : 'read');
}

/** Elements for each thread become so many elements for the block, which every launch of the kernel has alike. */
function sized(array: SharedArray, threads: number): SharedArray {
  const { perThread, ...rest } = array;
  return perThread ? { ...rest, length: rest.length * threads } : rest;
}

/** What the launches of a kernel say of it. */
export interface KernelUse {
  /** Declared types of scalar parameters, where they are not the kernel's own. */
  readonly declared: ReadonlyMap<string, ElementType>;
  /** Threads of a block. */
  readonly threads: number;
}

function inImage(kernel: Kernel, { declared, threads }: KernelUse): Kernel {
  const access = accessIn(kernel);
  const params = kernel.params.map((param): Param => {
    if (param.kind === 'value') return { ...param, declared: declared.get(param.name) ?? param.declared };
    return { ...param, access: access(param) };
  });
  const { block: _block, target: _target, distribute: _distribute, ...rest } = kernel;
  return { ...rest, params, shared: kernel.shared.map((array) => sized(array, threads)) };
}

/** The kernels that are used, as images have them, and the functions that they reach. */
export function kernelsInImage(
  program: Program,
  uses: ReadonlyMap<string, KernelUse>,
  added: readonly Kernel[],
): { readonly kernels: readonly Kernel[]; readonly functions: readonly FunctionDef[] } {
  const used = program.kernels.flatMap((kernel) => {
    const use = uses.get(kernel.name);
    return use ? [inImage(kernel, use)] : [];
  });
  const kernels = [...used, ...added];
  const functions = reachedFunctions(kernels, program.functions);
  return flatten({ ...program, kernels, functions });
}
