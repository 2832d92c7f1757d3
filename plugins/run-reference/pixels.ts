// Interprets pixel programs: what is asked for where the program must not be compiled.
import { interpretImage, type RunPixels, type RunRequest, type RunResult } from 'pxos/core';

/** Interprets the program of a request; `host` is what runs this code. */
export function runPixels(operation: RunPixels, request: RunRequest, host: string): RunResult {
  const start = performance.now();
  const { compat, dialect, maxThreads, names, steps, buffer, width, height } = operation;
  const { timeout, signal, source, buffers } = request;
  const pixels = buffers.find(({ name }) => name === buffer)?.data ?? new Uint8Array(4 * width * height);
  const limits = { maxThreads, timeout, signal };
  const { image, warnings } = interpretImage(
    { width, height, pixels },
    { compat, dialect, names, steps, file: source.path, ...limits },
  );
  return {
    info: { runner: 'reference', device: `pixel interpreter, ${host}` },
    buffers: { [buffer]: image.pixels },
    timings: [{ name: 'execute', seconds: (performance.now() - start) / 1000 }],
    diagnostics: warnings,
  };
}
