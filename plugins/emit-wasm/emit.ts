// Lowers a program to one module and gives it out as bytes, and as text beside them.
import type { Artifact, EmitContext, LegalizeContext, Program } from 'pxos/core';
import { assemble, print } from './encoding/index.ts';
import { header } from './header.ts';
import { checkLimits } from './limits.ts';
import { lowerProgram } from './lowering/index.ts';

/** The source's name without folder and extension. */
const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');

function lowered(program: Program, { source, log }: Pick<LegalizeContext, 'source' | 'log'>) {
  const made = lowerProgram(program);
  for (const diagnostic of checkLimits(made.module, program, source.path)) log.report(diagnostic);
  return { ...made, base: baseName(source.path) };
}

const binary = ({ module, meta, base }: ReturnType<typeof lowered>): Artifact => ({
  target: 'wasm',
  path: `${base}.wasm`,
  contents: assemble(module),
  meta: { ...meta },
});

/** The module of a legalised program, for who runs it; what is above a limit of engines goes to the log. */
export const emitModule = (program: Program, context: Pick<LegalizeContext, 'source' | 'log'>): Artifact =>
  binary(lowered(program, context));

/** The module, and the same as text. */
export function emit(program: Program, context: EmitContext): readonly Artifact[] {
  if (program.kernels.length === 0) return [];
  const made = lowered(program, context);
  const text = print(made.module, header(made.meta, context));
  return [binary(made), { target: 'wasm', path: `${made.base}.wat`, contents: text }];
}
