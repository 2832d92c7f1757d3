// Names that are taken in a kernel, a function or a program, for passes that need new ones.
import type { FunctionDef, Kernel, Program } from './types.ts';
import { forEachStmt } from './walk.ts';

export class TakenNames {
  private readonly names: Set<string>;

  constructor(names: Iterable<string>) {
    this.names = new Set(names);
  }

  /** The wanted name, or with `_2`, `_3`, … behind it; taken from now on. */
  claim(wanted: string): string {
    let name = wanted;
    for (let count = 2; this.names.has(name); count++) name = `${wanted}_${count}`;
    this.names.add(name);
    return name;
  }
}

const namesOf = (items: readonly { readonly name: string }[]): readonly string[] =>
  items.map(({ name }) => name);

/** The names of what a kernel or function declares, or of a program's kernels, functions, buffers and settings. */
export function namesIn(owner: Kernel | FunctionDef | Program): TakenNames {
  if ('kernels' in owner) {
    const { kernels, functions, buffers, settings } = owner;
    return new TakenNames([kernels, functions, buffers, settings].flatMap(namesOf));
  }
  const names = new Set([...namesOf(owner.params), ...namesOf(owner.locals)]);
  if ('shared' in owner) for (const name of namesOf(owner.shared)) names.add(name);
  forEachStmt(owner.body, (stmt) => {
    if (stmt.kind === 'for') names.add(stmt.name);
  });
  return new TakenNames(names);
}
