// The checks as ordinary unified plugins: each works on the tree, reports vfile-messages, and leaves its findings in `file.data`.
import type { Plugin, Processor } from 'unified';
import type { VFile } from 'vfile';
import type { Diagnostic } from '../diagnostics/index.ts';
import type { Program } from '../ir/index.ts';
import { CHECKS, type Check, type Checking, finishChecking, startChecking } from './check.ts';
import type { ProgramNode } from './tree.ts';

declare module 'vfile' {
  interface DataMap {
    /** The program of a `.px` file that passed its checks. */
    program: Program;
    /** The checks of the file while they are under way. */
    pxosChecking: Checking;
  }
}

/** Puts a diagnostic on the file as a vfile-message: its rule is the code, its note the hint, `cause` the diagnostic itself. */
export function reportDiagnostic(file: VFile, diagnostic: Diagnostic): void {
  const { code, severity, message: sentence, hint, place } = diagnostic;
  const note = file.message(sentence, { ...(place && { place }), source: 'pxos', ruleId: code });
  note.fatal = severity === 'error' ? true : severity === 'warning' ? false : undefined;
  if (hint !== undefined) note.note = hint;
  note.cause = Object.assign(new Error(sentence), { diagnostic });
}

/** The diagnostic behind a message that `reportDiagnostic` made. */
export function diagnosticOf(note: VFile['messages'][number]): Diagnostic | undefined {
  const cause = note.cause;
  return cause && typeof cause === 'object' && 'diagnostic' in cause
    ? (cause.diagnostic as Diagnostic)
    : undefined;
}

/** The state of the checks of this tree; begun by the first of them. */
function checkingOf(tree: ProgramNode, file: VFile): Checking {
  const known = file.data.pxosChecking;
  if (known?.tree === tree) return known;
  const unreadable = file.messages.flatMap(({ fatal, place }) =>
    fatal && place && 'start' in place ? [place] : [],
  );
  const checking = startChecking(tree, { path: file.path ?? '', text: String(file) }, unreadable);
  file.data.pxosChecking = checking;
  return checking;
}

/** Makes a check a tree plugin. */
function checkPlugin(check: Check): Plugin<[], ProgramNode> {
  const plugin: Plugin<[], ProgramNode> = () => (tree, file) => {
    const checking = checkingOf(tree, file);
    const before = checking.report.diagnostics.length;
    check.run(checking);
    for (const diagnostic of checking.report.diagnostics.slice(before)) reportDiagnostic(file, diagnostic);
  };
  return Object.defineProperty(plugin, 'name', { value: check.name });
}

/** The checks as tree plugins, in the order in which they have to run. */
export const checkPlugins: readonly Plugin<[], ProgramNode>[] = CHECKS.map(checkPlugin);

/** The last tree plugin: puts the program into `file.data.program` if no check found an error. */
export const lowerPlugin: Plugin<[], ProgramNode> = () => (tree, file) => {
  const program = finishChecking(checkingOf(tree, file));
  if (program) file.data.program = program;
  delete file.data.pxosChecking;
};

/** Adds all checks and the lowering to a processor. */
export function useChecks(processor: Processor): void {
  for (const plugin of checkPlugins) processor.use(plugin as Plugin);
  processor.use(lowerPlugin as Plugin);
}
