// Executes a request on the reference evaluator, wherever there is JavaScript.
import { evaluateRun, type RunRequest, type RunResult } from 'pxos/core';
import { runPixels } from './pixels.ts';

/** What the language says that a request gives; `host` is what runs this code. */
export function evaluate(request: RunRequest, host: string): RunResult {
  const { program, buffers, operations, outputs, timeout, signal, options } = request;
  const pixels = operations.find((operation) => operation.kind === 'pixels');
  if (pixels) return runPixels(pixels, request, host);
  const start = performance.now();
  const sanitize = options.sanitize === true;
  const result = evaluateRun({ program, buffers, operations }, { timeout, signal, sanitize });
  const seconds = (performance.now() - start) / 1000;
  return {
    info: { runner: 'reference', device: `reference evaluator, ${host}` },
    buffers: Object.fromEntries(
      outputs.map((name) => [name, result.buffers.get(name) ?? new Uint8Array()] as const),
    ),
    timings: [{ name: 'execute', seconds }],
    diagnostics: result.diagnostics,
  };
}
