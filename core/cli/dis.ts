// `pxos dis FILE.pxi`: a pixel program as assembly, to standard output or into a file.
import { disassemble } from '../pxi/assembly/index.ts';
import { readImageFile, writeFileAt } from './image-files.ts';
import { type CommandInput, inSession } from './session.ts';
import { type ToolOutput, toolOutput } from './tool-output.ts';

const ASSEMBLY: ToolOutput = { extensions: ['.pxa', '.txt'], example: 'program.pxa' };

/** Prints the assembly from which `pxos asm` makes the same pixels. */
export async function dis(input: CommandInput): Promise<number> {
  return inSession(input, async (session) => {
    const { args, io, json } = session;
    const out = await toolOutput(session, ASSEMBLY);
    const { image, names, warnings } = await readImageFile(args[0] ?? '', io);
    const text = disassemble(image, names);
    if (out !== undefined) await writeFileAt(out, text, io);
    else if (!json) io.stdout.write(text);
    return { json: { assembly: text, ...(out !== undefined && { written: [out] }) }, diagnostics: warnings };
  });
}
