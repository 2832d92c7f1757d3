// Ends a run at its time limit or when the caller gives it up: looked at now and then, and paid for by everything that repeats.
import { PxosError } from '../diagnostics/index.ts';
import * as messages from '../diagnostics/messages/reference.ts';

export interface TimeLimit {
  /** Milliseconds; no limit when left out. */
  readonly timeout?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Work between two looks at the clock, in instructions or what takes as long. */
const WORK = 65_536;

export class Clock {
  private readonly limit: TimeLimit;
  private readonly deadline: number;
  private left = WORK;
  /** What runs now, for the message. */
  kernel = '';

  constructor(limit: TimeLimit) {
    this.limit = limit;
    this.deadline =
      limit.timeout === undefined ? Number.POSITIVE_INFINITY : performance.now() + limit.timeout;
  }

  /** Pays for work that is about to be done: as much as it can be until something pays again. */
  tick(work = 1): void {
    this.left -= work;
    if (this.left <= 0) this.look();
  }

  /** @throws PxosError PX0795 at the time limit, PX0796 when the run was given up */
  look(): void {
    this.left = WORK;
    const { kernel } = this;
    if (this.limit.signal?.aborted) throw new PxosError(messages.runAborted({ kernel }));
    if (performance.now() > this.deadline)
      throw new PxosError(messages.timeLimit({ kernel, milliseconds: this.limit.timeout ?? 0 }));
  }
}
