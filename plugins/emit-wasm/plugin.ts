// The plugin: lowers group operations, then the program to one module, and gives it out as bytes and as text.
import { type Artifact, defineEmitter, type EmitContext, type Plugin, type Program } from 'pxos/core';
import { assemble, print } from './encoding/index.ts';
import { header } from './header.ts';
import { legalize } from './legalize/index.ts';
import { checkLimits } from './limits.ts';
import { lowerProgram } from './lowering/index.ts';
import { messages } from './messages.ts';

/** The source's name without folder and extension. */
const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');

function emit(program: Program, context: EmitContext): readonly Artifact[] {
  if (program.kernels.length === 0) return [];
  const { source, log } = context;
  const { module, meta } = lowerProgram(program);
  for (const diagnostic of checkLimits(module, program, source.path)) log.report(diagnostic);
  const base = baseName(source.path);
  return [
    { target: 'wasm', path: `${base}.wasm`, contents: assemble(module), meta: { ...meta } },
    { target: 'wasm', path: `${base}.wat`, contents: print(module, header(meta, context)) },
  ];
}

/** Has the engine of this process compile the module. */
async function validate({ path, contents }: Artifact, { log, source }: EmitContext): Promise<void> {
  // Whether the engine takes the module it says at once; compiling is for the reason why not.
  if (typeof contents === 'string' || WebAssembly.validate(contents as Uint8Array<ArrayBuffer>)) return;
  try {
    await WebAssembly.compile(contents as Uint8Array<ArrayBuffer>);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log.report(messages.refused({ path, reason }, { file: source.path }));
  }
}

/** Emits `<name>.wasm`, one module with a function for each kernel, and the same as text, `<name>.wat`. */
export const emitWasm: Plugin = defineEmitter({
  name: 'emit-wasm',
  target: 'wasm',
  legalize,
  emit,
  validate,
});
