// Diagnostics that a plugin throws or returns about a place speak of the source that it works on, as those that it reports do.
import { type Diagnostic, isPxosError, PxosError } from '../diagnostics/index.ts';

/** The diagnostic with the source's path, if it has a place or a pixel and names no file. */
export function inFile(diagnostic: Diagnostic, path: string): Diagnostic {
  const somewhere = diagnostic.place !== undefined || diagnostic.pixel !== undefined;
  return somewhere && diagnostic.file === undefined ? { ...diagnostic, file: path } : diagnostic;
}

/** An error whose diagnostics are put into the source's file. */
export const errorIn = (error: unknown, path: string): unknown =>
  isPxosError(error)
    ? new PxosError(
        error.diagnostics.map((diagnostic) => inFile(diagnostic, path)),
        { cause: error.cause },
      )
    : error;

/** Waits for a hook; the diagnostics of its failure are put into the source's file. */
export async function located<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw errorIn(error, path);
  }
}
