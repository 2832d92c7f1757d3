// What the caller of a run gives, and of a build whose target fixes sizes: data, settings, sizes, threads.

/**
 * An array that is given: a file, whose extension says the format, bytes in memory (little endian), a typed array whose type
 * is that of the elements (`Float32Array` for `float[]`), or a list of values.
 */
export type InputArray =
  | ArrayBufferView
  | readonly (number | boolean)[]
  | { readonly path: string }
  | { readonly bytes: Uint8Array; readonly shape?: readonly number[] | undefined };

/** Everything that the caller decides; all of it may be left out. */
export interface RunInputs {
  readonly in?: Readonly<Record<string, InputArray>>;
  /** Values of settings; text is read by the setting's type. */
  readonly set?: Readonly<Record<string, number | boolean | string>>;
  /** Elements of arrays that have no data. */
  readonly size?: Readonly<Record<string, number>>;
  /** Threads of the implied launch, along x or along each axis. */
  readonly threads?: number | readonly number[];
  /** The kernel that a file without a launch runs. */
  readonly kernel?: string;
  /** Exponent E of the gas of an image that is built, 1 … 31: a thread may take 2^E loop turns and calls. */
  readonly gas?: number;
  /** Arrays that come back; by default those that the program writes. */
  readonly out?: readonly string[];
}
