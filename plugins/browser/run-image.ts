// Runs the program of an image in this page or worker, and gives the image that it leaves.
import {
  arrayOf,
  type Diagnostic,
  ImageRun,
  type LegacyDialect,
  noFiles,
  type PixelImage,
  type StepRange,
} from 'pxos/core';
import { checkRun } from './calls.ts';
import { type BrowserRunner, pageEngine } from './engine.ts';
import { forPage, inPage } from './page-words.ts';

/** How a program runs. */
export interface RunImageOptions {
  /** `cpu` is WebAssembly, `webgpu` the browser's GPU, `reference` what the language says, slowly. */
  readonly runner: BrowserRunner;
  /** Interprets the program from its pixels in place of compiling it. */
  readonly interpret?: boolean;
  /** Version 1.0 as old executors ran it, bit for bit. */
  readonly compat?: boolean;
  /** Of version 1.0; '1.0' by default. */
  readonly dialect?: LegacyDialect;
  /** Interprets these steps only, from the first number to before the second, on an image that those before them have left. */
  readonly steps?: StepRange;
  /** Milliseconds; 60 000 by default. On the CPU the clock is looked at between blocks of threads. */
  readonly timeout?: number;
  /** Gives the run up: on WebGPU at any time, on the CPU before it begins, since a thread that computes hears nothing. */
  readonly signal?: AbortSignal;
}

/** What a program left. */
export interface RanImage {
  readonly image: PixelImage;
  /** What executed it: `WebAssembly in this thread, Chrome/147.0.0.0`, or the name of the GPU. */
  readonly device: string;
  /** Of compiling and executing. */
  readonly milliseconds: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** The part of an opened image that a run needs; `names` and `file` are for messages. */
export interface RunnableImage {
  readonly image: PixelImage;
  readonly names?: Uint8Array | undefined;
  readonly file?: string | undefined;
}

const TIMEOUT = 60_000;

/**
 * Runs the program of an image in this thread; the image stays as it is. Put it into a worker and end that when it takes too
 * long: a thread that computes looks at no clock.
 *
 * @throws PxosError with everything that is wrong with the program, what ends a run (PX135x, PX075x), and PX1480, PX1481
 * where there is no WebGPU, PX1483 when it was given up, PX0686–PX0688 for a call that is wrong
 * @example
 * const { image, device } = await runImage(opened, { runner: 'cpu' });
 */
export async function runImage(opened: RunnableImage, options: RunImageOptions): Promise<RanImage> {
  checkRun(opened, options);
  return inPage(() => run(opened, options));
}

async function run(
  { image, names, file = 'image.pxi' }: RunnableImage,
  { runner, interpret, compat, dialect, steps, timeout = TIMEOUT, signal }: RunImageOptions,
): Promise<RanImage> {
  const diagnostics: Diagnostic[] = [];
  const start = performance.now();
  const engine = pageEngine(
    (diagnostic) => void diagnostics.push(forPage(diagnostic)),
    signal ?? new AbortController().signal,
  );
  const source = { path: file, text: '', hash: 'unknown' };
  const read = { image, warnings: [], source, ...(names && { names }) };
  const imageRun = new ImageRun(engine, read, {
    compat,
    dialect,
    interpret: interpret || steps !== undefined,
    steps,
  });
  const prepared = await imageRun.prepare({ out: ['image'] }, noFiles);
  const executed = await imageRun.execute(prepared, { runner, timeout: timeout / 1000 });
  const [output] = prepared.outputs;
  if (!output) throw new Error('a run of an image has an image');
  const devices = new Set(executed.segments.map(({ info }) => info.device));
  return {
    image: { ...image, pixels: arrayOf(output, executed).bytes },
    device: [...devices].join(', '),
    milliseconds: performance.now() - start,
    diagnostics,
  };
}
