// Tells whether an array is all zeros without reading it whole each time: many arrays may lie over the same pixels.
import { type ArrayPlace, elementBits, elementsOf } from './arrays.ts';
import { MATRIX_R } from './element-codes.ts';

/** Pixels that share one entry. */
const GROUP = 64;

/** What of an image is not zero; made when it is first asked about more than a group. */
export class NonzeroPixels {
  private readonly words: Uint32Array;
  private readonly width: number;
  /** For each group of pixels, and for the end, the first group from it on with a pixel that is not zero. */
  private next: Uint32Array | undefined;

  constructor(words: Uint32Array, width: number) {
    this.words = words;
    this.width = width;
  }

  /** Whether an element of an array has a bit that is set; of a matrix of version 1.0, by reading it up to there. */
  isIn(array: ArrayPlace): boolean {
    const count = elementsOf(array);
    const perPixel = 4 >> (array.type & 3);
    const isMatrix = array.type === MATRIX_R;
    const whole = isMatrix ? 0 : Math.floor(count / perPixel);
    if (this.anyIn(array.first, array.first + whole)) return true;
    for (let i = whole * perPixel; i < count; i++)
      if (elementBits(this.words, array, this.width, i) !== 0) return true;
    return false;
  }

  /** Whether a pixel from `first` to before `end` is not zero. */
  private anyIn(first: number, end: number): boolean {
    const [from, to] = [Math.ceil(first / GROUP), Math.floor(end / GROUP)];
    if (from >= to) return this.anyPixel(first, end);
    this.next ??= this.groups();
    return this.next[from]! < to || this.anyPixel(first, from * GROUP) || this.anyPixel(to * GROUP, end);
  }

  private anyPixel(first: number, end: number): boolean {
    for (let pixel = first; pixel < end; pixel++) if (this.words[pixel] !== 0) return true;
    return false;
  }

  private groups(): Uint32Array {
    const count = Math.ceil(this.words.length / GROUP);
    const next = new Uint32Array(count + 1).fill(count);
    for (let group = count - 1; group >= 0; group--) {
      const end = Math.min(this.words.length, (group + 1) * GROUP);
      next[group] = this.anyPixel(group * GROUP, end) ? group : next[group + 1]!;
    }
    return next;
  }
}
