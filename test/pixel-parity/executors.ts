// Runs an image on every executor that there is, through the door that the command line uses, and says what came of it.
import { createPipeline, encodePng, isPxosError, type Pipeline, type PixelImage } from 'pxos/core';
import { arrayOf, openRunnable } from '../../core/run/index.ts';
import { builtins } from '../../plugins/builtins.ts';
import type { ParityCase } from './programs.ts';

/** A way to run an image. */
export interface Executor {
  readonly name: string;
  readonly runner: 'reference' | 'cpu' | 'webgpu';
  readonly interpret: boolean;
}

const executor = (runner: Executor['runner'], interpret: boolean): Executor => ({
  name: `${runner}${interpret ? ' --interpret' : ''}`,
  runner,
  interpret,
});

/** The one that the others are compared with. */
export const FIRST = executor('cpu', true);
export const ON_CPU = [executor('reference', false), executor('cpu', false)];
export const ON_GPU = [executor('webgpu', false), executor('webgpu', true)];

/** The resulting image, or why there is none. */
export interface Outcome {
  readonly image?: PixelImage;
  readonly said: readonly string[];
}

const TIME_LIMITS: ReadonlySet<string> = new Set(['PX0750', 'PX0776', 'PX0795']);
const SECONDS = 60;

const HERE = { inProcess: true };

/** The pipeline that they all belong to. They run in this process: these programs end. */
export const openPipeline = (): Promise<Pipeline> =>
  createPipeline({ builtins, config: { options: { 'run-cpu': HERE, 'run-webgpu': HERE } } });

/** Runs a program; `undefined` where the executor is not made for it. Throws when it does not end. */
export async function outcomeOn(
  { runner, interpret }: Executor,
  { title, image, compat, dialect }: ParityCase,
  pipeline: Pipeline,
): Promise<Outcome | undefined> {
  const source = {
    path: `${title.replaceAll(' ', '-')}.pxi`,
    text: '',
    bytes: encodePng(image),
    hash: title,
  };
  try {
    const runnable = await openRunnable(pipeline, source, { interpret, compat, dialect });
    const ready = await runnable.prepare({ out: ['image'] }, '.');
    const executed = await runnable.execute(ready, { runner, timeout: SECONDS });
    return { image: { ...image, pixels: arrayOf(ready.outputs[0]!, executed).bytes }, said: [] };
  } catch (error) {
    if (!isPxosError(error)) throw error;
    const codes = error.diagnostics.map(({ code }) => code);
    if (codes.some((code) => TIME_LIMITS.has(code))) throw error;
    const { declines = [] } = await pipeline.runner(runner);
    if (codes.every((code) => declines.includes(code))) return undefined;
    return {
      said: error.diagnostics.map(
        ({ code, message, pixel }) => `${code} ${JSON.stringify(pixel)} ${message}`,
      ),
    };
  }
}
