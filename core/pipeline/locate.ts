// Diagnostics that a plugin throws about a place speak of the source that it works on, as those that it reports do.
import { isPxosError, PxosError } from '../diagnostics/index.ts';

/** Waits for a hook; the diagnostics of its failure that have a place and no file get the source's path. */
export async function located<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!isPxosError(error)) throw error;
    const diagnostics = error.diagnostics.map((diagnostic) =>
      diagnostic.place && diagnostic.file === undefined ? { ...diagnostic, file: path } : diagnostic,
    );
    throw new PxosError(diagnostics, { cause: error.cause });
  }
}
