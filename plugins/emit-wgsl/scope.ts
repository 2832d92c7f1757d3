// What the printers of one kernel or function know: its names, its arrays, and a list of what the module must define for it.
import type { Expr } from 'pxos/core';
import { type AccessKind, accessName } from './access.ts';
import type { ArrayStorage } from './storage.ts';

/** A kind of access to an array, which the module has a function for. */
export interface Access {
  readonly storage: ArrayStorage;
  readonly kind: AccessKind;
}

/** Collects, while bodies are printed, what else the module has to contain. */
export class Needs {
  /** Names of prelude functions. */
  readonly prelude = new Set<string>();
  private readonly accesses = new Map<string, Access>();

  access(storage: ArrayStorage, kind: AccessKind): string {
    const name = accessName(storage, kind);
    this.accesses.set(name, { storage, kind });
    return name;
  }

  /** All accesses: by array in the order of `arrays`, loads first, then stores, then atomics by name. */
  sortedAccesses(arrays: ReadonlyMap<string, ArrayStorage>): readonly Access[] {
    const order = [...arrays.keys()];
    const place = ({ storage, kind }: Access): string => {
      const rank = kind === 'load' ? 0 : kind === 'store' ? 1 : 2;
      return `${String(order.indexOf(storage.array)).padStart(6, '0')} ${rank} ${kind}`;
    };
    return [...this.accesses.values()].sort((a, b) => (place(a) < place(b) ? -1 : 1));
  }

  helper(name: string): string {
    this.prelude.add(name);
    return name;
  }
}

/** The surroundings of an expression. */
export interface Scope {
  readonly needs: Needs;
  readonly arrays: ReadonlyMap<string, ArrayStorage>;
  /** True when `precision: 'fast'` allows WGSL's own functions with their own corner cases. */
  readonly fast: boolean;
  /** Module name of a variable, those of loops included. */
  readonly nameOf: (name: string) => string;
  readonly functionName: (name: string) => string;
  /** A scalar parameter, as an operand of anything: a field of the uniform block, or a parameter of a function. */
  readonly param: (name: string, type: Expr['type']) => string;
  /** A thread, block or grid index, as `i32`. */
  readonly index: (expr: Extract<Expr, { kind: 'index' }>) => string;
}

/** The storage of an array of the kernel. */
export function arrayOf(scope: Scope, array: string): ArrayStorage {
  const storage = scope.arrays.get(array);
  if (!storage) throw new Error(`the IR names an array \`${array}\` that its kernel does not have`);
  return storage;
}
