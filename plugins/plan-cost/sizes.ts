// What is known of sizes when the plan is made, and what is assumed where nothing is.
import { bytesOf, type ConstExpr, type Expr, type LaunchStep, type Program } from 'pxos/core';

/** Threads of a launch of which nothing is known. */
export const ASSUMED_THREADS = 2 ** 20;

export interface Facts {
  readonly program: Program;
  readonly lengths: ReadonlyMap<string, number>;
  readonly threads: ReadonlyMap<number, number>;
}

export interface Amount {
  readonly count: number;
  readonly known: boolean;
}

const constant = (expr: Expr): expr is ConstExpr => expr.kind === 'const';

/** Threads of a launch: known, stated by constants, as many as its longest array, or assumed. */
export function threadsOfLaunch(facts: Facts, step: LaunchStep, index: number): Amount {
  const known = facts.threads.get(index);
  if (known !== undefined) return { count: known, known: true };
  const { extent } = step;
  if (extent.kind === 'grid') {
    const parts = [...extent.blocks, ...extent.threads];
    if (parts.every(constant))
      return { count: parts.reduce((all, part) => all * Math.max(1, Number(part.value)), 1), known: true };
  }
  const lengths = step.bindings.flatMap((binding) =>
    binding.kind === 'buffer' ? (facts.lengths.get(binding.buffer) ?? []) : [],
  );
  if (extent.kind !== 'grid' && lengths.length > 0) return { count: Math.max(...lengths), known: true };
  return { count: ASSUMED_THREADS, known: false };
}

/** Sizes that the program itself fixes: allocations of constant size, and buffers as long as others. */
function statedLengths({ program, lengths }: Facts): Map<string, number> {
  const all = new Map(lengths);
  for (const step of program.steps) {
    if (step.kind === 'replace') {
      const length = all.get(step.from);
      if (length !== undefined && !all.has(step.buffer)) all.set(step.buffer, length);
    }
    if (step.kind !== 'alloc' || all.has(step.buffer)) continue;
    const { size } = step;
    if (size.kind === 'like') {
      const length = all.get(size.buffer);
      if (length !== undefined) all.set(step.buffer, length);
    } else {
      const parts = size.kind === 'elements' ? [size.count] : [size.rows, size.columns];
      if (parts.every(constant))
        all.set(
          step.buffer,
          parts.reduce((product, part) => product * Math.max(0, Number(part.value)), 1),
        );
    }
  }
  return all;
}

/** Elements and bytes of every buffer: known, or as many as the launches that bind it have threads. */
export class Sizes {
  readonly facts: Facts;
  readonly #assumed = new Map<string, number>();
  readonly #elementBytes: ReadonlyMap<string, number>;

  constructor(facts: Facts) {
    this.facts = { ...facts, lengths: statedLengths(facts) };
    this.#elementBytes = new Map(facts.program.buffers.map((b) => [b.name, bytesOf(b.element)]));
    facts.program.steps.forEach((step, index) => {
      if (step.kind !== 'launch') return;
      const { count } = threadsOfLaunch(this.facts, step, index);
      for (const binding of step.bindings)
        if (binding.kind === 'buffer')
          this.#assumed.set(binding.buffer, Math.max(count, this.#assumed.get(binding.buffer) ?? 0));
    });
  }

  elements(buffer: string): Amount {
    const known = this.facts.lengths.get(buffer);
    return known === undefined
      ? { count: this.#assumed.get(buffer) ?? ASSUMED_THREADS, known: false }
      : { count: known, known: true };
  }

  bytes(buffer: string): Amount {
    const { count, known } = this.elements(buffer);
    return { count: count * (this.#elementBytes.get(buffer) ?? 4), known };
  }

  threads(step: LaunchStep, index: number): Amount {
    return threadsOfLaunch(this.facts, step, index);
  }
}
