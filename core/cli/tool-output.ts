// The file that `--out` names for a command that looks at pixel programs: never one that it reads, always one of its format.
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { PxosError } from '../diagnostics/index.ts';
import { commandLineMessages } from '../diagnostics/messages/index.ts';
import type { CommandInput } from './session.ts';

/** What a command writes. */
export interface ToolOutput {
  /** Extensions that its format goes by, with their dots. */
  readonly extensions: readonly string[];
  /** A name of such a file. */
  readonly example: string;
}

/**
 * The file to write, if one was asked for; called before anything is done.
 *
 * @throws PxosError PX0683 for an extension that stands for another format · PX0692 for a file that the command reads
 */
export async function toolOutput(
  { args, flags, io }: Pick<CommandInput, 'args' | 'flags' | 'io'>,
  { extensions, example }: ToolOutput,
): Promise<string | undefined> {
  const out = flags.text('out');
  if (out === undefined) return undefined;
  for (const input of args)
    if (await isSameFile(resolve(io.cwd, input), resolve(io.cwd, out)))
      throw new PxosError(commandLineMessages.outputIsInput({ out, input, example }));
  if (!extensions.some((extension) => out.toLowerCase().endsWith(extension)))
    throw new PxosError(
      commandLineMessages.flagValue({
        flag: '--out',
        expected: `a file that ends in ${extensions.map((extension) => `\`${extension}\``).join(' or ')}, such as \`${example}\``,
        actual: JSON.stringify(out),
      }),
    );
  return out;
}

/** Whether two paths lead to one file, by whatever links and spellings. */
async function isSameFile(one: string, other: string): Promise<boolean> {
  if (one === other) return true;
  const [first, second] = await Promise.all(
    [one, other].map((path) => stat(path, { bigint: true }).catch(() => undefined)),
  );
  return first !== undefined && second !== undefined && first.dev === second.dev && first.ino === second.ino;
}
