// The plugin: lowers group operations, then the program to one module, and gives it out as bytes and as text.
import { type Artifact, defineEmitter, type EmitContext, type Plugin } from 'pxos/core';
import { emit } from './emit.ts';
import { legalize } from './legalize/index.ts';
import { messages } from './messages.ts';

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
