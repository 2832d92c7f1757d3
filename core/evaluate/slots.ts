// Where the variables of a body are kept while it runs.
import type { FunctionDef, Kernel } from '../ir/index.ts';
import { forEachStmt } from '../ir/index.ts';

/** Slots of the parameters of a function, of locals, and of variables of loops. */
export function slotsOf(owner: Kernel | FunctionDef): ReadonlyMap<string, number> {
  const slots = new Map<string, number>();
  const add = ({ name }: { readonly name: string }): void => {
    if (!slots.has(name)) slots.set(name, slots.size);
  };
  if ('results' in owner) owner.params.forEach(add);
  owner.locals.forEach(add);
  forEachStmt(owner.body, (stmt) => {
    if (stmt.kind === 'for') add(stmt);
  });
  return slots;
}
