// The facts of a WGSL artifact: what a host needs to bind and launch its kernel. Plain JSON, the contract of the runner.
import type { Artifact, ElementType } from 'pxos/core';
import type { LineEntry } from './writer.ts';

/** Where the value of a uniform field comes from, launch by launch. */
export type UniformSource =
  /** A scalar parameter; bools are 0 or 1. */
  | { readonly kind: 'value'; readonly param: string }
  /** Number of elements of an array parameter. */
  | { readonly kind: 'length'; readonly param: string }
  /** Threads of the launch along x, y, z: kernels that cannot see their blocks do nothing beyond. */
  | { readonly kind: 'extent' }
  /** Index of the first block of this dispatch along x, y, z: grids beyond the limit of a dispatch take several. */
  | { readonly kind: 'first' }
  /** Blocks of the launch along x, y, z. */
  | { readonly kind: 'grid' };

/** One field of the uniform block. `vec3<u32>` takes 12 bytes at a multiple of 16, all others 4 bytes. */
export interface UniformField {
  readonly name: string;
  readonly type: 'i32' | 'u32' | 'f32' | 'vec3<u32>';
  /** Bytes from the start of the block. */
  readonly offset: number;
  readonly source: UniformSource;
}

/** One storage buffer of the kernel. */
export interface ArrayBinding {
  readonly param: string;
  readonly binding: number;
  readonly element: ElementType;
  readonly access: 'read' | 'read_write';
  /** Elements in each 32-bit word, low bits first; the buffer's size is rounded up to whole words, at least one. */
  readonly perWord: 1 | 2 | 4;
}

/** Workgroup memory: fixed bytes, and bytes for each thread of the block. */
export interface WorkgroupMemory {
  readonly bytes: number;
  readonly bytesPerThread: number;
}

/** `meta` of a WGSL artifact. All bindings are in group 0. */
export interface WgslMeta {
  readonly format: 'wgsl-1';
  /** Name of the kernel in the source, and of its entry point in the module. */
  readonly kernel: string;
  readonly entryPoint: string;
  readonly arrays: readonly ArrayBinding[];
  readonly uniform: {
    readonly binding: number;
    readonly size: number;
    readonly fields: readonly UniformField[];
  };
  /**
   * Names of the override constants for the block's threads along x, y, z. None when checks were left out because of
   * the shape of all launches: then it is `block` and stays so.
   */
  readonly blockOverrides: readonly string[];
  /** Their defaults: GPU_BLOCK, else 256 threads in a row. */
  readonly block: readonly [number, number, number];
  /** True when the kernel cannot see its blocks: any block shape serves. */
  readonly blockBlind: boolean;
  readonly workgroup: WorkgroupMemory;
  /** Which lines of the source the emitted lines come from. */
  readonly lines: readonly LineEntry[];
}

/** The facts of an artifact of this emitter, or `undefined` for any other. */
export function wgslMetaOf(artifact: Artifact): WgslMeta | undefined {
  const meta = artifact.meta as Partial<WgslMeta> | undefined;
  return artifact.target === 'wgsl' && meta?.format === 'wgsl-1' ? (meta as WgslMeta) : undefined;
}
