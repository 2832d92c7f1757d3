// What the executor is asked to do and what it answers: plain data with addresses in place of names, ready to be sent to a worker.

/** Bytes that go to an address before the first operation; a buffer without data is zeros. */
export interface JobBuffer {
  readonly address: number;
  readonly bytes: number;
  readonly data?: Uint8Array | undefined;
}

/** An array in memory. */
interface Area {
  readonly address: number;
  readonly bytes: number;
}

/** A matrix product by a module of its own, which exports `multiply`. */
export interface JobProduct {
  readonly kind: 'product';
  readonly hash: string;
  readonly module: Uint8Array;
  readonly a: Area;
  readonly b: Area;
  readonly c: Area;
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  readonly scratchAt: number;
  /** Memory that a thread needs beside the arrays. */
  readonly scratchBytes: number;
  /** Rows of a call: the clock is looked at between calls. */
  readonly rowsAtOnce: number;
  /** How several threads do it, where that is worth it: by the same module for shared memory. */
  readonly team?:
    | {
        readonly threads: number;
        readonly hash: string;
        readonly module: Uint8Array;
        readonly rowsAtOnce: number;
      }
    | undefined;
}

export type JobOperation =
  /** Runs the blocks 0 … blocks - 1 of an exported function; its arguments go to `argumentsAt` first. */
  | {
      readonly kind: 'launch';
      readonly kernel: string;
      readonly blocks: number;
      readonly argumentsAt: number;
      readonly arguments: Uint8Array;
    }
  | { readonly kind: 'copy'; readonly from: number; readonly to: number; readonly bytes: number }
  | JobProduct;

export interface Job {
  /** Key of the compiled module in the executor's cache. */
  readonly hash: string;
  readonly module: Uint8Array;
  /** Bytes of memory that all addresses lie in. */
  readonly memory: number;
  readonly buffers: readonly JobBuffer[];
  readonly operations: readonly JobOperation[];
  readonly outputs: readonly { readonly address: number; readonly bytes: number }[];
  /** Milliseconds; looked at between blocks only, which serves where no worker can be ended. */
  readonly timeout: number;
}

/** Seconds of the parts of a run. */
export interface JobTimings {
  readonly compile: number;
  readonly upload: number;
  readonly execute: number;
  readonly download: number;
}

export type JobAnswer =
  | { readonly kind: 'done'; readonly outputs: readonly Uint8Array[]; readonly timings: JobTimings }
  /** `memory`: not enough of it; `module`: refused by the engine; `trap`: ended by the engine; `time`: the limit passed. */
  | {
      readonly kind: 'failed';
      readonly what: 'memory' | 'module' | 'trap' | 'time';
      readonly kernel?: string | undefined;
      readonly reason: string;
    };
