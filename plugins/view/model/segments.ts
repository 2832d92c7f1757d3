// Regions of an image as runs that do not overlap, so that drawing can walk along them and find any pixel's at once.
import { REGION_KINDS, type Region, type RegionKind } from 'pxos/browser';

/** Run k goes from `starts[k]` to `starts[k + 1]`, the last one to the end; `kinds[k]` is the place in
 * `REGION_KINDS` plus 1, and 0 where nothing lies. */
export interface Segments {
  readonly starts: Uint32Array;
  readonly kinds: Uint8Array;
}

interface Edge {
  readonly at: number;
  readonly region: number;
  readonly opens: boolean;
}

/** Numbers of which the greatest is wanted: what lies on top of everything else. */
class Top {
  private readonly heap: number[] = [];
  private readonly gone = new Set<number>();

  add(value: number): void {
    const { heap } = this;
    let i = heap.push(value) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (heap[parent]! >= value) break;
      heap[i] = heap[parent]!;
      i = parent;
    }
    heap[i] = value;
  }

  remove(value: number): void {
    this.gone.add(value);
  }

  greatest(): number | undefined {
    const { heap, gone } = this;
    while (heap.length > 0 && gone.has(heap[0]!)) {
      gone.delete(heap[0]!);
      this.dropFirst();
    }
    return heap[0];
  }

  private dropFirst(): void {
    const { heap } = this;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && heap[child + 1]! > heap[child]!) child++;
      if (heap[child]! <= last) break;
      heap[i] = heap[child]!;
      i = child;
    }
    heap[i] = last;
  }
}

/** Lays regions over one another, later ones on top, in an image of `pixels` pixels. */
export function segmentsOf(regions: readonly Region[], pixels: number): Segments {
  const edges = regions
    .flatMap(({ first, end }, region): Edge[] =>
      first < Math.min(end, pixels)
        ? [
            { at: first, region, opens: true },
            { at: Math.min(end, pixels), region, opens: false },
          ]
        : [],
    )
    .sort((a, b) => a.at - b.at);
  const top = new Top();
  const starts = [0];
  const kinds = [0];
  for (let k = 0; k < edges.length; ) {
    const { at } = edges[k]!;
    for (; k < edges.length && edges[k]!.at === at; k++) {
      const { region, opens } = edges[k]!;
      if (opens) top.add(region);
      else top.remove(region);
    }
    const region = top.greatest();
    const kind = region === undefined ? 0 : REGION_KINDS.indexOf(regions[region]!.kind) + 1;
    if (starts.at(-1) === at) kinds[kinds.length - 1] = kind;
    else if (kinds.at(-1) !== kind) {
      starts.push(at);
      kinds.push(kind);
    }
  }
  return { starts: Uint32Array.from(starts), kinds: Uint8Array.from(kinds) };
}

/** The run in which a pixel lies. */
export function segmentAt({ starts }: Segments, pixel: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= pixel) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Pixels of each kind that can be seen, in the order of the legend; kinds without any are left out. */
export function legendOf(
  { starts, kinds }: Segments,
  pixels: number,
): readonly { readonly kind: RegionKind; readonly pixels: number; readonly first: number }[] {
  const counts = REGION_KINDS.map((kind) => ({ kind, pixels: 0, first: 0 }));
  kinds.forEach((kind, k) => {
    const entry = counts[kind - 1];
    if (!entry) return;
    if (entry.pixels === 0) entry.first = starts[k]!;
    entry.pixels += (starts[k + 1] ?? pixels) - starts[k]!;
  });
  return counts.filter((entry) => entry.pixels > 0);
}
