// Finds and loads the configuration of a project, with its presets, as one object.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { UserConfig } from '../contract/index.ts';
import { PxosError } from '../diagnostics/index.ts';
import { configMessages } from '../diagnostics/messages/index.ts';
import { shownPath } from '../files/index.ts';
import type { ConfigEnv } from './define.ts';
import { configFailure } from './failure.ts';
import { importModule } from './import-module.ts';
import { parseJson } from './parse-json.ts';
import { type LoadedFile, settle } from './presets.ts';

/** Names under which a configuration is looked for, in this order, in each folder up to the project's. */
export const CONFIG_FILES = [
  'package.json',
  'pxos.config.ts',
  'pxos.config.mts',
  'pxos.config.cts',
  'pxos.config.js',
  'pxos.config.mjs',
  'pxos.config.cjs',
  'pxos.config.json',
  '.pxosrc',
  '.pxosrc.json',
] as const;

export interface LoadOptions {
  /** Folder to start from. */
  readonly cwd: string;
  /** A path to load, or settings that take its place, instead of looking for one; `false` for none at all. */
  readonly config?: string | false | UserConfig | undefined;
  readonly env: ConfigEnv;
}

export interface LoadedConfig {
  /** The configuration merged over its presets; not yet complete. */
  readonly config: UserConfig;
  /** Folder that its relative paths count from. */
  readonly root: string;
  /** Absolute path of the file, if there is one. */
  readonly file?: string | undefined;
  /** What is doubtful about it: settings that do not exist. */
  readonly warnings: LoadedFile['warnings'];
}

/**
 * Loads the configuration: the file that `config` names, else the nearest one up to the project's folder, else none.
 *
 * Throws `PxosError`: PX0600 when the named file does not exist, PX0601 when it throws, PX0602 and PX0604 for wrong
 * values, PX0605 and PX0606 for presets, PX0616 when it does not parse.
 */
export async function loadConfig({ cwd, config, env }: LoadOptions): Promise<LoadedConfig> {
  const none: LoadedConfig = { config: {}, root: cwd, warnings: [] };
  if (config === false) return none;
  if (config === undefined && !mayHaveConfig(cwd)) return none;
  if (typeof config === 'object') {
    const inline = await settle(config, { path: join(cwd, 'settings'), cwd, env, chain: [] });
    return { ...none, config: inline.config, warnings: inline.warnings };
  }
  if (config !== undefined && !isFile(resolve(cwd, config)))
    throw new PxosError(configMessages.configNotFound({ path: config }));
  const found = await search(cwd, config);
  if (!found) return none;
  const root = dirname(found.path);
  const loaded = await settle(found.value, { path: found.path, cwd, env, chain: [found.path] });
  return { config: loaded.config, root, file: found.path, warnings: loaded.warnings };
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** A cheap look that spares most projects the loading of cosmiconfig; a yes may be wrong, a no never is. */
function mayHaveConfig(cwd: string): boolean {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const [manifest, ...files] = CONFIG_FILES.map((name) => join(folder, name));
    if (files.some((path) => existsSync(path))) return true;
    if (manifest !== undefined && existsSync(manifest)) return hasProperty(manifest);
    if (dirname(folder) === folder) return false;
  }
}

/** Whether the manifest has a `pxos` property beside a dependency of that name; cosmiconfig reports what does not parse. */
function hasProperty(manifest: string): boolean {
  const text = readFileSync(manifest, 'utf8');
  if (!text.includes('"pxos"')) return false;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'pxos' in value;
  } catch {
    return true;
  }
}

/** What a file holds, whatever that is: cosmiconfig would take `null` for no file at all. */
class Contents {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }
}

async function search(
  cwd: string,
  path: string | undefined,
): Promise<{ path: string; value: unknown } | undefined> {
  const { cosmiconfig, defaultLoaders } = await import('cosmiconfig');
  let file = path === undefined ? undefined : resolve(cwd, path);
  const load = async (candidate: string): Promise<Contents> => {
    file = candidate;
    return new Contents(await importModule(candidate));
  };
  const explorer = cosmiconfig('pxos', {
    searchPlaces: [...CONFIG_FILES],
    searchStrategy: 'project',
    cache: false,
    // A file without contents is a mistake, no reason to look further.
    ignoreEmptySearchPlaces: false,
    loaders: {
      noExt: (candidate, text) => {
        file = candidate;
        // YAML says null of a file that has comments only.
        return new Contents(defaultLoaders.noExt(candidate, text) ?? undefined);
      },
      '.json': (candidate, text) => {
        const value = parseJson(text, shownPath(candidate, cwd));
        // Of a manifest cosmiconfig takes the property itself.
        return basename(candidate) === 'package.json' ? value : new Contents(value);
      },
      '.ts': load,
      '.mts': load,
      '.cts': load,
      '.js': load,
      '.mjs': load,
      '.cjs': load,
    },
  });
  try {
    const found = file === undefined ? await explorer.search(cwd) : await explorer.load(file);
    if (!found) return undefined;
    const value: unknown = found.config;
    return { path: found.filepath, value: value instanceof Contents ? value.value : value };
  } catch (error) {
    const where = file ?? (error as { filepath?: string }).filepath;
    throw configFailure(error, where, cwd);
  }
}
