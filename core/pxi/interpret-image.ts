// Interprets the program inside of an image, of either version: what runners do that are asked to take it from its pixels.
import type { Diagnostic } from '../diagnostics/index.ts';
import type { PixelImage } from './image.ts';
import { executeLegacy, type LegacyDialect } from './legacy/index.ts';
import { knownVersion } from './version.ts';
import { interpret } from './words/interpret/index.ts';
import { readNames } from './words/names.ts';
import { loadProgram } from './words/validate/index.ts';

/** How an image is interpreted. */
export interface InterpretImageOptions {
  /** Version 1.0 as old executors ran it, bit for bit. */
  readonly compat?: boolean | undefined;
  /** Of version 1.0; '1.0' by default. */
  readonly dialect?: LegacyDialect | undefined;
  /** Threads of all launches of a version 1.1 program together; no limit when left out. */
  readonly maxThreads?: number | undefined;
  /** What the chunk `pxNM` says, for messages. */
  readonly names?: Uint8Array | undefined;
  /** Milliseconds that a version 1.1 program may take. */
  readonly timeout?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** The file's name, for messages. */
  readonly file?: string | undefined;
}

/**
 * The image that a program leaves, and warnings about the program. The image that is given stays as it is.
 *
 * @throws PxosError what reading, judging and running the program throws
 * @example
 * const { image: result } = interpretImage(image, { timeout: 10_000 })
 */
export function interpretImage(
  image: PixelImage,
  { compat = false, dialect = '1.0', maxThreads, names, timeout, signal, file }: InterpretImageOptions = {},
): { readonly image: PixelImage; readonly warnings: readonly Diagnostic[] } {
  const at = file === undefined ? {} : { file };
  if (knownVersion(image, { compat, ...at }) === '1.0')
    return executeLegacy(image, { compat, dialect, ...at });
  const program = loadProgram(image, names && readNames(new TextDecoder().decode(names)).names);
  const limits = { ...(timeout !== undefined && { timeout }), ...(signal && { signal }) };
  return { image: interpret(program, image, { ...limits, threads: maxThreads }), warnings: [] };
}
