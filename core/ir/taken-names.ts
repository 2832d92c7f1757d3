// Names that are taken in a kernel, a function, a program or another namespace, for passes that need new ones.
import type { FunctionDef, Kernel, Program } from './types.ts';
import { forEachStmt } from './walk.ts';

/** A namespace. Finding a free name takes constant time on average. */
export class TakenNames {
  private readonly names: Set<string>;
  private readonly next = new Map<string, number>();

  constructor(names: Iterable<string> = []) {
    this.names = new Set(names);
  }

  has(name: string): boolean {
    return this.names.has(name);
  }

  /** The wanted name, or with `_2`, `_3`, … behind it; taken from now on. */
  claim(wanted: string): string {
    let name = wanted;
    let count = this.next.get(wanted) ?? 2;
    while (this.names.has(name)) name = `${wanted}_${count++}`;
    this.next.set(wanted, count);
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
