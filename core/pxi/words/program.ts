// A version 1.1 program as its pixels say it, before anything is made of it: directory, records, instructions, steps.
//
// This form stands between the image and everything else. The codec fills it from pixels and writes it back; validator,
// disassembler, interpreter and decoder read it; assembler and encoder make it. Numbers are those of docs/pxi.md.

/** One instruction of a kernel or function: an EXT, if any, its pixel, and its second pixel, if it has one. */
export interface Instruction {
  /** Distance of its first pixel (its EXT, if any) from the first pixel of the code. */
  readonly pixel: number;
  /** Pixels that it takes, EXT included: 1 … 4. */
  readonly pixels: number;
  /** Operation code; `OPCODES` has its name and what its operands are. */
  readonly op: number;
  /** In the order of the opcode's entry, with the high bytes of EXT added. */
  readonly operands: readonly number[];
}

/** Position, shape and type of an array. */
export interface ArrayRecord {
  readonly kind: 'array';
  readonly first: number;
  readonly rows: number;
  readonly columns: number;
  /** Element type code: 0x00 u8 … 0x10 u8 of a 1.0 matrix. */
  readonly type: number;
  /** 1 readable, 2 writable, 4 input, 8 output, 16 setting. */
  readonly flags: number;
  /** Record of scales or the like; 0 is none. */
  readonly aux: number;
}

/** How many registers of each type; they are numbered int, uint, float, bool, so the number tells the type. */
export interface RegisterCounts {
  readonly int: number;
  readonly uint: number;
  readonly float: number;
  readonly bool: number;
}

/** A kernel or a function: where its code lies, and the code. */
export interface CodeRecord {
  readonly kind: 'kernel' | 'function';
  readonly first: number;
  /** Pixels of the code. */
  readonly length: number;
  readonly registers: RegisterCounts;
  readonly code: readonly Instruction[];
}

export type PixelRecord = ArrayRecord | CodeRecord;

/** One step; `pixel` is the distance from the first pixel of the steps. Numbers of arrays and kernels are record numbers. */
export type PixelStep =
  | { readonly kind: 'halt'; readonly pixel: number }
  | {
      readonly kind: 'matrix';
      readonly pixel: number;
      readonly op: 'dot' | 'add' | 'relu' | 'matmul';
      /** Operands, then the result; RELU has its one array twice. */
      readonly operands: readonly number[];
      readonly result: number;
    }
  | {
      readonly kind: 'dispatch';
      readonly pixel: number;
      readonly kernel: number;
      /** Blocks, or, when `indirect`, the record of a u32 array that holds them. */
      readonly grid: readonly [number, number, number];
      readonly indirect: boolean;
      readonly block: readonly [number, number, number];
      /** One record for each parameter, in head order. */
      readonly parameters: readonly number[];
    }
  | {
      readonly kind: 'copy';
      readonly pixel: number;
      readonly from: number;
      readonly to: number;
      readonly count: number;
    };

/** What the chunk `pxNM` says; execution never reads it. */
export interface PixelNames {
  /** Record number to name. */
  readonly records: ReadonlyMap<number, string>;
  /** `record.register` to name. */
  readonly registers: ReadonlyMap<string, string>;
  /** `record@pixel` to position in the source, 1-based. */
  readonly positions: ReadonlyMap<string, { readonly line: number; readonly column: number }>;
  /** Record number of a kernel to its block shape hint. */
  readonly blocks: ReadonlyMap<number, readonly [number, number, number]>;
}

export interface PixelProgram {
  readonly width: number;
  readonly height: number;
  readonly minor: number;
  /** Bit 0 float, bit 1 ordered. */
  readonly flags: number;
  /** As stored: 0 stands for 24. */
  readonly gas: number;
  readonly table: { readonly first: number; readonly count: number };
  readonly steps: { readonly first: number; readonly length: number; readonly list: readonly PixelStep[] };
  /** By record number; entry 0 is undefined. */
  readonly records: readonly (PixelRecord | undefined)[];
  readonly names: PixelNames;
}
