// Names that are given once: what the chunk `pxNM` says where it says something, a number after the second of a kind.

export class UniqueNames {
  private readonly taken = new Set<string>();

  /** The wanted name, or one like it that is free. */
  claim(wanted: string): string {
    let name = wanted;
    for (let n = 2; this.taken.has(name); n++) name = `${wanted}_${n}`;
    this.taken.add(name);
    return name;
  }
}
