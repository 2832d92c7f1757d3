// Opens the file of an image to be run with the plugins of a pipeline and the files of the disk.
import { extname } from 'node:path';
import type { SourceInfo } from '../../contract/index.ts';
import type { Pipeline } from '../../pipeline/index.ts';
import { decodePng, type PixelImage, type TracedStep } from '../../pxi/index.ts';
import { engineOf } from '../pipeline-engine.ts';
import { filesOnDisk } from '../prepare.ts';
import type { PreparedRun } from '../prepared.ts';
import type { Runnable } from '../runnable.ts';
import { ImageRun, type PixelOptions } from './image-run.ts';
import type { TraceOptions, TraceResult } from './trace.ts';

/** An image that is ready to be run, also step by step where it was opened to be interpreted. */
export interface PixelRunnable extends Runnable {
  /** Runs what `prepare` has made step by step; in the end the image that the steps leave. */
  trace(prepared: PreparedRun, options: TraceOptions): AsyncGenerator<TracedStep, TraceResult, void>;
  /** An image that the steps left, as the bytes of all storages that outputs name. */
  contentsOf(image: PixelImage): ReadonlyMap<string, Uint8Array>;
}

/** Whether a source is an image. */
export const isPixelSource = ({ path }: SourceInfo): boolean => extname(path).toLowerCase() === '.pxi';

/**
 * Reads and judges an image, and makes its program ready to run.
 *
 * @throws PxosError with everything that is wrong with the file and with its program
 */
export function openPixels(
  pipeline: Pipeline,
  source: SourceInfo,
  options: PixelOptions = {},
): PixelRunnable {
  const { path: file, bytes, text } = source;
  const decoded = decodePng(bytes ?? new TextEncoder().encode(text), { file });
  const run = new ImageRun(engineOf(pipeline), { ...decoded, source }, options);
  return {
    compiled: run.compiled,
    prepare: (inputs, cwd) => run.prepare(inputs, filesOnDisk({ source: file, cwd })),
    execute: (prepared, executeOptions) => run.execute(prepared, executeOptions),
    trace: (prepared, traceOptions) => run.trace(prepared, traceOptions),
    contentsOf: (image) => run.contentsOf(image),
  };
}
