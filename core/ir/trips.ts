// How often a `for` runs, where constants say so: exact, by the meaning of the loop.
import type { ForStmt } from './types.ts';

/**
 * Turns of a loop with these bounds: the whole numbers from `from` on, `step` apart, that are before `to`.
 *
 * @example
 * tripCount(0, 10, 4) // 3: 0, 4, 8
 * tripCount(10, 0, -5) // 2: 10, 5
 */
export function tripCount(from: number, to: number, step: number): number {
  return Math.max(0, Math.ceil((to - from) / step));
}

/** Turns of a loop whose bounds are constants, BREAK apart; `undefined` for other bounds. */
export function constantTrips({ from, to, step }: ForStmt): number | undefined {
  if (from.kind !== 'const' || to.kind !== 'const') return undefined;
  return tripCount(Number(from.value), Number(to.value), step);
}
