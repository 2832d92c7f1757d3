// Text to IR in one call: parse, check, lower.
import type { Diagnostic } from '../diagnostics/index.ts';
import type { Program } from '../ir/index.ts';
import { checkProgram } from './check.ts';
import { parseTree } from './syntax/index.ts';
import type { ProgramNode } from './tree.ts';

/** What came of a text. */
export interface CompileResult {
  /** The lowered program; absent when there is an error. */
  readonly program?: Program;
  readonly tree: ProgramNode;
  /** Errors and warnings of all stages, in the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Compiles the text of a `.px` file.
 *
 * @example
 * const { program, diagnostics } = compile(text, 'saxpy.px');
 */
export function compile(text: string, path: string): CompileResult {
  const { tree, diagnostics: unread } = parseTree(text, path);
  const errors = unread.filter(({ severity }) => severity === 'error');
  const unreadable = errors.flatMap(({ place }) => (place ? [place] : []));
  const { program, diagnostics } = checkProgram(tree, { path, text }, unreadable);
  const all = inTextOrder([...unread, ...diagnostics]);
  return { ...(program && { program }), tree, diagnostics: all };
}

/** Diagnostics by their place; the checks find them kernel by kernel and kind by kind. */
function inTextOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const offset = (diagnostic: Diagnostic): number => diagnostic.place?.start.offset ?? 0;
  return [...diagnostics].sort((a, b) => offset(a) - offset(b));
}
