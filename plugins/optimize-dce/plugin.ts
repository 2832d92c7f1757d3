// The pass `optimize-dce`: removes what no one can see.
import {
  assignedLocals,
  calledFunctions,
  definePass,
  expressionsOfStep,
  type FunctionDef,
  forEachExpr,
  type Kernel,
  keepBlocksVisible,
  type PassOptions,
  type Program,
  type Stmt,
  usedLocals,
} from 'pxos/core';
import { pruneBody } from './body.ts';

/** The body without dead code, and the locals that it still has. */
function pruned<T extends Kernel | FunctionDef>(owner: T): T {
  const body: readonly Stmt[] = pruneBody(owner.body);
  const used = usedLocals(body);
  const assigned = assignedLocals(body);
  const locals = owner.locals.filter(({ name }) => used.has(name) || assigned.has(name));
  return body === owner.body && locals.length === owner.locals.length ? owner : { ...owner, body, locals };
}

/** The functions that kernels or steps still reach. */
function reached(program: Program): ReadonlySet<string> {
  const byName = new Map(program.functions.map((definition) => [definition.name, definition]));
  const names = new Set<string>();
  const pending: string[] = [];
  const reach = (name: string): void => {
    if (names.has(name)) return;
    names.add(name);
    pending.push(name);
  };
  for (const kernel of program.kernels) calledFunctions(kernel.body).forEach(reach);
  for (const step of program.steps)
    for (const expr of expressionsOfStep(step))
      forEachExpr(expr, (inner) => {
        if (inner.kind === 'call') reach(inner.function);
      });
  for (let name = pending.pop(); name !== undefined; name = pending.pop())
    calledFunctions(byName.get(name)?.body ?? []).forEach(reach);
  return names;
}

function removeDeadCode(program: Program): Program {
  const kernels = program.kernels.map((kernel) => keepBlocksVisible(kernel, pruned(kernel)));
  const functions = program.functions.map(pruned);
  const clean = { ...program, kernels, functions };
  const names = reached(clean);
  return { ...clean, functions: functions.filter(({ name }) => names.has(name)) };
}

/** The pass as a value, for tests and for other pipelines. */
export const dce = {
  name: 'optimize-dce',
  about: 'Removes code that is never reached, values that nothing reads, and functions that nothing calls.',
  stage: 'cleanup',
  run: removeDeadCode,
} as const satisfies PassOptions;

export const optimizeDce = definePass(dce);
