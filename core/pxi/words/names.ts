// Names, source positions and block hints, as lines of text in the chunk `pxNM`: nothing there changes what a program does.
import type { Diagnostic } from '../../diagnostics/index.ts';
import * as messages from '../../diagnostics/messages/pixel-structure.ts';
import type { PixelNames } from './program.ts';

export const NO_NAMES: PixelNames = {
  records: new Map(),
  registers: new Map(),
  positions: new Map(),
  blocks: new Map(),
};

/** Warnings that are given; a damaged chunk may have nothing but lines that cannot be read. */
const MAX_WARNINGS = 10;
/** What is shown of a line that cannot be read. */
const SHOWN = 40;

const NUMBER = '(0|[1-9]\\d{0,6})';
const LINE = new RegExp(
  `^${NUMBER}(?:\\.${NUMBER})? ([A-Za-z_][A-Za-z0-9_]{0,254})$|` +
    `^${NUMBER}@${NUMBER} ([1-9]\\d{0,8}):([1-9]\\d{0,8})$|` +
    `^${NUMBER} block=([1-9]\\d{0,6}),([1-9]\\d{0,6}),([1-9]\\d{0,6})$`,
);

/**
 * The lines that say these names, in the order of their numbers.
 *
 * @example
 * writeNames({ ...NO_NAMES, records: new Map([[1, 'x']]) }) // '1 x\n'
 */
export function writeNames({ records, registers, positions, blocks }: PixelNames): string {
  const lines: { readonly key: readonly number[]; readonly text: string }[] = [];
  const numbers = (text: string): number[] => text.split(/[.@]/).map(Number);
  for (const [record, name] of records) lines.push({ key: [record, 0], text: `${record} ${name}` });
  for (const [record, block] of blocks)
    lines.push({ key: [record, 1], text: `${record} block=${block.join(',')}` });
  for (const [register, name] of registers) {
    const [record = 0, number = 0] = numbers(register);
    lines.push({ key: [record, 2, number], text: `${register} ${name}` });
  }
  for (const [place, { line, column }] of positions) {
    const [record = 0, pixel = 0] = numbers(place);
    lines.push({ key: [record, 3, pixel], text: `${place} ${line}:${column}` });
  }
  const order = (a: readonly number[], b: readonly number[]): number => {
    for (let k = 0; k < 3; k++) if (a[k] !== b[k]) return (a[k] ?? 0) - (b[k] ?? 0);
    return 0;
  };
  lines.sort((a, b) => order(a.key, b.key));
  return lines.map(({ text }) => `${text}\n`).join('');
}

/** Reads the lines of `pxNM`. What is not understood, and what is said twice, is left out with a warning. */
export function readNames(
  text: string,
  { file }: { readonly file?: string | undefined } = {},
): {
  readonly names: PixelNames;
  readonly warnings: readonly Diagnostic[];
} {
  const records = new Map<number, string>();
  const registers = new Map<string, string>();
  const positions = new Map<string, { line: number; column: number }>();
  const blocks = new Map<number, readonly [number, number, number]>();
  const warnings: Diagnostic[] = [];
  /** Keeps the first value; false when there was one. */
  const keep = <K, V>(map: Map<K, V>, key: K, value: V): boolean =>
    !map.has(key) && Boolean(map.set(key, value));
  const understand = (line: string): boolean => {
    const match = LINE.exec(line);
    if (!match) return false;
    const [, record, register, name, code, pixel, row, column, kernel, x, y, z] = match;
    if (name !== undefined && register !== undefined) return keep(registers, `${record}.${register}`, name);
    if (name !== undefined) return keep(records, Number(record), name);
    if (code !== undefined)
      return keep(positions, `${code}@${pixel}`, { line: Number(row), column: Number(column) });
    return keep(blocks, Number(kernel), [Number(x), Number(y), Number(z)]);
  };
  for (const line of text.split('\n')) {
    if (line === '' || understand(line) || warnings.length >= MAX_WARNINGS) continue;
    const shown = line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
    warnings.push(messages.damagedName({ line: JSON.stringify(shown) }, { file }));
  }
  return { names: { records, registers, positions, blocks }, warnings };
}
