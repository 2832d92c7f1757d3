// The one error currency of pxOS: a plain record with a stable code, and the error class that carries such records.
import type { Position } from 'unist';

/** `error` stops the build, `warning` and `info` do not. */
export type Severity = 'error' | 'warning' | 'info';

/** A pixel of an image: column and row from 0. */
export interface PixelPlace {
  readonly x: number;
  readonly y: number;
}

/** A second place that explains the first one: "first assigned here". */
export interface DiagnosticNote {
  readonly message: string;
  readonly place?: Position;
}

/**
 * One message to a person: plain data, safe to send to a worker or to print as JSON.
 *
 * `place` uses unist positions: lines and columns from 1, `end` exclusive, offsets in UTF-16 units from 0.
 */
export interface Diagnostic {
  /** Stable code, `PX` and four digits; `docs/errors.md` lists all of them. */
  readonly code: string;
  readonly severity: Severity;
  /** One sentence: what is wrong, names in backticks. */
  readonly message: string;
  /** What to do about it, as an imperative sentence. */
  readonly hint?: string;
  readonly place?: Position;
  /** The pixel that it is about, where the file is an image. */
  readonly pixel?: PixelPlace;
  /** Path of the file that `place` or `pixel` refers to, as the user wrote it. */
  readonly file?: string;
  readonly notes?: readonly DiagnosticNote[];
  /** Name of the plugin that failed, where one did. */
  readonly plugin?: string;
  /** Name of the hook in which it failed. */
  readonly hook?: string;
}

/** Thrown wherever work cannot go on; carries the diagnostics and never a surprise for the user. */
export class PxosError extends Error {
  override readonly name = 'PxosError';
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: Diagnostic | readonly Diagnostic[], options?: { cause?: unknown }) {
    const list = Array.isArray(diagnostics)
      ? (diagnostics as readonly Diagnostic[])
      : [diagnostics as Diagnostic];
    super(list.map((d) => `${d.code}: ${d.message}`).join('\n'), options);
    this.diagnostics = list;
  }
}

/** True for a `PxosError` of this or of another copy of the package: decided by shape, never by `instanceof`. */
export function isPxosError(error: unknown): error is PxosError {
  return (
    error instanceof Error &&
    error.name === 'PxosError' &&
    Array.isArray((error as { diagnostics?: unknown }).diagnostics)
  );
}
