// `pxos asm FILE --out FILE.pxi`: assembly to the image that it says.

import type { SourceInfo } from '../contract/index.ts';
import { PxosError } from '../diagnostics/index.ts';
import { commandLineMessages } from '../diagnostics/messages/index.ts';
import * as say from '../diagnostics/messages/pixel-tools.ts';
import { textOf } from '../files/index.ts';
import { errorIn, readSource } from '../pipeline/index.ts';
import { assemble, checkAssembled } from '../pxi/assembly/index.ts';
import { encodePng } from '../pxi/index.ts';
import { writeFileAt } from './image-files.ts';
import { type CommandInput, inSession } from './session.ts';
import { type ToolOutput, toolOutput } from './tool-output.ts';

/** How a PNG begins. */
const PNG = [0x89, 0x50, 0x4e, 0x47];
const IMAGE: ToolOutput = { extensions: ['.pxi', '.png'], example: 'program.pxi' };

/** Assembles a text and writes the PNG. */
export async function asm(input: CommandInput): Promise<number> {
  return inSession(input, async (session) => {
    const { args, io, json, sources } = session;
    const out = await toolOutput(session, IMAGE);
    if (out === undefined)
      throw new PxosError(
        commandLineMessages.missingArgument({
          command: 'asm',
          what: 'a file to write, `--out FILE.pxi`',
          example: `pxos asm ${args[0] ?? 'program.pxa'} --out program.pxi`,
        }),
      );
    const source = await readSource(args[0] ?? '', io.cwd);
    sources.set(source.path, source.text);
    const text = textIn(source);
    const { image, names } = assemble(text, { file: source.path });
    const chunk = names === '' ? {} : { names: new TextEncoder().encode(names) };
    await writeFileAt(out, encodePng(image, chunk), io);
    const { width, height } = image;
    if (!json) io.stdout.write(`wrote ${out}: ${width} × ${height} pixels\n`);
    return {
      json: { width, height, written: [out] },
      diagnostics: checkAssembled(text, image, { file: source.path }),
    };
  });
}

/** The text of a source; what makes it none is told with its file. Throws PX1405 for what other commands are for. */
function textIn({ path, bytes, text }: SourceInfo): string {
  if (bytes !== undefined && PNG.every((byte, k) => bytes[k] === byte))
    throw new PxosError(say.notAssembly({ path, what: 'an image' }));
  if (path.endsWith('.px') && !/^\s*pxi\s/m.test(text))
    throw new PxosError(say.notAssembly({ path, what: 'a program in text' }));
  try {
    return textOf(bytes ?? text);
  } catch (error) {
    throw errorIn(error, path);
  }
}
