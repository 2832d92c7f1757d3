// Where the checks of one file put their messages, and how they quote its text.
import type { Position } from 'unist';
import type { Diagnostic, DiagnosticNote, MessageFunction } from '../diagnostics/index.ts';
import type { EchoTest } from './cascades.ts';

/** The file that is checked: its path as the user wrote it, and its text. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
}

/** Collects the diagnostics of one file. */
export interface Report {
  readonly diagnostics: readonly Diagnostic[];
  /** Adds one message at a place of the file. */
  say<A extends object>(
    make: MessageFunction<A>,
    args: A,
    place: Position,
    notes?: readonly DiagnosticNote[],
  ): void;
  /** The text at a place, on one line and at most 60 characters long. */
  quote(place: Position): string;
}

const QUOTE_LIMIT = 60;

/** A report on a file, empty at first; it leaves out what `echoes` recognises. */
export function createReport(source: SourceText, echoes: EchoTest = () => false): Report {
  const diagnostics: Diagnostic[] = [];
  return {
    diagnostics,
    say(make, args, place, notes) {
      if (echoes(make.code, place)) return;
      diagnostics.push(make(args, { place, file: source.path, ...(notes && { notes }) }));
    },
    quote(place) {
      const from = place.start.offset ?? 0;
      const to = Math.min(place.end.offset ?? from, from + 4 * QUOTE_LIMIT);
      const text = source.text.slice(from, to).replace(/\s+/g, ' ').trim();
      return text.length > QUOTE_LIMIT ? `${text.slice(0, QUOTE_LIMIT - 1)}…` : text;
    },
  };
}

/** True when one of the messages stops the build. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}
