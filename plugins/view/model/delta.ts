// What a step changed: runs of pixels with the bits that flipped, which lead forward and back alike.

/** Pixels that changed. */
export interface Delta {
  /** First pixel and the one behind the last of each run, one after the other, ascending. */
  readonly runs: Uint32Array;
  /** Before XOR after, for every pixel of the runs in order. */
  readonly flips: Uint32Array;
}

export const NO_CHANGE: Delta = { runs: new Uint32Array(0), flips: new Uint32Array(0) };

/** Bytes that a delta takes. */
export const bytesOfDelta = ({ runs, flips }: Delta): number => runs.byteLength + flips.byteLength;

/** The difference of two images of one size, looked for from `first` up to but not with `end`. */
export function deltaOf(
  before: Uint32Array,
  after: Uint32Array,
  [first, end]: readonly [first: number, end: number],
): Delta {
  const runs: number[] = [];
  let count = 0;
  for (let p = first; p < end; p++) {
    if (before[p] === after[p]) continue;
    count++;
    if (runs.at(-1) === p) runs[runs.length - 1] = p + 1;
    else runs.push(p, p + 1);
  }
  const flips = new Uint32Array(count);
  let next = 0;
  for (let k = 0; k < runs.length; k += 2)
    for (let p = runs[k]!; p < runs[k + 1]!; p++) flips[next++] = before[p]! ^ after[p]!;
  return { runs: Uint32Array.from(runs), flips };
}

/** Goes over a delta, in whichever direction. */
export function applyDelta(words: Uint32Array, { runs, flips }: Delta): void {
  let next = 0;
  for (let k = 0; k < runs.length; k += 2)
    for (let p = runs[k]!; p < runs[k + 1]!; p++) words[p]! ^= flips[next++]!;
}
