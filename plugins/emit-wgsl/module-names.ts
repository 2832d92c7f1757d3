// The names of a module: those of the source first, then what the module adds, so that nothing hides anything else.
import type { FunctionDef, Kernel } from 'pxos/core';
import { ACCESS_NAMES } from './access.ts';
import { type FunctionName, nameFunctions } from './functions.ts';
import { Names } from './names.ts';
import { PRELUDE } from './prelude.ts';
import { localNames } from './statements.ts';

/** Every name of a module that is not inside a function of the source. */
export interface ModuleNames {
  readonly entryPoint: string;
  readonly functions: ReadonlyMap<string, FunctionName>;
  readonly arrays: ReadonlyMap<string, string>;
  /** Variables of the kernel, those of loops included. */
  readonly local: (name: string) => string;
  /** The uniform block and its structure. */
  readonly launch: string;
  readonly launchType: string;
  /** Override constants for the block's shape, and for the number of its threads. */
  readonly block: readonly [string, string, string];
  readonly threads: string;
  /** Indices of the entry point: its workgroup, the thread in it, the block in the grid, the thread in the grid. */
  readonly group: string;
  readonly localIndex: string;
  readonly blockIndex: string;
  readonly threadIndex: string;
  /** Names at module scope, which functions must not hide. */
  readonly module: Names;
  /** A fresh name in the entry point. */
  readonly fresh: (base: string) => string;
}

/** Names everything that a kernel's module declares. */
export function nameModule(kernel: Kernel, functions: readonly FunctionDef[]): ModuleNames {
  const module = new Names();
  module.reserve(PRELUDE.keys());
  const entryPoint = module.claim(kernel.name);
  const functionNames = nameFunctions(functions, module);
  const arrays = new Map<string, string>();
  for (const { name } of [...kernel.params.filter(({ kind }) => kind === 'array'), ...kernel.shared])
    arrays.set(name, module.claim(ACCESS_NAMES.has(name) ? `${name}_` : name));
  const entry = new Names(module);
  const local = localNames(kernel.locals, kernel.body, entry);
  const add = (wanted: string): string => {
    const name = entry.claim(wanted);
    module.reserve([name]);
    return name;
  };
  return {
    entryPoint,
    functions: functionNames,
    arrays,
    local,
    launch: add('launch'),
    launchType: add('Launch'),
    block: [add('block_x'), add('block_y'), add('block_z')],
    threads: add('block_threads'),
    group: add('group'),
    localIndex: add('local'),
    blockIndex: add('block'),
    threadIndex: add('thread'),
    module,
    fresh: (base) => entry.claim(base),
  };
}
