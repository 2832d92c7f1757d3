// Interprets the program inside of an image, of either version: what runners do that are asked to take it from its pixels.
import type { Diagnostic } from '../diagnostics/index.ts';
import type { PixelImage } from './image.ts';
import { type LegacyDialect, type LegacyResult, stepLegacy } from './legacy/index.ts';
import type { StepRange } from './step-range.ts';
import { knownVersion } from './version.ts';
import { interpretSteps } from './words/interpret/index.ts';
import { readNames } from './words/names.ts';
import type { PixelProgram } from './words/program.ts';
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
  /** Milliseconds that the program may take. */
  readonly timeout?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Runs these steps only, on an image that those before them have left. */
  readonly steps?: StepRange | undefined;
  /** The file's name, for messages. */
  readonly file?: string | undefined;
}

/** The image that a program leaves, and warnings about the program. */
export interface InterpretedImage {
  readonly image: PixelImage;
  readonly warnings: readonly Diagnostic[];
}

/** The program of a version 1.1 image, validated, with the names that its chunk gives. */
export const programOf = (image: PixelImage, names: Uint8Array | undefined): PixelProgram =>
  loadProgram(image, names && readNames(new TextDecoder().decode(names)).names);

/**
 * Interprets an image step by step; gives the number of each step behind it, and the image as it is then. Later steps change
 * that image; the one that is given stays as it is.
 *
 * @throws PxosError as `interpretImage`
 */
export function* stepImage(
  image: PixelImage,
  { compat = false, dialect = '1.0', maxThreads, names, timeout, signal, steps, file }: InterpretImageOptions,
): Generator<{ readonly index: number; readonly image: PixelImage }, InterpretedImage, void> {
  const at = file === undefined ? {} : { file };
  if (knownVersion(image, { compat, ...at }) === '1.0') {
    const legacy = stepLegacy(image, { compat, dialect, timeout, signal, steps, ...at });
    let next = legacy.next();
    for (; !next.done; next = legacy.next()) {
      const { instruction, image: now } = next.value;
      yield { index: instruction.column, image: now };
    }
    const result: LegacyResult = next.value;
    return result;
  }
  const limits = { timeout, steps, threads: maxThreads, ...(signal && { signal }) };
  return { image: yield* interpretSteps(programOf(image, names), image, limits), warnings: [] };
}

/**
 * The image that a program leaves, and warnings about the program. The image that is given stays as it is.
 *
 * @throws PxosError what reading, judging and running the program throws
 * @example
 * const { image: result } = interpretImage(image, { timeout: 10_000 })
 */
export function interpretImage(image: PixelImage, options: InterpretImageOptions = {}): InterpretedImage {
  const steps = stepImage(image, options);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
