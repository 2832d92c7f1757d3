// The thread that runs on intervals: its variables, and whether what it does may not happen at all.
import type { RunLaunch } from '../../contract/index.ts';
import { Place } from '../visits.ts';
import { exactly, type Interval, join } from './interval.ts';

export type Code = () => Interval;

/** Values of all variables of a thread or function. */
export type Variables = Interval[];

export interface Frame {
  variables: Variables;
}

export const ZERO: Interval = exactly(0);

export function zeros(count: number): Variables {
  return new Array<Interval>(count).fill(ZERO);
}

/** What is possible for either of two states; `undefined` is no state at all. */
export function joinVariables(a: Variables | undefined, b: Variables | undefined): Variables | undefined {
  if (!a || !b) return a ?? b;
  return a.map((value, i) => join(value, b[i]!));
}

/**
 * How a statement may end: `next` if control may go on behind it, and the states with which it may leave the loop, go to the
 * loop's next turn, or end the thread.
 */
export interface Outcome {
  readonly next: boolean;
  readonly leave?: Variables | undefined;
  readonly again?: Variables | undefined;
  readonly ended?: boolean | undefined;
}

export const NEXT: Outcome = { next: true };

export type Action = () => Outcome;

/** The results cannot be told: everything that the launch may write may hold anything. */
export class Undecided extends Error {
  override readonly name = 'Undecided';
}

export class IntervalThread extends Place implements Frame {
  variables: Variables;
  /** What happens now may not happen: stores keep the old value as a possibility. */
  weak = false;
  /** Stores leave anything: a loop is run once for all its turns. */
  havoc = false;
  /** What a thread brings to a group operation, and takes from it. */
  exchange: Interval = ZERO;
  range: readonly [from: Interval, to: Interval, offset: Interval] = [ZERO, ZERO, ZERO];

  constructor(variables: number, launch: RunLaunch) {
    super(launch);
    this.variables = zeros(variables);
  }
}
