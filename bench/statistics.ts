// The statistics of a benchmark: medians, and calls of several contenders in turn, so that all meet the same machine.
import { performance } from 'node:perf_hooks';

/** The middle value; NaN of nothing. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** Milliseconds that a piece of work takes. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/**
 * Calls each contender in turn, `runs` times, and gives the median milliseconds of each. The first `warmUp` rounds do not
 * count.
 */
export async function inTurn<Name extends string>(
  contenders: Readonly<Record<Name, () => unknown>>,
  { runs, warmUp }: { readonly runs: number; readonly warmUp: number },
): Promise<Readonly<Record<Name, number>>> {
  const names = Object.keys(contenders) as Name[];
  const times = new Map(names.map((name) => [name, [] as number[]]));
  for (let round = 0; round < runs + warmUp; round++)
    for (const name of names) {
      const time = await timed(contenders[name]);
      if (round >= warmUp) times.get(name)?.push(time);
    }
  return Object.fromEntries([...times].map(([name, all]) => [name, median(all)])) as Record<Name, number>;
}
