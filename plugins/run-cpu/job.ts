// What the executor is asked to do and what it answers: plain data with addresses in place of names, ready to be sent to a worker.

/** Bytes that go to an address before the first operation; a buffer without data is zeros. */
export interface JobBuffer {
  readonly address: number;
  readonly bytes: number;
  readonly data?: Uint8Array | undefined;
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
  | { readonly kind: 'copy'; readonly from: number; readonly to: number; readonly bytes: number };

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
