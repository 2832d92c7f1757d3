// The functions that kernels reach, callees before callers, as records need them.
import { calledFunctions, type FunctionDef, type Kernel } from '../ir/index.ts';

export function reachedFunctions(
  kernels: readonly Kernel[],
  functions: readonly FunctionDef[],
): readonly FunctionDef[] {
  const known = new Map(functions.map((definition) => [definition.name, definition]));
  const ordered = new Map<string, FunctionDef>();
  const visit = (name: string): void => {
    const definition = known.get(name);
    if (!definition || ordered.has(name)) return;
    for (const callee of calledFunctions(definition.body)) visit(callee);
    ordered.set(name, definition);
  };
  for (const { body } of kernels) for (const name of calledFunctions(body)) visit(name);
  return [...ordered.values()];
}
