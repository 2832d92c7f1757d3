// A prepared run: the host's statements as concrete operations on memory, what comes back, and what is written to files.
import type { Position } from 'unist';
import type { LaunchValues, RunOperation } from '../contract/index.ts';
import type { ArrayFormat } from '../data/index.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import type { ElementType } from '../ir/index.ts';
import type { Value } from '../ops/index.ts';
import type { Storage } from './host-state.ts';

/** An array that comes back to the caller. */
export interface RunOutput {
  /** The host's name. */
  readonly name: string;
  readonly storage: string;
  readonly element: ElementType;
  readonly length: number;
  /** Rows first; from an image, a `.npy` file, `BY`, or a width that was SET. */
  readonly shape?: readonly number[] | undefined;
  /** Set for the image that a pixel program leaves: a picture of it is a program again, with these contents of its chunk `pxNM`. */
  readonly image?: { readonly names?: Uint8Array | undefined } | undefined;
}

/** A WRITE_FILE or WRITE_IMAGE: `storage` holds the contents of the array at that statement. */
export interface RunWrite extends RunOutput {
  readonly format: ArrayFormat;
  /** Resolved path, and the path as messages show it. */
  readonly path: string;
  readonly shown: string;
  readonly at?: Position | undefined;
}

export interface PreparedRun {
  readonly operations: readonly RunOperation[];
  readonly storages: ReadonlyMap<string, Storage>;
  readonly outputs: readonly RunOutput[];
  readonly writes: readonly RunWrite[];
  /** Storages of the arrays that an image holds, by their names, as they are in the end. */
  readonly arrays?: ReadonlyMap<string, string> | undefined;
  /** More storages whose contents the caller wants when it is done. */
  readonly kept?: readonly string[] | undefined;
  /** What is worth knowing before it runs. */
  readonly notes: readonly Diagnostic[];
  /** For planners: elements of each array, threads and scalar parameters of each launch step. */
  readonly lengths: ReadonlyMap<string, number>;
  readonly threads: ReadonlyMap<number, number>;
  readonly parameters: ReadonlyMap<number, LaunchValues>;
  /** Values of the settings that have one, given or the program's own. */
  readonly settings: ReadonlyMap<string, Value>;
}
