// Writes what a run made: the WRITE statements of the program, then the arrays that the caller wants in files.
import { resolve } from 'node:path';
import { type ArrayFormat, encodeArray, type FileContents, formatOf, writeTogether } from '../data/index.ts';
import { type Diagnostic, isPxosError, PxosError } from '../diagnostics/index.ts';
import { arrayOf, type ExecutedRun } from './execute.ts';
import type { PreparedRun, RunOutput } from './prepared.ts';

/** A file that is to be written, and the array that goes into it. */
interface Target {
  readonly path: string;
  readonly shown: string;
  readonly output: RunOutput;
  readonly format: ArrayFormat;
}

/**
 * Writes all files or none; nothing is written when one of them cannot be encoded. Gives the paths as
 * messages show them, in the order of writing.
 *
 * @param wanted files of the caller by the name of the array, relative to `cwd`
 * @throws PxosError PX0704 and the codes of the formats
 */
export async function saveResults(
  prepared: PreparedRun,
  run: ExecutedRun,
  wanted: ReadonlyMap<string, string>,
  cwd: string,
): Promise<readonly string[]> {
  const targets: Target[] = prepared.writes.map(({ path, shown, format, ...output }) => ({
    path,
    shown,
    output,
    format,
  }));
  for (const output of prepared.outputs) {
    const shown = wanted.get(output.name);
    if (shown !== undefined)
      targets.push({ path: resolve(cwd, shown), shown, output, format: formatOf(shown) });
  }
  const errors: Diagnostic[] = [];
  const files: FileContents[] = [];
  for (const target of targets)
    try {
      const contents = await encodeArray(target.shown, arrayOf(target.output, run), target.format);
      files.push({ path: target.path, contents, shown: target.shown });
    } catch (error) {
      if (!isPxosError(error)) throw error;
      errors.push(...error.diagnostics);
    }
  if (errors.length > 0) throw new PxosError(errors);
  await writeTogether(files);
  return targets.map(({ shown }) => shown);
}
