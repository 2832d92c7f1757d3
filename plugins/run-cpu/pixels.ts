// Interprets pixel programs: what is asked for where the program must not be compiled.
import {
  interpretImage,
  type PixelImage,
  PxosError,
  type RunPixels,
  type RunRequest,
  type RunResult,
} from 'pxos/core';
import { messages } from './messages.ts';

/** The image that a request names. */
function imageOf({ buffer, width, height }: RunPixels, { buffers }: RunRequest): PixelImage {
  const state = buffers.find(({ name }) => name === buffer);
  if (!state) throw new PxosError(messages.bufferMissing({ buffer }));
  return { width, height, pixels: state.data ?? new Uint8Array(4 * width * height) };
}

/** Interprets the program of a request, in this thread: the interpreter looks at the time limit by itself. */
export function runPixels(operation: RunPixels, request: RunRequest, device: string): RunResult {
  const start = performance.now();
  const { compat, dialect, maxThreads, names, steps, buffer } = operation;
  const { timeout, signal, source } = request;
  const { image, warnings } = interpretImage(imageOf(operation, request), {
    compat,
    dialect,
    maxThreads,
    names,
    steps,
    timeout,
    signal,
    file: source.path,
  });
  return {
    info: { runner: 'cpu', device },
    buffers: { [buffer]: image.pixels },
    timings: [{ name: 'execute', seconds: (performance.now() - start) / 1000 }],
    diagnostics: warnings,
  };
}
