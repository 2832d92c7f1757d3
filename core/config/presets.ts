// Turns what a configuration file gives into one object: calls functions, waits for promises, checks it, and lays it over its presets.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { UserConfig } from '../contract/index.ts';
import { type Diagnostic, isPxosError, PxosError } from '../diagnostics/index.ts';
import { configMessages } from '../diagnostics/messages/index.ts';
import { shownPath } from '../files/index.ts';
import type { ConfigEnv } from './define.ts';
import { configFailure } from './failure.ts';
import { importModule } from './import-module.ts';
import { readMachine } from './machine.ts';
import { mergeConfig } from './merge.ts';
import { parseJson } from './parse-json.ts';
import { checkConfig } from './schema.ts';

/** Seconds that a configuration may take to settle; its own settings are not known yet. */
const CONFIG_TIMEOUT = 60;

/** Where a configuration comes from. */
export interface Origin {
  /** Absolute path of the file. */
  readonly path: string;
  /** Folder that paths in messages are relative to. */
  readonly cwd: string;
  readonly env: ConfigEnv;
  /** Files that led here, this one last, to find circles. */
  readonly chain: readonly string[];
  /** The settings that extend these, from the outermost. */
  readonly objects?: readonly unknown[];
}

export interface LoadedFile {
  readonly config: UserConfig;
  readonly warnings: readonly Diagnostic[];
}

/** Settles one export and everything that it extends; what is wrong with any of it is said at once. */
export async function settle(exported: unknown, origin: Origin): Promise<LoadedFile> {
  const file = shownPath(origin.path, origin.cwd);
  if (exported === undefined) {
    const actual = /\.[cm]?[jt]s$/.test(origin.path) ? 'no default export' : 'nothing';
    throw new PxosError(configMessages.configWrongExport({ actual }, { file }));
  }
  const config = await evaluate(exported, origin);
  const objects = origin.objects ?? [];
  // A preset may be an object, and an object may hold itself.
  if (objects.includes(config))
    throw new PxosError(configMessages.presetCycle({ chain: [file, file] }, { file }));
  const found = [...checkConfig(config, file)];
  if (!isSettings(config)) throw new PxosError(found);
  const { extends: presets, ...own } = config;
  let below: UserConfig = {};
  for (const preset of presetsOf(presets)) {
    try {
      const loaded =
        typeof preset === 'string'
          ? await loadPreset(preset, origin, file)
          : await settle(preset, { ...origin, objects: [...objects, config] });
      below = mergeConfig(below, loaded.config);
      found.push(...loaded.warnings);
    } catch (error) {
      if (!isPxosError(error)) throw error;
      found.push(...error.diagnostics);
    }
  }
  if (found.some(({ severity }) => severity === 'error')) {
    found.push(...(await machineMistakes(own.machine, origin)));
    throw new PxosError(found);
  }
  return { config: mergeConfig(below, anchored(own, dirname(origin.path))), warnings: found };
}

/** Whether it has settings at all; whether they are right is what `checkConfig` says. */
const isSettings = (config: unknown): config is UserConfig =>
  typeof config === 'object' && config !== null && !Array.isArray(config);

/** The presets among what `extends` has. */
function presetsOf(presets: unknown): readonly (string | UserConfig)[] {
  const isPreset = (preset: unknown): preset is string | UserConfig =>
    isSettings(preset) || (typeof preset === 'string' && preset !== '');
  return (Array.isArray(presets) ? presets : [presets]).filter(isPreset);
}

/** What is wrong with the profile that a configuration with other mistakes names; without them it is read later. */
async function machineMistakes(machine: unknown, { path, cwd }: Origin): Promise<readonly Diagnostic[]> {
  if (typeof machine !== 'string' || machine === '') return [];
  try {
    await readMachine(machine, dirname(path), cwd);
    return [];
  } catch (error) {
    if (!isPxosError(error)) throw error;
    return error.diagnostics;
  }
}

/** A profile's path counts from the file that it stands in, also when that is a preset. */
function anchored(config: UserConfig, folder: string): UserConfig {
  if (typeof config.machine !== 'string') return config;
  return { ...config, machine: resolve(folder, config.machine) };
}

async function evaluate(exported: unknown, origin: Origin): Promise<unknown> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`it did not settle within ${CONFIG_TIMEOUT} s`)),
      CONFIG_TIMEOUT * 1000,
    );
  });
  try {
    const call = async (): Promise<unknown> =>
      typeof exported === 'function' ? (exported as (env: ConfigEnv) => unknown)(origin.env) : exported;
    return await Promise.race([call(), limit]);
  } catch (error) {
    if (isPxosError(error)) throw error;
    throw configFailure(error, origin.path, origin.cwd);
  } finally {
    clearTimeout(timer);
  }
}

async function loadPreset(preset: string, origin: Origin, file: string): Promise<LoadedFile> {
  const path = await findPreset(preset, dirname(origin.path));
  if (path === undefined) throw new PxosError(configMessages.presetNotFound({ preset }, { file }));
  const chain = [...origin.chain, path];
  if (origin.chain.includes(path)) {
    const circle = chain.slice(chain.indexOf(path)).map((one) => shownPath(one, origin.cwd));
    throw new PxosError(configMessages.presetCycle({ chain: circle }, { file }));
  }
  let exported: unknown;
  try {
    exported = await importPreset(path, shownPath(path, origin.cwd));
  } catch (error) {
    throw configFailure(error, path, origin.cwd);
  }
  return settle(exported, { ...origin, path, chain });
}

async function importPreset(path: string, shown: string): Promise<unknown> {
  if (!path.endsWith('.json')) return importModule(path);
  const { readFile } = await import('node:fs/promises');
  return parseJson(await readFile(path, 'utf8'), shown);
}

const PRESET_EXTENSIONS = ['', '.ts', '.mts', '.js', '.mjs', '.cjs', '.json'];

/** The file that a preset's name stands for, seen from `folder`. */
async function findPreset(preset: string, folder: string): Promise<string | undefined> {
  if (preset.startsWith('.') || isAbsolute(preset))
    return PRESET_EXTENSIONS.map((extension) => resolve(folder, preset) + extension).find((path) =>
      existsSync(path),
    );
  const from = join(folder, 'noop.js');
  try {
    return createRequire(from).resolve(preset);
  } catch {
    // A package that has an `import` condition only.
    const { createJiti } = await import('jiti');
    const url = createJiti(from).esmResolve(preset, { try: true });
    return url === undefined ? undefined : fileURLToPath(url);
  }
}
