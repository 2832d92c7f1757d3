// Collects the diagnostics of a build: each goes through the `log` hook once, and each piece of work knows its own errors.
import type { Hooks, Logger } from '../contract/index.ts';
import { type Diagnostic, isPxosError, PxosError } from '../diagnostics/index.ts';
import { inFile } from './locate.ts';
import type { Observer } from './observe.ts';

/** The logger of one piece of work: a file, or a file and a target. */
export interface ScopedLogger extends Logger {
  /** Throws the errors that were reported here, if there are any. */
  throwIfFailed(): void;
}

/** Everything that a build has to say, in order, without repetitions. */
export interface Report {
  readonly diagnostics: readonly Diagnostic[];
  readonly failed: boolean;
  add(diagnostic: Diagnostic): void;
  /** Adds what an error carries; an error that carries nothing is thrown on. */
  addError(error: unknown): void;
  /** A logger that puts `file` into diagnostics that name none. */
  scope(file?: string): ScopedLogger;
}

/** Two targets often say the same of one source line; it is printed once. */
const identity = ({ code, message, file, place, plugin, hook }: Diagnostic): string =>
  JSON.stringify([code, message, file, place?.start, place?.end, plugin, hook]);

export function createReport(hooks: Hooks, observers: readonly Observer[]): Report {
  const diagnostics: Diagnostic[] = [];
  const seen = new Set<string>();
  const add = (diagnostic: Diagnostic): void => {
    const id = identity(diagnostic);
    if (seen.has(id)) return;
    seen.add(id);
    // Errors cannot be dropped, yet a tap sees them. A tap that fails drops nothing, and is reported itself, once.
    let drop = false;
    try {
      drop = hooks.log.call(diagnostic) === false && diagnostic.severity !== 'error';
    } catch (error) {
      if (!isPxosError(error)) throw error;
      diagnostics.push(...error.diagnostics.filter((failure) => !seen.has(identity(failure))));
      for (const failure of error.diagnostics) seen.add(identity(failure));
    }
    if (!drop) diagnostics.push(diagnostic);
  };
  return {
    diagnostics,
    get failed() {
      return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
    },
    add,
    addError(error) {
      if (!isPxosError(error)) throw error;
      const { cause } = error;
      if (cause instanceof Error && cause.stack !== undefined && !isPxosError(cause))
        for (const observer of observers) observer.debug?.(cause.stack);
      for (const diagnostic of error.diagnostics) add(diagnostic);
    },
    scope(file) {
      const errors: Diagnostic[] = [];
      return {
        report(diagnostic) {
          const whole = file === undefined ? diagnostic : inFile(diagnostic, file);
          if (whole.severity === 'error') errors.push(whole);
          add(whole);
        },
        debug(line) {
          for (const observer of observers) observer.debug?.(line);
        },
        throwIfFailed() {
          if (errors.length > 0) throw new PxosError(errors);
        },
      };
    },
  };
}
