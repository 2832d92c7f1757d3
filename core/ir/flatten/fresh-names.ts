// Names for values in between: `t1`, `t2`, …, counted for each kernel and function, past the names that it has already.
import type { FunctionDef, Kernel, Local, ScalarType } from '../types.ts';
import { forEachStmt } from '../walk.ts';

export class FreshNames {
  readonly locals: Local[] = [];
  private readonly taken: Set<string>;
  private count = 0;

  constructor(owner: Kernel | FunctionDef) {
    const shared = 'shared' in owner ? owner.shared : [];
    this.taken = new Set([...owner.params, ...shared, ...owner.locals].map(({ name }) => name));
    forEachStmt(owner.body, (stmt) => {
      if (stmt.kind === 'for') this.taken.add(stmt.name);
    });
  }

  /** A new local of this type. */
  make(type: ScalarType): string {
    do this.count++;
    while (this.taken.has(`t${this.count}`));
    const name = `t${this.count}`;
    this.locals.push({ name, type });
    return name;
  }
}
