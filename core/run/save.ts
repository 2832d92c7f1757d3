// Writes what a run made: the WRITE statements of the program, then the arrays that the caller wants in files.
import { resolve } from 'node:path';
import { encodeArray, writeAtomically } from '../data/index.ts';
import { PxosError } from '../diagnostics/index.ts';
import { arrayOf, type ExecutedRun } from './execute.ts';
import type { PreparedRun } from './prepared.ts';

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
  const written = prepared.writes.map((write) => {
    const { path, shown, format } = write;
    const contents = encode(() => encodeArray(shown, arrayOf(write, run), format));
    return { path, shown, contents };
  });
  const outputs = prepared.outputs.flatMap((output) => {
    const shown = wanted.get(output.name);
    if (shown === undefined) return [];
    const contents = encode(() => encodeArray(shown, arrayOf(output, run)));
    return [{ path: resolve(cwd, shown), shown, contents }];
  });
  const errors = [...written, ...outputs].flatMap(({ contents }) =>
    contents instanceof PxosError ? contents.diagnostics : [],
  );
  if (errors.length > 0) throw new PxosError(errors);
  const paths: string[] = [];
  for (const { path, shown, contents } of [...written, ...outputs]) {
    if (contents instanceof PxosError) continue;
    await writeAtomically(path, contents, { shown });
    paths.push(shown);
  }
  return paths;
}

/** The bytes, or the error for which there are none. */
function encode(work: () => Uint8Array): Uint8Array | PxosError {
  try {
    return work();
  } catch (error) {
    if (error instanceof PxosError) return error;
    throw error;
  }
}
