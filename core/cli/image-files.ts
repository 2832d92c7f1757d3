// Pixel programs as the commands that look at them read and write them.
import { resolve } from 'node:path';
import { readBytes, writeTogether } from '../data/index.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import { decodePng, type PixelImage } from '../pxi/index.ts';
import type { Io } from './io.ts';

/** An image with the text of its chunk `pxNM`. */
export interface ImageFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly image: PixelImage;
  readonly names: string;
  readonly warnings: readonly Diagnostic[];
}

/** Reads a `.pxi`. Throws PxosError PX07xx for the file, PX10xx for the PNG. */
export async function readImageFile(path: string, { cwd }: Io): Promise<ImageFile> {
  const bytes = await readBytes(resolve(cwd, path), { shown: path });
  const { image, names, warnings } = decodePng(bytes, { file: path });
  return { path, bytes, image, names: names ? new TextDecoder().decode(names) : '', warnings };
}

/** Writes one file beside its place, then there. */
export async function writeFileAt(path: string, contents: string | Uint8Array, { cwd }: Io): Promise<void> {
  await writeTogether([{ path: resolve(cwd, path), contents, shown: path }]);
}
