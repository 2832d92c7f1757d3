// Prints functions of the program: callees first, a struct for those with several results.
import {
  calledFunctions,
  type FunctionDef,
  forEachStmt,
  type Kernel,
  resultsOf,
  type ScalarType,
} from '../ir/index.ts';
import type { Dialect } from './dialect.ts';
import { printExpr, typeName } from './expression.ts';
import { inlineTemporaries } from './inline.ts';
import { type NameScope, nameScope } from './names.ts';
import type { HelperUse } from './prelude.ts';
import { type BodyScope, printBody } from './statement.ts';
import { Writer } from './writer.ts';

/** Names and helpers that all kernels and functions of one file share. */
export interface FileScope {
  readonly dialect: Dialect;
  readonly helpers: HelperUse;
  /** Names of functions and kernels. */
  readonly names: NameScope;
  readonly structs: ReadonlyMap<string, string>;
}

/** Names for everything at file level, functions first. */
export function fileScope(
  dialect: Dialect,
  helpers: HelperUse,
  program: { readonly functions: readonly FunctionDef[]; readonly kernels: readonly Kernel[] },
): FileScope {
  const names = nameScope(dialect.reserved);
  const structs = new Map<string, string>();
  for (const { name } of program.functions) names.of(name);
  for (const { name } of program.kernels) names.of(name);
  for (const { name, results } of program.functions)
    if (results.length !== 1) structs.set(name, names.fresh(`${names.of(name)}_results`));
  return { dialect, helpers, names, structs };
}

/** The part of a body's scope that functions and kernels have in common. */
export function bodyScope(
  owner: Kernel | FunctionDef,
  file: FileScope,
  names: NameScope,
  rest: Pick<BodyScope, 'param' | 'array' | 'returnStatement'>,
): BodyScope {
  const types = new Map<string, ScalarType>(owner.locals.map(({ name, type }) => [name, type]));
  const writes = new Map<string, number>();
  forEachStmt(owner.body, (stmt) => {
    for (const name of resultsOf(stmt)) writes.set(name, (writes.get(name) ?? 0) + 1);
  });
  return {
    dialect: file.dialect,
    helpers: file.helpers,
    local: (name) => names.of(name),
    function: (name) => file.names.of(name),
    host: (name) => {
      throw new Error(`the host name ${name} stands in a kernel`);
    },
    fresh: (base) => names.fresh(base),
    typeOf: (name) => types.get(name) ?? 'i32',
    assignedOnce: (name) => writes.get(name) === 1,
    resultsType: (name) => file.structs.get(name) ?? 'void',
    ...rest,
  };
}

function printFunction(def: FunctionDef, file: FileScope): Writer {
  const { dialect } = file;
  const out = new Writer();
  const names = nameScope(dialect.reserved, file.names.taken());
  const params = def.params.map(({ name, type }) => `const ${typeName(type, dialect)} ${names.of(name)}`);
  const struct = file.structs.get(def.name);
  if (struct !== undefined)
    out.block(
      `struct ${struct}`,
      () => {
        def.results.forEach((type, i) => {
          out.line(`${typeName(type, dialect)} r${i};`);
        });
      },
      { end: '};' },
    );
  const scope: BodyScope = bodyScope(def, file, names, {
    param: (name) => names.of(name),
    array: (name) => {
      throw new Error(`the array ${name} stands in a function`);
    },
    returnStatement: (values) => {
      const printed = values.map((value) => printExpr(value, scope).text).join(', ');
      return struct === undefined ? `return ${printed};` : `return ${struct}{${printed}};`;
    },
  });
  const result = struct ?? typeName(def.results[0] ?? 'i32', dialect);
  out.block(
    `${dialect.inline} ${result} ${file.names.of(def.name)}(${params.join(', ')})`,
    () =>
      printBody(
        inlineTemporaries(def.body),
        def.locals.map(({ name }) => name),
        scope,
        out,
      ),
    { source: def.at?.start.line },
  );
  return out;
}

/** Definitions of all functions, each after those that it calls. */
export function printFunctions(functions: readonly FunctionDef[], file: FileScope): readonly Writer[] {
  const byName = new Map(functions.map((def) => [def.name, def]));
  const printed = new Set<string>();
  const out: Writer[] = [];
  const print = (def: FunctionDef): void => {
    if (printed.has(def.name)) return;
    printed.add(def.name);
    for (const name of calledFunctions(def.body)) {
      const callee = byName.get(name);
      if (callee) print(callee);
    }
    out.push(printFunction(def, file));
  };
  for (const def of functions) print(def);
  return out;
}
