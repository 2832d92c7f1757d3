// The directory: the first eight pixels of a version 1.1 program, and the numbers that it and the records are made of.

/** Pixel 0: `C0 'P' 'X'` and the major version; pixel 1 is 0, a HALT for version 1.0. */
export const GUARD = 0x015850c0;
/** The minor version that this package reads and writes. */
export const MINOR = 1;
/** Pixels of the directory; nothing else may lie in them. */
export const DIRECTORY = 8;
export const MIN_WIDTH = 8;

/** Pixels of a record. */
export const RECORD = 4;

/** Kinds of records. */
export const KIND = { array: 1, kernel: 2, function: 3 } as const;

/** What an array may be used for. */
export const FLAG = { readable: 1, writable: 2, input: 4, output: 8, setting: 16 } as const;
/** Arrays that may change while the program runs or before: they share no pixel with anything. */
export const CHANGING = FLAG.writable | FLAG.input | FLAG.setting;

/** Flags of the program. */
export const PROGRAM_FLAG = { float: 1, ordered: 2 } as const;

/** The exponent of the gas that a stored 0 stands for. */
export const DEFAULT_GAS = 24;

/** The gas limit of a thread, from the exponent as stored. */
export const gasLimit = (stored: number): number => 2 ** (stored === 0 ? DEFAULT_GAS : stored);
