// What the rewriting of one kernel adds to it: fresh names, locals and shared arrays.
import type { Kernel, Local, ScalarType, SharedArray } from '../types.ts';
import { forEachStmt } from '../walk.ts';

/** Collects what the rewriting of one kernel adds to it: fresh names, locals and shared arrays. */
export class Additions {
  readonly locals: Local[] = [];
  readonly shared: SharedArray[] = [];
  private readonly taken: Set<string>;
  private readonly made = new Map<string, string>();

  constructor(kernel: Kernel) {
    this.taken = new Set([...kernel.params, ...kernel.shared, ...kernel.locals].map((named) => named.name));
    forEachStmt(kernel.body, (statement) => {
      if (statement.kind === 'for') this.taken.add(statement.name);
    });
  }

  private fresh(base: string): string {
    let name = base;
    for (let n = 1; this.taken.has(name); n++) name = `${base}_${n}`;
    this.taken.add(name);
    return name;
  }

  /** A local of the kernel that all rewritten statements share; the same name each time. */
  local(base: string, type: ScalarType): string {
    let name = this.made.get(base);
    if (name === undefined) {
      name = this.fresh(base);
      this.made.set(base, name);
      this.locals.push({ name, type });
    }
    return name;
  }

  array(base: string, array: Omit<SharedArray, 'name'>): string {
    let name = this.made.get(base);
    if (name === undefined) {
      name = this.fresh(base);
      this.made.set(base, name);
      this.shared.push({ name, ...array });
    }
    return name;
  }
}
