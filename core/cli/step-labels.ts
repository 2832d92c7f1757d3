// The steps of a run in a few words: equal ones in a row together, and of long runs only the first.

/** Entries at most: what fits in a line or two. */
const SHOWN = 12;

/**
 * @example
 * stepLabels(['scale', 'add', 'add']) // 'scale, add ×2'
 */
export function stepLabels(labels: readonly string[]): string {
  const rows: { readonly label: string; count: number }[] = [];
  for (const label of labels) {
    const last = rows.at(-1);
    if (last?.label === label) last.count++;
    else rows.push({ label, count: 1 });
  }
  const shown = rows.slice(0, SHOWN);
  const texts = shown.map(({ label, count }) => (count === 1 ? label : `${label} ×${count}`));
  const left = labels.length - shown.reduce((sum, { count }) => sum + count, 0);
  return left === 0 ? texts.join(', ') : `${texts.join(', ')} … and ${left} more`;
}
