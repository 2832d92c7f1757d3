// Counts the threads of all launches of a run against what its caller allows.
import type { RunOperation } from '../contract/index.ts';
import { type Placement, PxosError } from '../diagnostics/index.ts';
import { tooManyThreads } from '../diagnostics/messages/pixel-run.ts';

/** What a count is held against, and how messages say where a launch stands. */
export interface ThreadLimit {
  readonly limit: number;
  readonly placeOf: (step: number) => Placement;
}

export class ThreadCount {
  private threads = 0;
  private readonly allowed: ThreadLimit;

  constructor(allowed: ThreadLimit) {
    this.allowed = allowed;
  }

  /**
   * Adds operations; a grid that an array holds counts once it is known.
   *
   * @throws PxosError PX1351 at the first launch with which there are too many
   */
  add(operations: readonly RunOperation[]): void {
    const { limit, placeOf } = this.allowed;
    for (const operation of operations) {
      if (operation.kind !== 'launch' || operation.gridFrom !== undefined) continue;
      this.threads += operation.extent.reduce((product, size) => product * size, 1);
      const { threads } = this;
      if (threads > limit) throw new PxosError(tooManyThreads({ threads, limit }, placeOf(operation.step)));
    }
  }
}
