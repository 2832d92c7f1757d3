// Writes what a run made: the WRITE statements of the program, then the arrays that the caller wants in files.
import { resolve } from 'node:path';
import {
  type ArrayData,
  type ArrayFormat,
  encodeArray,
  type FileContents,
  imageSize,
  outputFormat,
  writeTogether,
} from '../data/index.ts';
import { type Diagnostic, isPxosError, PxosError } from '../diagnostics/index.ts';
import * as say from '../diagnostics/messages/data.ts';
import { encodePng } from '../pxi/index.ts';
import { arrayOf, type ExecutedRun } from './execute.ts';
import type { PreparedRun, RunOutput } from './prepared.ts';

/** A file that is to be written, and the array that goes into it. */
export interface ResultFile {
  readonly path: string;
  readonly shown: string;
  readonly output: RunOutput;
  readonly format: ArrayFormat;
}

/**
 * The files of the WRITE statements and those that the caller wants. Asked for before the run too, so that nobody waits for
 * a result that has no place.
 *
 * @param wanted files of the caller by the name of the array, relative to `cwd`
 * @throws PxosError PX0705, PX0736, PX0737 for a format that cannot hold the array, PX0706 for two arrays in one file
 */
export function resultFiles(
  prepared: PreparedRun,
  wanted: ReadonlyMap<string, string>,
  cwd: string,
): readonly ResultFile[] {
  const errors: Diagnostic[] = [];
  const files = prepared.writes.map(
    ({ path, shown, format, ...output }): ResultFile => ({ path, shown, output, format }),
  );
  for (const output of prepared.outputs) {
    const shown = wanted.get(output.name);
    if (shown === undefined) continue;
    const path = resolve(cwd, shown);
    const taken = files.find((file) => file.path === path)?.output.name;
    if (taken !== undefined) errors.push(say.sameFile({ path: shown, first: taken, second: output.name }));
    try {
      files.push({ path, shown, output, format: outputFormat(shown, output) });
    } catch (error) {
      if (!isPxosError(error)) throw error;
      errors.push(...error.diagnostics);
    }
  }
  if (errors.length > 0) throw new PxosError(errors);
  return files;
}

/** The bytes of a file. A picture of a pixel program's image is written as the protocol wants it. */
async function encodeOutput({ output, shown, format }: ResultFile, array: ArrayData): Promise<Uint8Array> {
  const size = imageSize(array.shape);
  if (!output.image || format !== 'png' || !size) return encodeArray(shown, array, format);
  const { names } = output.image;
  return encodePng({ ...size, pixels: array.bytes }, names ? { names } : {});
}

/**
 * Writes all files or none; nothing is written when one of them cannot be encoded. Gives the paths as
 * messages show them, in the order of writing.
 *
 * @param wanted files of the caller by the name of the array, relative to `cwd`
 * @throws PxosError PX0704 and the codes of `resultFiles` and of the formats
 */
export async function saveResults(
  prepared: PreparedRun,
  run: Pick<ExecutedRun, 'contents'>,
  wanted: ReadonlyMap<string, string>,
  cwd: string,
): Promise<readonly string[]> {
  const targets = resultFiles(prepared, wanted, cwd);
  const errors: Diagnostic[] = [];
  const files: FileContents[] = [];
  for (const target of targets)
    try {
      const contents = await encodeOutput(target, arrayOf(target.output, run));
      files.push({ path: target.path, contents, shown: target.shown });
    } catch (error) {
      if (!isPxosError(error)) throw error;
      errors.push(...error.diagnostics);
    }
  if (errors.length > 0) throw new PxosError(errors);
  await writeTogether(files);
  return targets.map(({ shown }) => shown);
}
