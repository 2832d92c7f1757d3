// `pxos diff A.pxi B.pxi`: whether two images are the same, where they begin to differ, and how much.
import { formatCount } from '../diagnostics/index.ts';
import * as say from '../diagnostics/messages/pixel-tools.ts';
import { encodePng, readNames } from '../pxi/index.ts';
import { differenceOf, differencePicture } from '../pxi/inspect/index.ts';
import { readImageFile, writeFileAt } from './image-files.ts';
import { type CommandInput, inSession } from './session.ts';
import { type ToolOutput, toolOutput } from './tool-output.ts';

const PICTURE: ToolOutput = { extensions: ['.png'], example: 'difference.png' };

/** Compares two images; exit code 1 when they differ. */
export async function diff(input: CommandInput): Promise<number> {
  return inSession(input, async (session) => {
    const { args, io, json } = session;
    const out = await toolOutput(session, PICTURE);
    const [a = '', b = ''] = args;
    const [first, second] = [await readImageFile(a, io), await readImageFile(b, io)];
    const difference = differenceOf(first.image, second.image, readNames(first.names).names);
    const { count, sameSize, first: found } = difference;
    if (out !== undefined && sameSize)
      await writeFileAt(out, encodePng(differencePicture(first.image, second.image)), io);
    if (!json && count === 0 && sameSize) io.stdout.write('identical\n');
    const size = ({ image }: typeof first): string => `${image.width}x${image.height}`;
    const told = {
      count: formatCount(count),
      x: found?.x ?? 0,
      y: found?.y ?? 0,
      first: found?.first.join(' ') ?? '',
      second: found?.second.join(' ') ?? '',
      what: found?.what,
    };
    const diagnostics = [
      ...first.warnings,
      ...second.warnings,
      ...(sameSize ? [] : [say.differentSizes({ first: size(first), second: size(second) })]),
      ...(found ? [say.imagesDiffer(told, { file: a, pixel: { x: found.x, y: found.y } })] : []),
    ];
    return { json: { identical: count === 0 && sameSize, ...difference }, diagnostics };
  });
}
