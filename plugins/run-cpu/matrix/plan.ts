// Plans a matrix product: the modules that do it, how many rows a call makes, and whether threads share it.

import { productModule } from './product.ts';
import type { ProductTypes } from './types.ts';
import { GROUP_ROWS, scratchBytes } from './types.ts';

export interface ProductSize {
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
}

export interface ProductPlan {
  readonly module: Uint8Array;
  readonly rowsAtOnce: number;
  readonly scratchBytes: number;
  readonly team?:
    | { readonly threads: number; readonly module: Uint8Array; readonly rowsAtOnce: number }
    | undefined;
}

/** Products of numbers below which waking threads takes longer than they save. */
const WORTH_THREADS = 2 ** 27;
/** Products of numbers that a call makes, some hundredths of a second of work. */
const OF_A_CALL = 2 ** 28;
const MOST_THREADS = 16;
const MOST_MEMORY = 2 ** 32;

const wholeGroups = (rows: number): number => Math.max(1, Math.ceil(rows / GROUP_ROWS)) * GROUP_ROWS;

const modules = new Map<string, Uint8Array>();

function moduleFor(types: ProductTypes, shared: boolean): Uint8Array {
  const key = `${types.a} ${types.b} ${types.c} ${shared}`;
  const module = modules.get(key) ?? productModule(types, { shared });
  modules.set(key, module);
  return module;
}

/** `threads`: how many the machine has. `bytes`: those of the three arrays. */
export function planProduct(
  types: ProductTypes,
  { rows, inner, columns }: ProductSize,
  { threads: available, bytes }: { readonly threads: number; readonly bytes: number },
): ProductPlan {
  const scratch = scratchBytes(types, inner, columns);
  const rowsAtOnce = wholeGroups(OF_A_CALL / (inner * columns));
  const threads = Math.min(available, MOST_THREADS, Math.ceil(rows / GROUP_ROWS));
  const isWorth = threads > 1 && rows * inner * columns >= WORTH_THREADS;
  const fits = bytes + threads * (scratch + GROUP_ROWS) < MOST_MEMORY;
  return {
    module: moduleFor(types, false),
    rowsAtOnce,
    scratchBytes: scratch,
    ...(isWorth &&
      fits && {
        team: {
          threads,
          module: moduleFor(types, true),
          // Two turns for each thread: one that starts late or is disturbed takes one of them.
          rowsAtOnce: Math.min(rowsAtOnce, wholeGroups(rows / (2 * threads))),
        },
      }),
  };
}
