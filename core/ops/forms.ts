// Short constructors for the printed forms of the operation table.
import type { Form, Forms, Precedence } from './operation.ts';

export const infix = (symbol: string, precedence: Precedence): Form => ({
  form: 'infix',
  symbol,
  precedence,
});
export const prefix = (symbol: string): Form => ({ form: 'prefix', symbol });
export const call = (name: string): Form => ({ form: 'call', name });
export const helper = (name: string): Form => ({ form: 'helper', name });

/** The f32 and f64 functions of C's <math.h>: `sqrtf` and `sqrt`. */
export const math = (name: string): Forms => ({ f32: call(`${name}f`), f64: call(name) });

/** One helper for each type: `px_div_i32`, `px_div_u32`, … */
export function helpers<T extends keyof Forms>(
  name: string,
  types: readonly T[],
): { readonly [K in T]: Form } {
  return Object.fromEntries(types.map((type) => [type, helper(`px_${name}_${type}`)])) as {
    readonly [K in T]: Form;
  };
}
