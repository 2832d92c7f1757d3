// How the message catalogues are written: each entry is a code, a severity, and functions that make the sentence and the way out.
import type { Position } from 'unist';
import type { Diagnostic, DiagnosticNote, PixelPlace, Severity } from './diagnostic.ts';

/** Where a message points, and what else it says beside its sentence. */
export interface Placement {
  readonly place?: Position | undefined;
  readonly pixel?: PixelPlace | undefined;
  readonly file?: string | undefined;
  readonly notes?: readonly DiagnosticNote[] | undefined;
  readonly plugin?: string | undefined;
  readonly hook?: string | undefined;
}

/** One entry of a catalogue. `about` is the sentence that the reference page prints. */
export interface MessageSpec<A extends object> {
  readonly code: string;
  readonly severity: Severity;
  readonly about: string;
  readonly message: (args: A) => string;
  readonly hint?: (args: A) => string | undefined;
}

/** A catalogue entry made callable: `unknownName({ name }, { place })` gives the diagnostic. */
export interface MessageFunction<A extends object> {
  (args: A, placement?: Placement): Diagnostic;
  readonly code: string;
  readonly severity: Severity;
  readonly about: string;
}

/**
 * Makes a catalogue entry callable. Codes are checked for uniqueness by a test over all catalogues. Bundles leave out the
 * entries that nothing of theirs can say.
 */
// @__NO_SIDE_EFFECTS__
export function message<A extends object = Record<never, never>>(spec: MessageSpec<A>): MessageFunction<A> {
  const make = (args: A, placement: Placement = {}): Diagnostic => {
    const hint = spec.hint?.(args);
    return {
      code: spec.code,
      severity: spec.severity,
      message: spec.message(args),
      ...(hint !== undefined && { hint }),
      ...(placement.place && { place: placement.place }),
      ...(placement.pixel && { pixel: placement.pixel }),
      ...(placement.file !== undefined && { file: placement.file }),
      ...(placement.notes && placement.notes.length > 0 && { notes: placement.notes }),
      ...(placement.plugin !== undefined && { plugin: placement.plugin }),
      ...(placement.hook !== undefined && { hook: placement.hook }),
    };
  };
  return Object.assign(make, { code: spec.code, severity: spec.severity, about: spec.about });
}
