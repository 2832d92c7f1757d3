// Fetches the texts of files that messages point into and no front end has read: data in JSON, configurations.
import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Diagnostic } from '../diagnostics/index.ts';

/** Larger files are named with line and column alone. */
const LARGEST = 4 * 1024 * 1024;

/** `sources` with the texts of the files that the diagnostics name a place in; what cannot be read is left out. */
export async function withNamedFiles(
  sources: ReadonlyMap<string, string>,
  diagnostics: readonly Diagnostic[],
  cwd: string,
): Promise<ReadonlyMap<string, string>> {
  const all = new Map(sources);
  for (const { file, place } of diagnostics) {
    if (file === undefined || !place || all.has(file)) continue;
    const path = resolve(cwd, file);
    try {
      const facts = await stat(path);
      if (facts.isFile() && facts.size <= LARGEST) all.set(file, await readFile(path, 'utf8'));
    } catch {
      // The message stands without the line.
    }
  }
  return all;
}
