// Finds what each barrier of a kernel has to order: storage buffers, workgroup memory, or both.
import { bodiesOf, expressionsOf, forEachExpr, type Kernel, type Stmt } from 'pxos/core';

/** Places, in the order of the text, between which all accesses to an array lie. */
interface Accesses {
  first: number;
  last: number;
  firstWrite: number;
  lastWrite: number;
}

/** A barrier; what happens at `to` or earlier comes before it, at `from` or later behind it. In a loop this is all of the loop. */
interface Barrier {
  readonly stmt: Stmt;
  from: number;
  to: number;
}

/** Numbers what a kernel does in the order of the text. */
class Survey {
  readonly arrays = new Map<string, Accesses>();
  readonly barriers: Barrier[] = [];
  private place = 0;

  constructor(body: readonly Stmt[]) {
    this.list(body);
  }

  private access(array: string, { writes }: { readonly writes: boolean }): void {
    const { place } = this;
    let known = this.arrays.get(array);
    if (!known) {
      known = { first: place, last: place, firstWrite: Number.POSITIVE_INFINITY, lastWrite: -1 };
      this.arrays.set(array, known);
    }
    known.last = place;
    if (!writes) return;
    known.firstWrite = Math.min(known.firstWrite, place);
    known.lastWrite = place;
  }

  private list(stmts: readonly Stmt[]): void {
    for (const stmt of stmts) {
      this.place++;
      const from = this.place;
      for (const expr of expressionsOf(stmt))
        forEachExpr(expr, (inner) => {
          if (inner.kind === 'load') this.access(inner.array, { writes: false });
        });
      if (stmt.kind === 'store' || stmt.kind === 'atomic') this.access(stmt.array, { writes: true });
      if (stmt.kind === 'barrier') this.barriers.push({ stmt, from, to: from });
      const known = this.barriers.length;
      for (const body of bodiesOf(stmt)) this.list(body);
      if (stmt.kind !== 'for' && stmt.kind !== 'while') continue;
      // The outermost loop says so last.
      for (const barrier of this.barriers.slice(known)) {
        barrier.from = from;
        barrier.to = this.place;
      }
    }
  }
}

/** True when accesses of which one writes may lie on both sides of a barrier. */
function isOrdered({ first, last, firstWrite, lastWrite }: Accesses, { from, to }: Barrier): boolean {
  return (firstWrite <= to && last >= from) || (first <= to && lastWrite >= from);
}

/**
 * The text of each barrier. `storageBarrier` orders storage buffers only and `workgroupBarrier` shared arrays only; each
 * makes the block wait. A barrier that has nothing to order waits all the same.
 */
export function fencesOf(kernel: Kernel): ReadonlyMap<Stmt, string> {
  const { arrays, barriers } = new Survey(kernel.body);
  const shared = new Set(kernel.shared.map(({ name }) => name));
  const spaces = new Map<Stmt, Set<'storage' | 'workgroup'>>();
  for (const barrier of barriers) {
    // Passes may put one statement at several places.
    const ordered = spaces.get(barrier.stmt) ?? new Set();
    spaces.set(barrier.stmt, ordered);
    for (const [name, accesses] of arrays)
      if (isOrdered(accesses, barrier)) ordered.add(shared.has(name) ? 'workgroup' : 'storage');
  }
  const text = (ordered: ReadonlySet<string>): string => {
    if (!ordered.has('storage')) return 'workgroupBarrier();';
    return ordered.has('workgroup') ? 'storageBarrier(); workgroupBarrier();' : 'storageBarrier();';
  };
  return new Map([...spaces].map(([stmt, ordered]) => [stmt, text(ordered)]));
}
