// What choosing devices starts from: steps as tasks over numbered buffers, what is given, what is wanted, what moving costs.
import type { RunnerDevice } from 'pxos/core';

/** A step that runs on one of the two sides; a side that is not legal has no seconds. Buffers are numbers. */
export interface PlacedTask {
  readonly kind: 'placed';
  readonly seconds: { readonly [D in RunnerDevice]?: number | undefined };
  /** Buffers whose contents the step needs where it runs. */
  readonly bound: readonly number[];
  /** Those of them that it changes. */
  readonly written: readonly number[];
}

/** A step of the host: what it needs there, what it leaves there, what becomes zeros, what takes over a place. */
export interface HostTask {
  readonly kind: 'host';
  readonly needs?: readonly number[];
  readonly makes?: readonly number[];
  readonly zeroed?: readonly number[];
  readonly moved?: { readonly to: number; readonly from: number } | undefined;
}
export type Task = PlacedTask | HostTask;

export interface ResidencyInput {
  readonly tasks: readonly Task[];
  readonly buffers: number;
  /** Buffers whose contents are at the host when the program starts; the others are zeros, which are everywhere. */
  readonly given: readonly number[];
  /** Buffers that the host wants at the end. */
  readonly results: readonly number[];
  /** Seconds of moving a buffer across. */
  readonly move: (buffer: number) => number;
  /** Seconds of first use of the GPU. */
  readonly start: number;
}
