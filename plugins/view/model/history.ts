// An image with the steps that a program has taken on it: any moment of the run can be gone to, forward and back.
import { applyDelta, bytesOfDelta, type Delta, NO_CHANGE } from './delta.ts';

/** Walks between moments: moment 0 is the image as it was opened, moment k the image after step k − 1. */
export class History {
  /** The image at the present moment. Changed in place. */
  readonly words: Uint32Array;
  private readonly deltas: Delta[] = [];
  private present = 0;
  private taken = 0;

  /** @param words of the opened image; they belong to the history from now on */
  constructor(words: Uint32Array) {
    this.words = words;
  }

  get moment(): number {
    return this.present;
  }

  /** The last moment that can be gone to. */
  get end(): number {
    return this.deltas.length;
  }

  /** Bytes that all deltas take. */
  get bytes(): number {
    return this.taken;
  }

  /** Adds what the next step changed. The present moment stays. */
  add(delta: Delta): void {
    this.deltas.push(delta);
    this.taken += bytesOfDelta(delta);
  }

  /** Gives the pixels between which something may have changed on the way: from the first up to but not with the end. */
  goTo(moment: number): readonly [first: number, end: number] {
    const wanted = Math.max(0, Math.min(this.end, Math.round(moment)));
    let [first, end] = [Number.POSITIVE_INFINITY, 0];
    const pass = (delta: Delta): void => {
      applyDelta(this.words, delta);
      first = Math.min(first, delta.runs[0] ?? first);
      end = Math.max(end, delta.runs.at(-1) ?? end);
    };
    while (this.present < wanted) pass(this.deltas[this.present++]!);
    while (this.present > wanted) pass(this.deltas[--this.present]!);
    return [first, end];
  }

  /** The image at a moment, in memory of its own. */
  copyAt(moment: number): Uint32Array {
    const before = this.moment;
    this.goTo(moment);
    const copy = this.words.slice();
    this.goTo(before);
    return copy;
  }

  /** What the step that led to the present moment changed. */
  get change(): Delta {
    return this.deltas[this.present - 1] ?? NO_CHANGE;
  }
}
