// What compiled code works on: the variables and ids of the thread that runs now, and the clock.
import type { RunLaunch } from '../contract/index.ts';
import { PxosError } from '../diagnostics/index.ts';
import * as messages from '../diagnostics/messages/reference.ts';
import { Place } from './visits.ts';

/** A compiled expression: its value as a number; 0 and 1 for false and true. */
export type Code = () => number;

/** How a statement ended. */
export const NEXT = 0;
export const BREAK = 1;
export const CONTINUE = 2;
export const RETURN = 3;
export type Signal = typeof NEXT | typeof BREAK | typeof CONTINUE | typeof RETURN;

/** A compiled statement that holds no barrier. */
export type Action = () => Signal;

/** Variables of the kernel's present thread, or of a function (functions do not recurse: one frame each is enough). */
export interface Frame {
  variables: Float64Array;
}

/** The present thread. */
export class ThreadState extends Place implements Frame {
  variables: Float64Array;
  /** Carries values between threads and the group operations that they wait at. */
  readonly exchange = { value: 0, from: 0, to: 0, offset: 0 };

  constructor(variables: number, launch: RunLaunch) {
    super(launch);
    this.variables = new Float64Array(variables);
  }
}

export interface Limits {
  /** Milliseconds, for the message. */
  readonly timeout: number;
  /** `performance.now()` at which the run ends. */
  readonly deadline: number;
  readonly signal: AbortSignal | undefined;
}

/** Looks at the clock now and then; loops, calls of threads and copies spend its fuel. */
export class Clock {
  private static readonly FUEL = 8192;
  private readonly limits: Limits;
  private readonly kernel: string;
  private fuel = Clock.FUEL;

  constructor(limits: Limits, kernel: string) {
    this.limits = limits;
    this.kernel = kernel;
  }

  tick(): void {
    if (--this.fuel <= 0) this.look();
  }

  private look(): void {
    this.fuel = Clock.FUEL;
    const { timeout, deadline, signal } = this.limits;
    if (signal?.aborted) throw new PxosError(messages.runAborted({ kernel: this.kernel }));
    if (performance.now() > deadline)
      throw new PxosError(messages.timeLimit({ kernel: this.kernel, milliseconds: timeout }));
  }
}
