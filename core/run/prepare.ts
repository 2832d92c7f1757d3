// Prepares a run whose files are on the disk: paths of the program count from its source, those of the caller from a folder.
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { decodeArray, type FileMention, readBytes } from '../data/index.ts';
import type { Program } from '../ir/index.ts';
import type { RunInputs } from './inputs.ts';
import { prepareWith } from './preparation.ts';
import type { PreparedRun } from './prepared.ts';
import type { RunFiles } from './run-files.ts';

/** Reads a file; `mention` says what messages call it. */
export type ReadBytes = (path: string, mention: FileMention) => Promise<Uint8Array>;

export interface PrepareOptions {
  /** Path of the source file: files that the program names count from its folder. */
  readonly source: string;
  /** Folder that the caller's paths and `source` count from; the working directory by default. */
  readonly cwd?: string;
  /** Reads a file; for tests and hosts without a disk. */
  readonly read?: ReadBytes;
}

/** The files of the disk, as a program of `source` names them. */
export function filesOnDisk({ source, cwd = process.cwd(), read = readBytes }: PrepareOptions): RunFiles {
  const folder = dirname(source);
  return {
    ofProgram: (path) => ({
      path: resolve(cwd, folder, path),
      shown: (isAbsolute(path) ? path : join(folder, path)).replaceAll('\\', '/'),
    }),
    read: async ({ path, shown }, element, format, mention) =>
      decodeArray(shown, await read(path, { ...mention, shown }), element, format),
    given: async (path, element) =>
      decodeArray(path, await read(resolve(cwd, path), { shown: path }), element),
  };
}

/**
 * Resolves everything that a run needs: settings, SET steps, sizes, bindings, launches, PIPELINE stages, files that are
 * read.
 *
 * @param program the program as the front end made it
 * @throws PxosError with all errors that were found: PX0550–PX0579, and those of the data files
 */
export async function prepareRun(
  program: Program,
  inputs: RunInputs,
  options: PrepareOptions,
): Promise<PreparedRun> {
  return prepareWith(program, inputs, { source: options.source, files: filesOnDisk(options) });
}
