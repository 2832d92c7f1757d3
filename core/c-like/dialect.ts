// What one C-like language looks like, as data: a backend is such an object, an entry printer and host files.
import type { ElementType, IndexSource, ScalarType } from '../ir/index.ts';

/** Memory that a pointer of a kernel points to: global memory, or that of the block. */
export type AddressSpace = 'device' | 'shared';

/** Expressions for what languages name differently; `{a}` stands for the operand. */
export interface Intrinsics {
  /** 1-bits of an unsigned int, as any integer. */
  readonly popcount: string;
  /** Leading 0-bits of an unsigned int, 32 for zero. */
  readonly clz: string;
  readonly f32ToI32Bits: string;
  readonly f32ToU32Bits: string;
  readonly i32BitsToF32: string;
  readonly u32BitsToF32: string;
  /** A stored half to float, and float or double to a half rounded to even. */
  readonly f16ToF32: string;
  readonly f32ToF16: string;
  readonly f64ToF16: string;
}

/**
 * How atomics are written: bodies of functions of `cell`, `value` and, for `cas`, `expected` that return the old value.
 * `{p}` stands for the cell as the target's atomics take it, `{t}` for its type, `int` or `unsigned int`.
 */
export interface Atomics {
  readonly add: string;
  readonly sub: string;
  readonly min: string;
  readonly max: string;
  readonly and: string;
  readonly or: string;
  readonly xor: string;
  readonly exchange: string;
  /** Compare and exchange on `int` and `unsigned int`. */
  readonly cas: string;
  /** The pointer `{p}` to `{t}` as an atomic, for languages that tell the two apart. */
  readonly cell: { readonly i32: string; readonly u32: string };
}

export interface Dialect {
  /** Target: `cuda`, `rocm`, `metal`; `host` for the C++ around the kernels. */
  readonly name: string;
  /** Words that names of the program must not take: keywords, macros, types and functions that the printer uses. */
  readonly reserved: ReadonlySet<string>;
  /** Register types; a type that the target lacks is absent, the emitter refuses it before printing. */
  readonly types: { readonly [T in ScalarType]?: string };
  /** Element types in memory. */
  readonly storage: { readonly [E in ElementType]?: string };
  /** Put before helpers and functions. */
  readonly inline: string;
  /** Put before pointer types, one for each address space; two equal words mean one pointer type for all memory. */
  readonly spaces: { readonly [S in AddressSpace]: string };
  /** Put before arrays of the block. */
  readonly shared: string;
  readonly barrier: string;
  /** Expressions of type unsigned int, by axis. */
  readonly index: { readonly [S in IndexSource]: readonly [string, string, string] };
  /** Names of C's mathematical functions where the target's differ: `sqrtf` → `metal::precise::sqrt`. */
  readonly math: ReadonlyMap<string, string>;
  readonly intrinsics: Intrinsics;
  readonly atomics: Atomics;
  /** Bodies of helpers that this target needs otherwise, by name: the whole text behind the qualifier. */
  readonly helpers: ReadonlyMap<string, string>;
}
