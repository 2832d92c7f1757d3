// Decides which source files a build is about, and where each one's artifacts go.
import { existsSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { PxosError } from '../diagnostics/index.ts';
import { configMessages } from '../diagnostics/messages/index.ts';
import { shownPath } from '../files/index.ts';
import type { Pipeline } from './pipeline.ts';
import { withSlashes } from './read-source.ts';

export interface SourceFile {
  /** Path as messages and headers show it. */
  readonly path: string;
  /** Folder that it counts from. */
  readonly folder: string;
}

/** The files that were named, else those of the configuration's patterns. Throws PX0609, PX0610. */
export async function sourceFiles(
  pipeline: Pipeline,
  named: readonly string[],
  cwd: string,
): Promise<readonly SourceFile[]> {
  const { root, files: patterns } = pipeline.config;
  const found =
    named.length > 0
      ? named.map((path) => ({ path, folder: cwd }))
      : (await matching(patterns, root, cwd)).map((path) => ({ path, folder: root }));
  if (found.length === 0) throw new PxosError(configMessages.nothingToBuild({}));
  const seen = new Set<string>();
  return found.filter(({ path, folder }) => {
    const absolute = resolve(folder, path);
    return !seen.has(absolute) && seen.add(absolute);
  });
}

async function matching(patterns: readonly string[], root: string, cwd: string): Promise<readonly string[]> {
  const excluded = patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1));
  const found = new Set<string>();
  const missing: string[] = [];
  for (const pattern of patterns) {
    if (pattern.startsWith('!')) continue;
    // A file that exists is meant literally, whatever characters its name has.
    if (existsSync(resolve(root, pattern))) {
      found.add(withSlashes(pattern));
      continue;
    }
    const { glob } = await import('tinyglobby');
    const ignore = ['**/node_modules/**', ...excluded];
    const paths = await glob(pattern, { cwd: root, ignore, expandDirectories: false });
    if (paths.length === 0) missing.push(pattern);
    for (const path of paths) found.add(withSlashes(path));
  }
  if (missing.length > 0) {
    const folder = shownPath(root, cwd);
    throw new PxosError(missing.map((pattern) => configMessages.noFilesMatch({ pattern, root: folder })));
  }
  return [...found].sort();
}

/** For each file the folder below the output folder that its artifacts go to: as the files lie to each other. */
export function outputFolders(files: readonly SourceFile[]): readonly string[] {
  const folders = files.map(({ path, folder }) => dirname(resolve(folder, path)));
  let common = folders[0] ?? '';
  for (const folder of folders)
    while (folder !== common && !withSlashes(relative(common, folder)).match(/^(?!\.\.(\/|$))/))
      common = dirname(common);
  return folders.map((folder) => withSlashes(relative(common, folder)));
}
