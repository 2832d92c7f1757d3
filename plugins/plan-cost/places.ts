// Where the contents of all buffers are, with a key that tells arrangements apart without reading them whole.

export const HOST = 1;
export const DEVICE = 2;
/** Also where zeros are that nobody has written, and what nobody asks for again. */
export const BOTH = HOST | DEVICE;

/** Scatters a number over 32 bits. */
function scatter(number: number): number {
  let x = Math.imul(number ^ (number >>> 16), 0x45d9f3b);
  x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d);
  return (x ^ (x >>> 13)) >>> 0;
}

/** Places of buffers, by their numbers: host, device or both. */
export class Places {
  readonly #of: Uint8Array;
  #low: number;
  #high: number;

  private constructor(of: Uint8Array, low: number, high: number) {
    this.#of = of;
    this.#low = low;
    this.#high = high;
  }

  /** Contents of `given` are at the host, all others everywhere. */
  static atStart(buffers: number, given: readonly number[]): Places {
    const of = new Uint8Array(buffers).fill(BOTH);
    for (const buffer of given) of[buffer] = HOST;
    return new Places(of, 0, 0);
  }

  copy(): Places {
    return new Places(this.#of.slice(), this.#low, this.#high);
  }

  at(buffer: number): number {
    return this.#of[buffer] ?? BOTH;
  }

  set(buffer: number, place: number): void {
    const [old, now] = [4 * buffer + this.at(buffer), 4 * buffer + place];
    if (old === now) return;
    this.#low = (this.#low ^ scatter(old) ^ scatter(now)) >>> 0;
    this.#high ^= (scatter(~old) ^ scatter(~now)) & 0xfffff;
    this.#of[buffer] = place;
  }

  /** Of arrangements that began alike, the same for equal ones, and 52 scattered bits for others. */
  get key(): number {
    return this.#high * 2 ** 32 + this.#low;
  }
}
