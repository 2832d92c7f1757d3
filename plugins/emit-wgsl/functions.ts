// Prints GPU_FUNCTIONs as functions of the module; those with several results return a structure.
import { calledFunctions, type FunctionDef, type Kernel, type Program } from 'pxos/core';
import { Names } from './names.ts';
import type { Needs } from './scope.ts';
import { localNames, printBody } from './statements.ts';
import type { Writer } from './writer.ts';

/** How a function is called in the module. */
export interface FunctionName {
  readonly name: string;
  /** Structure of its results and its fields; absent for one result. */
  readonly results?: { readonly name: string; readonly fields: readonly string[] } | undefined;
}

/** The functions that the kernel reaches, in the order of the source. */
export function reachableFunctions(program: Program, kernel: Kernel): readonly FunctionDef[] {
  const byName = new Map(program.functions.map((def) => [def.name, def]));
  const reached = new Set<string>();
  const visit = (names: Iterable<string>): void => {
    for (const name of names) {
      const def = byName.get(name);
      if (!def || reached.has(name)) continue;
      reached.add(name);
      visit(calledFunctions(def.body));
    }
  };
  visit(calledFunctions(kernel.body));
  return program.functions.filter((def) => reached.has(def.name));
}

/** Names for functions and their result structures. */
export function nameFunctions(
  functions: readonly FunctionDef[],
  names: Names,
): ReadonlyMap<string, FunctionName> {
  return new Map(
    functions.map((def): [string, FunctionName] => {
      const name = names.claim(def.name);
      if (def.results.length === 1) return [def.name, { name }];
      const fields = def.results.map((_type, i) => `result_${i}`);
      return [def.name, { name, results: { name: names.claim(`${def.name}_results`), fields } }];
    }),
  );
}

/** Prints one function, behind the structure of its results if it has several. */
export function printFunction(
  def: FunctionDef,
  functions: ReadonlyMap<string, FunctionName>,
  moduleNames: Names,
  needs: Needs,
  options: { readonly fast: boolean },
  writer: Writer,
): void {
  const names = new Names(moduleNames);
  const { name, results } = functions.get(def.name) ?? { name: def.name };
  const own = localNames([...def.params, ...def.locals], def.body, names);
  if (results) {
    const fields = results.fields.map((field, i) => `${field}: ${def.results[i]}`);
    writer.line(`struct ${results.name} { ${fields.join(', ')} }`);
    writer.line('');
  }
  const params = def.params.map((param) => `${own(param.name)}: ${param.type}`).join(', ');
  writer.line(`fn ${name}(${params}) -> ${results?.name ?? def.results[0]} {`, def.at);
  printBody(
    def.body,
    def.locals,
    {
      needs,
      arrays: new Map(),
      fast: options.fast,
      nameOf: own,
      functionName: (wanted) => functions.get(wanted)?.name ?? wanted,
      param: own,
      index: () => {
        throw new Error('functions have no indices');
      },
      fresh: (base) => names.claim(base),
      barrier: () => {
        throw new Error('functions have no barriers');
      },
      returned: (values) => (results ? `${results.name}(${values.join(', ')})` : (values[0] ?? '')),
      fields: (callee) => functions.get(callee)?.results?.fields ?? [],
    },
    writer,
  );
  writer.line('}');
}
