// Contents of an image's arrays that are too large for a source: files beside the program, which it reads when it starts.
import type { Artifact } from '../contract/index.ts';
import type { ImageBuffer, Program } from '../ir/index.ts';
import { nameScope } from './names.ts';

/** Bytes of an array that may stand in a source: compilers take seconds for more. */
const MOST_CONTENTS = 2 ** 20;

/** An array with the file of its contents. */
export interface LargeContents {
  readonly buffer: ImageBuffer;
  /** Beside the program; it counts from the folder of `--root`, as all paths of the program do. */
  readonly path: string;
  readonly data: Uint8Array;
}

/** The arrays whose contents stand in files, for a program of this name. */
export function largeContents({ buffers }: Program, base: string): readonly LargeContents[] {
  const names = nameScope(new Set());
  return buffers.flatMap((buffer) => {
    if (buffer.origin !== 'image' || !buffer.data || buffer.data.length <= MOST_CONTENTS) return [];
    const name = names.fresh(buffer.name.replace(/[^A-Za-z0-9_]/g, '_'));
    return [{ buffer, path: `${base}.${name}.bin`, data: buffer.data }];
  });
}

/** The files themselves. */
export const filesOf = (large: readonly LargeContents[], target: string): readonly Artifact[] =>
  large.map(({ path, data }) => ({ target, path, contents: data }));
