// Prints rows as a table: columns as wide as their longest cell, numbers to the right.

/** Lines of a table; a column whose name ends in `#` is right-aligned. Cells hold plain text. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const names = columns.map((column) => column.replace(/#$/, ''));
  const widths = names.map((name, index) =>
    Math.max(name.length, ...rows.map((row) => (row[index] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => {
        const width = widths[index] ?? 0;
        return columns[index]?.endsWith('#') ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  return [line(names), ...rows.map(line)];
}

/** `812 B`, `3.4 kB`, `12 MB`. */
export function bytes(count: number): string {
  if (count < 1000) return `${count} B`;
  const [value, unit] =
    count < 1e6 ? [count / 1e3, 'kB'] : count < 1e9 ? [count / 1e6, 'MB'] : [count / 1e9, 'GB'];
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}

/** `1.2 s`, `34 ms`, `5.6 µs`, `7 ns`. */
export function duration(seconds: number): string {
  const scale: readonly [number, string][] = [
    [1, 's'],
    [1e-3, 'ms'],
    [1e-6, 'µs'],
    [1e-9, 'ns'],
  ];
  const [unit, name] = scale.find(([least]) => seconds >= least) ?? [1e-9, 'ns'];
  const value = seconds / unit;
  return `${value === 0 ? '0' : value < 10 ? value.toFixed(1) : Math.round(value)} ${name}`;
}
