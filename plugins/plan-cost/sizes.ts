// What is known of sizes when the plan is made, and what is assumed where nothing is.
import { bytesOf, type KnownSizes, knownSizes, type LaunchValues, type Program } from 'pxos/core';

/** Threads of a launch of which nothing is known. */
export const ASSUMED_THREADS = 2 ** 20;

export interface Facts {
  readonly program: Program;
  readonly lengths: ReadonlyMap<string, number>;
  readonly threads: ReadonlyMap<number, number>;
  readonly parameters?: ReadonlyMap<number, LaunchValues> | undefined;
}

export interface Amount {
  readonly count: number;
  readonly known: boolean;
}

/** Elements and bytes of every buffer, threads of every launch: known, or assumed and marked so. */
export class Sizes {
  readonly #known: KnownSizes;
  readonly #assumed = new Map<string, number>();
  readonly #elementBytes: ReadonlyMap<string, number>;

  constructor({ program, lengths, threads, parameters }: Facts) {
    this.#known = knownSizes(program, { lengths, threads, ...(parameters && { parameters }) });
    this.#elementBytes = new Map(program.buffers.map((b) => [b.name, bytesOf(b.element)]));
    program.steps.forEach((step, index) => {
      if (step.kind !== 'launch') return;
      const { count } = this.threads(index);
      for (const binding of step.bindings)
        if (binding.kind === 'buffer')
          this.#assumed.set(binding.buffer, Math.max(count, this.#assumed.get(binding.buffer) ?? 0));
    });
  }

  /** Elements of a buffer; unknown, as many as the launches that bind it have threads. */
  elements(buffer: string): Amount {
    const known = this.#known.lengths.get(buffer);
    return known === undefined
      ? { count: this.#assumed.get(buffer) ?? ASSUMED_THREADS, known: false }
      : { count: known, known: true };
  }

  bytes(buffer: string): Amount {
    const { count, known } = this.elements(buffer);
    return { count: count * (this.#elementBytes.get(buffer) ?? 4), known };
  }

  /** Values of scalar parameters of the launch step with this index, as far as they are known. */
  parameters(index: number): LaunchValues {
    return this.#known.parameters.get(index) ?? {};
  }

  /** Threads of the launch step with this index. */
  threads(index: number): Amount {
    const known = this.#known.threads.get(index);
    return known === undefined ? { count: ASSUMED_THREADS, known: false } : { count: known, known: true };
  }
}
