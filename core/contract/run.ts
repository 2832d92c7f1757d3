// A run as the runners see it: concrete buffers and operations, no names of the host left to resolve.
import type { Diagnostic } from '../diagnostics/index.ts';
import type { ElementType, Program } from '../ir/index.ts';
import type { Artifact } from './artifact.ts';
import type { Context } from './context.ts';

/** A buffer of a run. `data` holds its bytes, little endian, `length` times the element's size; absent means zeros. */
export interface BufferState {
  readonly name: string;
  readonly element: ElementType;
  readonly length: number;
  readonly data?: Uint8Array | undefined;
}

/**
 * One launch with everything fixed. `grid` counts blocks, `block` threads of a block. Kernels that cannot see their
 * blocks run only for thread indices below `extent` in each axis (the last blocks are partly empty); for kernels that
 * can, `extent` is grid × block.
 */
export interface RunLaunch {
  readonly kind: 'launch';
  /** Index into `program.steps`, for messages. */
  readonly step: number;
  readonly kernel: string;
  readonly grid: readonly [number, number, number];
  readonly block: readonly [number, number, number];
  readonly extent: readonly [number, number, number];
  /** Array parameter to name of a buffer of the request. */
  readonly arrays: Readonly<Record<string, string>>;
  /** Scalar parameter to value, in the range of the parameter's register type. */
  readonly values: Readonly<Record<string, number | boolean>>;
  /**
   * A buffer of three `u32` that holds the grid when the launch begins. Who executes the run reads it and fills in `grid` and
   * `extent` before a runner sees the launch.
   */
  readonly gridFrom?: string | undefined;
}

/** One matrix statement with everything fixed. */
export interface RunMatrix {
  readonly kind: 'matrix';
  readonly step: number;
  readonly op: 'matmul' | 'add' | 'relu' | 'dot';
  readonly operands: readonly { readonly buffer: string; readonly rows: number; readonly columns: number }[];
  readonly result: { readonly buffer: string; readonly rows: number; readonly columns: number };
}

/** The first `count` elements of `from` go to `to`. */
export interface RunCopy {
  readonly kind: 'copy';
  readonly step: number;
  readonly from: string;
  readonly to: string;
  readonly count: number;
}

/**
 * The pixel program whose image the buffer holds, a buffer of `pixel` elements, is interpreted from its pixels; the buffer
 * holds the resulting image then. A program that fails is a coded error, and nothing comes back.
 */
export interface RunPixels {
  readonly kind: 'pixels';
  /** Index into `program.steps`, for messages. */
  readonly step: number;
  readonly buffer: string;
  readonly width: number;
  readonly height: number;
  /** Version 1.0 as old executors ran it, bit for bit. */
  readonly compat: boolean;
  /** The older reading of version 1.0 files, if asked for. */
  readonly dialect: '0.0.2' | undefined;
  /** Threads of all launches of a version 1.1 program together, at most. */
  readonly maxThreads: number;
  /** Contents of the image's chunk `pxNM`, for messages. */
  readonly names?: Uint8Array | undefined;
  /** Runs only these steps, from the first number to before the second, on an image that those before them have left. */
  readonly steps?: readonly [from: number, to: number] | undefined;
}

export type RunOperation = RunLaunch | RunMatrix | RunCopy | RunPixels;

/** What a runner is asked to do: operations in order on buffers; the buffers named in `outputs` come back. */
export interface RunRequest extends Context {
  /** The legalised program that the artifacts were made from. */
  readonly program: Program;
  /** The artifacts of the target that the runner executes. */
  readonly artifacts: readonly Artifact[];
  readonly buffers: readonly BufferState[];
  readonly operations: readonly RunOperation[];
  readonly outputs: readonly string[];
  /** Milliseconds after which the run is ended with a coded error. */
  readonly timeout: number;
  /** Options of the runner from the configuration. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** Which runner and device really did the work. */
export interface RunnerInfo {
  readonly runner: string;
  /** `WebAssembly in a worker, Node v20.20.2`, `SwiftShader Device (LLVM 10.0.0), software`. */
  readonly device: string;
  /** True for a GPU adapter that is hardware; a software adapter is announced. */
  readonly hardware?: boolean | undefined;
}

/**
 * Looks for the adapter that a run would get, without running anything: what it is called and whether it is hardware.
 * Without an adapter `hardware` is false and `reason` says in one sentence what is missing. Never throws.
 */
export type RunnerProbe = () => Promise<{
  readonly hardware: boolean;
  readonly device?: string | undefined;
  readonly reason?: string | undefined;
}>;

/** Seconds by part of the run: `compile`, `upload`, `execute`, `download`. */
export interface RunTiming {
  readonly name: string;
  readonly seconds: number;
}

/** Accesses outside their array that a runner saw; only runners that count them report. */
export interface BoundsReport {
  readonly count: number;
  readonly first: readonly Diagnostic[];
}

export interface RunResult {
  readonly info: RunnerInfo;
  readonly buffers: Readonly<Record<string, Uint8Array>>;
  readonly timings: readonly RunTiming[];
  readonly diagnostics?: readonly Diagnostic[] | undefined;
}
