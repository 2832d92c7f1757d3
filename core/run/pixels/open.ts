// Opens the file of an image to be run with the plugins of a pipeline and the files of the disk.
import { extname } from 'node:path';
import type { SourceInfo } from '../../contract/index.ts';
import type { Pipeline } from '../../pipeline/index.ts';
import { decodePng, type PixelImage, type TracedStep } from '../../pxi/index.ts';
import type { Engine } from '../engine.ts';
import type { ExecutedRun } from '../execute.ts';
import { engineOf } from '../pipeline-engine.ts';
import { filesOnDisk } from '../prepare.ts';
import type { PreparedRun } from '../prepared.ts';
import type { Runnable } from '../runnable.ts';
import { ImageRun, type PixelOptions } from './image-run.ts';
import type { TraceOptions, TraceResult } from './trace.ts';

/** An image that is ready to be run, also step by step where it was opened to be interpreted. */
export interface PixelRunnable extends Runnable {
  /** Why it is interpreted although nobody asked for that. */
  readonly notCompiled: string | undefined;
  /** What the chunk `pxNM` of the image says. */
  readonly names: Uint8Array | undefined;
  /** The image that a run left. */
  imageOf(executed: Pick<ExecutedRun, 'contents'>): PixelImage;
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
export const openPixels = (
  pipeline: Pipeline,
  source: SourceInfo,
  options: PixelOptions = {},
): PixelRunnable => openPixelsWith(engineOf(pipeline), source, options);

/** The same with an engine. */
export function openPixelsWith(engine: Engine, source: SourceInfo, options: PixelOptions): PixelRunnable {
  const { path: file, bytes, text } = source;
  const decoded = decodePng(bytes ?? new TextEncoder().encode(text), { file });
  const run = new ImageRun(engine, { ...decoded, source }, options);
  return {
    compiled: run.compiled,
    notCompiled: run.notCompiled,
    names: decoded.names,
    imageOf: (executed) => run.imageOf(executed),
    prepare: (inputs, cwd) => run.prepare(inputs, filesOnDisk({ source: file, cwd })),
    execute: (prepared, executeOptions) => run.execute(prepared, executeOptions),
    trace: (prepared, traceOptions) => run.trace(prepared, traceOptions),
    contentsOf: (image) => run.contentsOf(image),
  };
}
