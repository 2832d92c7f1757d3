// What the rewriting of one kernel adds to it: fresh names, locals and shared arrays.
import { namesIn, type TakenNames } from '../taken-names.ts';
import type { Kernel, Local, ScalarType, SharedArray } from '../types.ts';

/** Collects what the rewriting of one kernel adds to it: fresh names, locals and shared arrays. */
export class Additions {
  readonly locals: Local[] = [];
  readonly shared: SharedArray[] = [];
  private readonly taken: TakenNames;
  private readonly made = new Map<string, string>();

  constructor(kernel: Kernel) {
    this.taken = namesIn(kernel);
  }

  /** A local of the kernel that all rewritten statements share; the same name each time. */
  local(base: string, type: ScalarType): string {
    let name = this.made.get(base);
    if (name === undefined) {
      name = this.taken.claim(base);
      this.made.set(base, name);
      this.locals.push({ name, type });
    }
    return name;
  }

  array(base: string, array: Omit<SharedArray, 'name'>): string {
    let name = this.made.get(base);
    if (name === undefined) {
      name = this.taken.claim(base);
      this.made.set(base, name);
      this.shared.push({ name, ...array });
    }
    return name;
  }
}
