// Prints rows as a table: columns as wide as their longest cell, numbers to the right.
import { displayWidth, harmless } from '../diagnostics/index.ts';

/** Lines of a table; a column whose name ends in `#` is right-aligned. Cells hold plain text. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const names = columns.map((column) => column.replace(/#$/, ''));
  const shown = rows.map((row) => row.map(harmless));
  const widths = names.map((name, index) =>
    Math.max(displayWidth(name), ...shown.map((row) => displayWidth(row[index] ?? ''))),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => {
        const filling = ' '.repeat((widths[index] ?? 0) - displayWidth(cell));
        return columns[index]?.endsWith('#') ? filling + cell : cell + filling;
      })
      .join('  ')
      .trimEnd();
  return [line(names), ...shown.map(line)];
}
