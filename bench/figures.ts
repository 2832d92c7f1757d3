// What a benchmark says: figures with their goals, as a table, and as JSON with `--json FILE`.
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';

/** One measured number. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly goal?: { readonly atLeast: number } | { readonly atMost: number };
  /** What the number rests on, such as a checksum or a count. */
  readonly note?: string;
}

/** The figures of one script, and what the machine was like. */
export interface Report {
  readonly title: string;
  readonly figures: readonly Figure[];
  /** Processes that wanted a core, on average of the last minute, as the measurement began and as it ended. */
  readonly load: readonly [number, number];
  readonly cores: number;
  readonly processor: string;
  readonly node: string;
}

const startLoad = loadavg()[0] ?? 0;

const shown = (value: number): string =>
  value >= 1000 ? Math.round(value).toLocaleString('en') : value.toFixed(value < 10 ? 2 : 1);

function verdict({ value, unit, goal }: Figure): string {
  if (!goal) return '';
  const [sign, limit, met] =
    'atLeast' in goal ? ['≥', goal.atLeast, value >= goal.atLeast] : ['≤', goal.atMost, value <= goal.atMost];
  return `${sign} ${limit.toLocaleString('en')} ${unit}: ${met ? 'met' : 'MISSED'}`;
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<number[]>(
    (all, row) => row.map((cell, i) => Math.max(cell.length, all[i] ?? 0)),
    [],
  );
  const line = (row: readonly string[]): string =>
    row.map((cell, i) => (i === 1 ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0))).join('  ');
  return rows.map((row) => line(row).trimEnd()).join('\n');
}

/** Prints the figures of a script, and writes them where its `--json FILE` says. */
export function tell(title: string, figures: readonly Figure[]): void {
  const report: Report = {
    title,
    figures,
    load: [startLoad, loadavg()[0] ?? 0],
    cores: availableParallelism(),
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    node: process.version,
  };
  const load = report.load.map((value) => value.toFixed(1)).join(' → ');
  console.log(`\n${title}  (load ${load} on ${report.cores} cores, Node ${report.node})`);
  const rows = figures.map((figure) => [
    `  ${figure.name}`,
    `${shown(figure.value)} ${figure.unit}`,
    verdict(figure),
    figure.note ?? '',
  ]);
  console.log(table(rows));
  const { json } = parseArgs({ options: { json: { type: 'string' } }, strict: false }).values;
  if (typeof json === 'string') writeFileSync(json, `${JSON.stringify(report, undefined, 2)}\n`);
}
