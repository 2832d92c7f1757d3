// The order in which threads and blocks run: any order is right, and another one exposes a data race.

/** `forward` is the default; `{ seed }` shuffles. */
export type ScheduleOrder = 'forward' | 'reverse' | { readonly seed: number };

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** Where the i-th of `count` things is; a shuffle walks in strides that share no divisor with the count. */
export function visitingOrder(count: number, order: ScheduleOrder): (i: number) => number {
  if (order === 'forward') return (i) => i;
  if (order === 'reverse') return (i) => count - 1 - i;
  let stride = ((Math.imul(order.seed + 1, 0x9e3779b1) >>> 12) % count) | 1;
  while (greatestCommonDivisor(stride, count) !== 1) stride++;
  const start = (Math.imul(order.seed + 7, 0x85ebca6b) >>> 0) % count;
  return (i) => (start + i * stride) % count;
}
