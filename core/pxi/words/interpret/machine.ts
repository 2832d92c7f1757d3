// What instructions work on beside registers: the place of the thread that runs, its gas, and the arrays of the launch.
import type { Clock } from '../../clock.ts';
import type { PixelArray } from './memory.ts';

type Triple = [number, number, number];

/** Thrown through calls and loops when a thread has spent its gas; the launch catches it. */
export const OUT_OF_GAS = Symbol('out of gas');

export class Machine {
  /** Coordinates by source of INDEX: thread, local, block, block size, grid size. */
  readonly index: readonly [Triple, Triple, Triple, Triple, Triple] = [
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
  ];
  slots: readonly PixelArray[] = [];
  /** Loop turns and calls of the thread that runs. */
  spent = 0;
  private readonly limit: number;
  private readonly clock: Clock;

  constructor(limit: number, clock: Clock) {
    this.limit = limit;
    this.clock = clock;
  }

  /** NEXT and CALL cost 1; the clock is paid for what they run again. */
  spend(work: number): void {
    if (++this.spent > this.limit) throw OUT_OF_GAS;
    this.clock.tick(work);
  }
}
