// Names for values in between: `t1`, `t2`, …, counted for each kernel and function, past the names that it has already.
import { namesIn, type TakenNames } from '../taken-names.ts';
import type { FunctionDef, Kernel, Local, ScalarType } from '../types.ts';

export class FreshNames {
  readonly locals: Local[] = [];
  private readonly taken: TakenNames;
  private count = 0;

  constructor(owner: Kernel | FunctionDef) {
    this.taken = namesIn(owner);
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
