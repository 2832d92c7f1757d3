// How much of a run the page keeps, so that stepping back is instant and memory bounded.

/** Bytes of all that steps changed. */
export const MOST_BYTES = 256 * 2 ** 20;
export const MOST_STEPS = 4096;
/** Milliseconds that a run or a trace may take until it is ended; the page lets people choose more. */
export const TIME_LIMITS = [5_000, 20_000, 60_000, 300_000] as const;
