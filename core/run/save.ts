// Writes what a run made: the WRITE statements of the program, then the arrays that the caller wants in files.
import { resolve } from 'node:path';
import { type ArrayFormat, encodeArray, formatOf, writeAtomically } from '../data/index.ts';
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
 * Writes all files, each whole or not at all; nothing is written when one of them cannot be encoded. Gives the paths as
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
  const encoded: { readonly target: Target; readonly contents: Uint8Array }[] = [];
  for (const target of targets)
    try {
      const contents = await encodeArray(target.shown, arrayOf(target.output, run), target.format);
      encoded.push({ target, contents });
    } catch (error) {
      if (!isPxosError(error)) throw error;
      errors.push(...error.diagnostics);
    }
  if (errors.length > 0) throw new PxosError(errors);
  for (const { target, contents } of encoded)
    await writeAtomically(target.path, contents, { shown: target.shown });
  return targets.map(({ shown }) => shown);
}
