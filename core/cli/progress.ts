// A spinner while something takes time: on a terminal only.
import type { Io } from './io.ts';

/** Starts a spinner on a terminal, nothing elsewhere; gives back what stops it. */
export async function startProgress(io: Io, quiet: boolean, text: string): Promise<() => void> {
  if (quiet || !io.stderr.isTTY || (io.env.CI ?? '') !== '') return () => undefined;
  const { createSpinner } = await import('nanospinner');
  const spinner = createSpinner(text, { stream: process.stderr }).start();
  return () => void spinner.clear().stop();
}
