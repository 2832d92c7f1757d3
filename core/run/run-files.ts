// The files that a run names, wherever they are: on the disk, or nowhere, as in a page.
import type { ArrayData, ArrayFormat, FileMention } from '../data/index.ts';
import type { ElementType } from '../ir/index.ts';

/** A path of the program: where the file is, and how messages show it. */
export interface ProgramPath {
  readonly path: string;
  readonly shown: string;
}

export interface RunFiles {
  /** Where the program means a file to be. */
  ofProgram(path: string): ProgramPath;
  /** The array in a file of the program. */
  read(
    path: ProgramPath,
    element: ElementType,
    format: ArrayFormat,
    mention: FileMention,
  ): Promise<ArrayData>;
  /** The array in a file that the caller names; its extension says the format. */
  given(path: string, element: ElementType): Promise<ArrayData>;
}

/** The files of a program that has none: what stands in an image names no files. */
export const noFiles: RunFiles = {
  ofProgram: (path) => ({ path, shown: path }),
  read: ({ shown }) => Promise.reject(new Error(`${shown} cannot be read here`)),
  given: (path) => Promise.reject(new Error(`${path} cannot be read here`)),
};
