// Scratch variables of a function: operands that an instruction sequence needs more than once are kept in them for a moment.
import { type Code, get, set, type ValueType, type Variable, variable } from '../encoding/index.ts';

/**
 * Gives the same variable for the same name and type. That is safe since operands are first all computed onto the stack
 * and only then popped into scratch variables: no code that could use the same ones runs while they are in use.
 */
export class Scratch {
  private readonly variables = new Map<string, Variable>();

  of(type: ValueType, name: string): Variable {
    const key = `${type}_${name}`;
    let found = this.variables.get(key);
    if (!found) {
      found = variable(type, key);
      this.variables.set(key, found);
    }
    return found;
  }
}

/** True for code that is free to repeat: reading a variable, a constant. */
function isRepeatable(code: Code): boolean {
  return 'kind' in code && (code.kind === 'const' || (code.kind === 'variable' && code.op === 'local.get'));
}

/** Operands made repeatable: `before` computes them, `values` read them any number of times. */
export interface Held {
  readonly before: Code;
  readonly values: readonly Code[];
}

/** Computes operands into scratch variables; what is free to repeat stays as it is. */
export function hold(scratch: Scratch, operands: readonly { type: ValueType; code: Code }[]): Held {
  const computed: Code[] = [];
  const popped: Code[] = [];
  const values = operands.map(({ type, code }, slot) => {
    if (isRepeatable(code)) return code;
    const kept = scratch.of(type, String(slot));
    computed.push(code);
    popped.unshift(set(kept));
    return get(kept);
  });
  return { before: [computed, popped], values };
}
