// The exit codes of the command line, and which one a list of diagnostics asks for.
import type { Diagnostic } from '../diagnostics/index.ts';

export const EXIT = {
  /** Everything went well; warnings do not count. */
  ok: 0,
  /** The program, its data or its run has an error. */
  program: 1,
  /** The command line or the configuration has an error. */
  usage: 2,
  /** A plugin failed: it threw, never settled, or gave what it must not. */
  plugin: 3,
  /** A fault of pxOS itself. */
  internal: 4,
} as const;

const PLUGIN_FAULTS = new Set(['PX0634', 'PX0635', 'PX0636', 'PX0637', 'PX0638', 'PX0639', 'PX0642']);
/** Output that cannot be written, and what tree plugins say about the source. */
const PROGRAM_FAULTS = /^PX(065|0644)/;

/** The exit code for one diagnostic. */
function codeOf({ code, severity }: Diagnostic): number {
  if (severity !== 'error') return EXIT.ok;
  if (code === 'PX0699') return EXIT.internal;
  if (PLUGIN_FAULTS.has(code)) return EXIT.plugin;
  if (PROGRAM_FAULTS.test(code) || !code.startsWith('PX06')) return EXIT.program;
  return EXIT.usage;
}

/** The gravest exit code that the diagnostics ask for. */
export function exitCodeOf(diagnostics: readonly Diagnostic[]): number {
  return Math.max(EXIT.ok, ...diagnostics.map(codeOf));
}
