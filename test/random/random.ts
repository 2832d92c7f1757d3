// A small seeded generator of random choices, so that every failing program can be made again from its seed.

export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = Math.imul(seed + 1, 0x9e3779b1) >>> 0;
  }

  /** A u32 (mulberry32). */
  bits(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  }

  /** An integer from `low` to `high`, both included. */
  integer(low: number, high: number): number {
    return low + (this.bits() % (high - low + 1));
  }

  /** True with this probability. */
  chance(probability: number): boolean {
    return this.bits() / 4294967296 < probability;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.bits() % list.length]!;
  }
}
