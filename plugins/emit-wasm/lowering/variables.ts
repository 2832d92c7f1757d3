// The WebAssembly variables of a kernel's or function's locals and loop counters.
import type { Local } from 'pxos/core';
import { type Variable, variable } from '../encoding/index.ts';
import { registerOf } from './registers.ts';

export class Variables {
  private readonly variables = new Map<string, Variable>();
  private readonly limits = new Map<string, Variable>();

  constructor(locals: readonly Local[]) {
    for (const { name, type } of locals) this.variables.set(name, variable(registerOf(type), name));
  }

  /** The variable of a local; a name that is no local is a loop counter, an integer. */
  of(name: string): Variable {
    let found = this.variables.get(name);
    if (!found) {
      found = variable('i32', name);
      this.variables.set(name, found);
    }
    return found;
  }

  limitOf(counter: string): Variable {
    let found = this.limits.get(counter);
    if (!found) {
      found = variable('i32', `${counter}_limit`);
      this.limits.set(counter, found);
    }
    return found;
  }
}
