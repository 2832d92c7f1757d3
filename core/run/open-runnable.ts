// Makes a source ready to be run: a program is compiled, an image is read and then compiled from its pixels or interpreted.
import type { SourceInfo } from '../contract/index.ts';
import { compileSource, type Pipeline } from '../pipeline/index.ts';
import { executeRun } from './pipeline-engine.ts';
import { isPixelSource, openPixels, type PixelOptions } from './pixels/index.ts';
import { prepareRun } from './prepare.ts';
import type { Runnable } from './runnable.ts';

/**
 * Compiles a source. An image is read strictly, and its program compiled from its pixels unless the options or the program
 * ask for interpretation.
 *
 * @throws PxosError with everything that is wrong with the source
 */
export async function openRunnable(
  pipeline: Pipeline,
  source: SourceInfo,
  options: PixelOptions = {},
): Promise<Runnable> {
  if (isPixelSource(source)) return openPixels(pipeline, source, options);
  const compiled = await compileSource(pipeline, source);
  return {
    compiled,
    prepare: (inputs, cwd) => prepareRun(compiled.program, inputs, { source: source.path, cwd }),
    execute: (prepared, executeOptions) => executeRun(pipeline, compiled, prepared, executeOptions),
  };
}
