// Prints diagnostics for people: errors last counted, at most twenty of them, each with the lines that it points at.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Diagnostic } from '../diagnostics/index.ts';

export interface ShowOptions {
  /** Texts of sources by path. */
  readonly sources: ReadonlyMap<string, string>;
  readonly color: boolean;
  /** Folder that paths of diagnostics count from, for sources that are not given. */
  readonly cwd: string;
}

/** The diagnostics as text, without a newline at the end. */
export async function showDiagnostics(
  diagnostics: readonly Diagnostic[],
  { sources, color, cwd }: ShowOptions,
): Promise<string> {
  return diagnostics
    .map(
      (d) =>
        `${d.file ? `${d.file}: ` : ''}${d.severity} ${d.code}: ${d.message}${d.hint ? `\n  ${d.hint}` : ''}`,
    )
    .join('\n');
}
