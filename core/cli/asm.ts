// `pxos asm FILE --out FILE.pxi`: assembly to the image that it says.

import { textOf } from '../files/index.ts';
import { readSource } from '../pipeline/index.ts';
import { assemble } from '../pxi/assembly/index.ts';
import { encodePng } from '../pxi/index.ts';
import { requiredOut, writeFileAt } from './image-files.ts';
import { type CommandInput, inSession } from './session.ts';

/** Assembles a text and writes the PNG. */
export async function asm(input: CommandInput): Promise<number> {
  return inSession(input, async ({ args, flags, io, json, sources }) => {
    const out = requiredOut(flags.text('out'), 'program.pxi');
    const source = await readSource(args[0] ?? '', io.cwd);
    sources.set(source.path, source.text);
    const { image, names } = assemble(textOf(source.bytes ?? source.text), { file: source.path });
    const chunk = names === '' ? {} : { names: new TextEncoder().encode(names) };
    await writeFileAt(out, encodePng(image, chunk), io);
    const { width, height } = image;
    if (!json) io.stdout.write(`wrote ${out}: ${width} × ${height} pixels\n`);
    return { json: { width, height, written: [out] } };
  });
}
