// Collects lines of text with their indentation, and which line of the source each one comes from.
import type { Position } from 'unist';

/** Line of the emitted file, line and column of the source, all counted from 1. */
export type LineEntry = readonly [emitted: number, line: number, column: number];

/** Lines of an emitted file. */
export class Writer {
  private readonly lines: string[] = [];
  private readonly table: LineEntry[] = [];
  private depth = 0;

  /** Adds a line; `at` is the place in the source that it comes from. */
  line(text: string, at?: Position): void {
    this.lines.push(text === '' ? '' : '  '.repeat(this.depth) + text);
    if (at) this.table.push([this.lines.length, at.start.line, at.start.column]);
  }

  /** Adds text of several lines as it is. */
  text(text: string): void {
    for (const line of text.split('\n')) this.line(line);
  }

  /** Adds what `body` writes, one step deeper. */
  indented(body: () => void): void {
    this.depth++;
    body();
    this.depth--;
  }

  /** Takes over the lines of another writer, with their places. */
  append(other: Writer): void {
    const offset = this.lines.length;
    this.lines.push(...other.lines);
    for (const [emitted, line, column] of other.table) this.table.push([emitted + offset, line, column]);
  }

  toString(): string {
    return `${this.lines.join('\n')}\n`;
  }

  get lineTable(): readonly LineEntry[] {
    return this.table;
  }
}
