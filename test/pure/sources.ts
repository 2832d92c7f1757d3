// The sources of the house as the tests of its rules read them: every file of core and plugins with what it imports.
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Import {
  /** As it is written: a relative path, or the name of a package. */
  readonly from: string;
  /** Only types: nothing of it is there at run time. */
  readonly isType: boolean;
}

export interface Source {
  /** Path from the root of the repository, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

const IMPORT = /^(?:import|export) (type )?(?:[^;'"]*? from )?'([^']+)'|\bimport\('([^']+)'\)/gm;

function importsOf(text: string): readonly Import[] {
  return [...text.matchAll(IMPORT)].map(([, type, from, lazy]) => ({
    from: from ?? lazy ?? '',
    isType: type !== undefined,
  }));
}

/** Every source of core and of the plugins. */
export const sources: readonly Source[] = ['core', 'plugins']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  )
  .filter((path) => extname(path) === '.ts')
  .map((name) => {
    const text = readFileSync(join(root, name), 'utf8');
    return { path: relative('.', name).replaceAll('\\', '/'), text, imports: importsOf(text) };
  });

/** Where a relative import leads, from the root of the repository. */
export const targetOf = ({ path }: Source, { from }: Import): string =>
  posix.normalize(posix.join(posix.dirname(path), from));

/** Every import of some files that breaks a rule, as `file: import`. */
export const breaches = (
  files: readonly Source[],
  breaks: (source: Source, found: Import) => boolean,
): readonly string[] =>
  files.flatMap((source) =>
    source.imports.filter((found) => breaks(source, found)).map(({ from }) => `${source.path}: ${from}`),
  );

export const isRelative = ({ from }: Import): boolean => from.startsWith('.');
