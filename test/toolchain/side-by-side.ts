// Runs compilers side by side, as many as there are cores: tests begin their work early, and wait for it in their turn.
import { availableParallelism } from 'node:os';

const waiting: (() => void)[] = [];
let free = availableParallelism();

/** Does the work when a core is free. */
export async function sideBySide<T>(work: () => Promise<T>): Promise<T> {
  if (free > 0) free--;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else free++;
  }
}

/** Work that begins with the first of several that somebody waits for; each gives what it gave, or fails as it failed. */
export function begunTogether<K, T>(
  keys: readonly K[],
  work: (key: K) => Promise<T>,
): (key: K) => Promise<T> {
  let begun: ReadonlyMap<K, Promise<T>> | undefined;
  return (key) => {
    begun ??= new Map(
      keys.map((each) => {
        const result = work(each);
        // Whoever waits for it is told; nobody may be waiting yet.
        result.catch(() => undefined);
        return [each, result];
      }),
    );
    return begun.get(key) ?? work(key);
  };
}
