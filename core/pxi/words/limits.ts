// How large a program of version 1.1 may be: what reader, validator, layout and encoder hold it against.

/** Limits of version 1.1, each stated by the specification. */
export const LIMITS = {
  /** Records of the table, with the empty first one. */
  records: 65_536,
  /** Rows of an array: what its record has bits for. */
  rows: 2 ** 24 - 1,
  /** Elements of an array. */
  elements: 2 ** 28,
  /** Pixels of all kernels and functions together, and pixels of the steps: bounds what reading can take. */
  code: 2 ** 20,
  /** Registers of a kernel together with those of a chain of functions that it calls. */
  registers: 4096,
  /** Parameters and shared arrays of a kernel together. */
  entries: 255,
  /** Parameters of a function, and its results. */
  arguments: 16,
  /** Functions of a chain of calls. */
  chain: 16,
  /** Blocks in blocks of a kernel. */
  nesting: 256,
  /** Pixels of shared memory: 16 KiB. */
  sharedPixels: 4096,
  /** Threads of a block, as every WebGPU has them. */
  blockThreads: 256,
  /** Threads of a block along z. */
  blockDepth: 64,
  /** The exponent of the gas. */
  gas: 31,
  /** Threads of a launch. */
  threads: 2 ** 31,
} as const;
