// The facts of a WASM artifact: what a host needs to lay out memory and launch the kernels. Plain JSON, the contract of the runner.
import type { Artifact, ElementType, ScalarType } from 'pxos/core';

/** How a launch writes one parameter into its block of arguments, `offset` bytes from the start of that. */
export type ParameterMeta =
  /** Address and number of elements, an i32 each. */
  | { readonly kind: 'array'; readonly name: string; readonly element: ElementType; readonly offset: number }
  /** A value in its register type; bools are 0 or 1 in an i32. */
  | { readonly kind: 'value'; readonly name: string; readonly type: ScalarType; readonly offset: number };

/** One kernel: the exported function of its name, `(from: i32, to: i32, arguments: i32)`. */
export interface KernelMeta {
  readonly name: string;
  /** True when the kernel cannot see its blocks: any grid and block that cover the extent serve. */
  readonly blockBlind: boolean;
  readonly argumentBytes: number;
  readonly parameters: readonly ParameterMeta[];
  /** Shared memory of a block: `fixed` bytes and `perThread` for each of its threads. */
  readonly sharedBytes: { readonly fixed: number; readonly perThread: number };
  /** Bytes that each thread of a block needs for what it keeps across barriers. */
  readonly frameBytes: number;
}

/** Offsets in a block of arguments: three i32 each for grid, block and extent; the addresses of shared memory and frames. */
export interface ArgumentHeader {
  readonly grid: number;
  readonly block: number;
  readonly extent: number;
  readonly shared: number;
  readonly frames: number;
}

/** `meta` of a WASM artifact. */
export interface WasmMeta {
  readonly format: 'wasm-1';
  /** Bytes at the start of memory that belong to the module's tables. */
  readonly reservedBytes: number;
  readonly header: ArgumentHeader;
  readonly kernels: readonly KernelMeta[];
}

/** The facts of a binary artifact of this emitter, or `undefined` for any other, its text included. */
export function wasmMetaOf(artifact: Artifact): WasmMeta | undefined {
  const meta = artifact.meta as Partial<WasmMeta> | undefined;
  return artifact.target === 'wasm' && meta?.format === 'wasm-1' ? (meta as WasmMeta) : undefined;
}
