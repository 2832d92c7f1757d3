// Finds the number of threads at which the two sides of a step change places.

const MOST_THREADS = 2 ** 40;

/**
 * The smallest whole number of threads from which on the other side is faster than at one thread, by bisection; there is
 * none when one side is faster all the way. `difference` (seconds of the CPU less those of the GPU) must rise or fall
 * with the number of threads throughout.
 */
export function flipSize(difference: (threads: number) => number): number | undefined {
  const gpuWins = (threads: number): boolean => difference(threads) > 0;
  const atStart = gpuWins(1);
  if (gpuWins(MOST_THREADS) === atStart) return undefined;
  let low = 1;
  let high = MOST_THREADS;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (gpuWins(middle) === atStart) low = middle;
    else high = middle;
  }
  return high;
}
