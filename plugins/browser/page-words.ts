// Messages as a page can follow them: what the command line calls a flag is an option of openImage and runImage here.
import { type Diagnostic, isPxosError, PxosError } from 'pxos/core';

/** A flag that is an option of a page, in the backticks of a message; a value in capitals stands for any. */
const FLAG = /`--(runner|interpret|compat|dialect|timeout)(?: (?:[A-Z]+|([\w.]+)))?`/g;

const inWords = (text: string): string =>
  text.replace(FLAG, (_flag, option: string, value: string | undefined) =>
    value === undefined ? `\`${option}\`` : `\`${option}: '${value}'\``,
  );

/** A diagnostic that speaks of options instead of flags. */
export const forPage = (diagnostic: Diagnostic): Diagnostic => ({
  ...diagnostic,
  message: inWords(diagnostic.message),
  ...(diagnostic.hint !== undefined && { hint: inWords(diagnostic.hint) }),
});

/** Does work; what it throws speaks of options. */
export async function inPage<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isPxosError(error) ? new PxosError(error.diagnostics.map(forPage)) : error;
  }
}
