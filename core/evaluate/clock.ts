// The time limit of a run: looked at now and then, since looking costs more than most steps.
import { PxosError } from '../diagnostics/index.ts';
import * as messages from '../diagnostics/messages/reference.ts';

export interface Limits {
  /** Milliseconds, for the message. */
  readonly timeout: number;
  /** `performance.now()` at which the run ends. */
  readonly deadline: number;
  readonly signal: AbortSignal | undefined;
}

/** Looks at the clock now and then; turns of loops, calls, threads, copies and long blocks spend its fuel. */
export class Clock {
  private static readonly FUEL = 8192;
  private readonly limits: Limits;
  private readonly kernel: string;
  private fuel = Clock.FUEL;

  constructor(limits: Limits, kernel: string) {
    this.limits = limits;
    this.kernel = kernel;
  }

  /** Pays for work that is about to be done. */
  tick(work = 1): void {
    this.fuel -= work;
    if (this.fuel <= 0) this.look();
  }

  private look(): void {
    this.fuel = Clock.FUEL;
    const { timeout, deadline, signal } = this.limits;
    if (signal?.aborted) throw new PxosError(messages.runAborted({ kernel: this.kernel }));
    if (performance.now() > deadline)
      throw new PxosError(messages.timeLimit({ kernel: this.kernel, milliseconds: timeout }));
  }
}
