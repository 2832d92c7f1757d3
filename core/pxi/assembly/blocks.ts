// Groups the lines of an assembly into statements: a line, and the lines of its block in braces.
import { PxosError } from '../../diagnostics/index.ts';
import * as say from '../../diagnostics/messages/pixel-tools.ts';
import { expected, type Line } from './source.ts';

/** A line, without the brace that opens its block, and the block's lines if it has one. */
export interface Statement {
  readonly line: Line;
  readonly block?: readonly Line[];
}

const isCloser = (line: Line): boolean => line.length === 1 && line[0].text === '}';

/** Statements in order; blocks do not nest. */
export function statementsOf(lines: readonly Line[], file: string | undefined): Statement[] {
  const statements: Statement[] = [];
  for (let k = 0; k < lines.length; k++) {
    const line = lines[k]!;
    if (isCloser(line)) expected('a statement', line[0], file);
    if (line.at(-1)?.text !== '{') {
      statements.push({ line });
      continue;
    }
    const [first, ...rest] = line;
    const end = lines.findIndex((other, index) => index > k && isCloser(other));
    if (end < 0 || rest.length === 0) {
      const { line: row, column, text } = first;
      const place = { start: { line: row, column }, end: { line: row, column: column + text.length } };
      throw new PxosError(say.assemblyOpen({ what: text }, { file, place }));
    }
    statements.push({ line: [first, ...rest.slice(0, -1)], block: lines.slice(k + 1, end) });
    k = end;
  }
  return statements;
}
