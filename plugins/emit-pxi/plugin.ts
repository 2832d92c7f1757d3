// The plugin: puts a program into pixel form with the sizes and data that the build was given, and writes it as a PNG.
import {
  type Artifact,
  defineEmitter,
  type EmitContext,
  encodePng,
  encodeProgram,
  type LegalizeContext,
  type Plugin,
  type Program,
  prepareRun,
  toPixelForm,
  writeNames,
} from 'pxos/core';

/** Everything of the host is resolved with what the caller of the build gives, as a run would. */
async function legalize(program: Program, context: LegalizeContext): Promise<Program> {
  const { inputs, source, cwd, log, config } = context;
  const prepared = await prepareRun(program, inputs, { source: source.path, cwd });
  for (const note of prepared.notes) log.report(note);
  return toPixelForm(program, prepared, { gas: inputs.gas ?? program.gas ?? config.gas });
}

/** Path of the image: the file's name with `.pxi`. */
const pathOf = (source: string): string =>
  `${source.slice(source.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '')}.pxi`;

function emit(program: Program, { source, target }: EmitContext): readonly Artifact[] {
  const encoded = encodeProgram(program, { file: source.path });
  const names = new TextEncoder().encode(writeNames(encoded.program.names));
  return [{ target, path: pathOf(source.path), contents: encodePng(encoded.image, { names }) }];
}

/** Emits one `.pxi`: kernels, steps, data and names as the pixels of an image. Only when it is asked for: it needs sizes. */
export const emitPxi: Plugin = defineEmitter({
  name: 'emit-pxi',
  target: 'pxi',
  onRequest: true,
  legalize,
  emit,
});
