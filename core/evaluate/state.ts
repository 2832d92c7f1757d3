// What compiled code works on: the variables and ids of the thread that runs now.
import type { RunLaunch } from '../contract/index.ts';
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
