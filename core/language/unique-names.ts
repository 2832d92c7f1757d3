// Hands out names that are unique in their kernel, function or program: `i`, `i_2`, `i_3`.

/** Takes a wanted name and gives it back, or with the first free number behind it. */
export type UniqueNames = (wanted: string) => string;

/** A namespace in which `taken` are in use. Finding a free name takes constant time on average. */
export function uniqueNames(taken: Iterable<string> = []): UniqueNames {
  const used = new Set(taken);
  const next = new Map<string, number>();
  return (wanted) => {
    let name = wanted;
    let count = next.get(wanted) ?? 2;
    while (used.has(name)) name = `${wanted}_${count++}`;
    next.set(wanted, count);
    used.add(name);
    return name;
  };
}
