// Runs programs on the reference evaluator: slow, exact, and it tells which accesses were outside their arrays.
import { defineRunner, evaluateRun, type RunRequest, type RunResult } from 'pxos/core';
import { runPixels } from './pixels.ts';

async function run(request: RunRequest): Promise<RunResult> {
  const { program, buffers, operations, outputs, timeout, signal, options } = request;
  const pixels = operations.find((operation) => operation.kind === 'pixels');
  if (pixels) return runPixels(pixels, request);
  const start = performance.now();
  const sanitize = options.sanitize === true;
  const result = evaluateRun({ program, buffers, operations }, { timeout, signal, sanitize });
  const seconds = (performance.now() - start) / 1000;
  return {
    info: { runner: 'reference', device: `reference evaluator, Node ${process.version}` },
    buffers: Object.fromEntries(
      outputs.map((name) => [name, result.buffers.get(name) ?? new Uint8Array()] as const),
    ),
    timings: [{ name: 'execute', seconds }],
    diagnostics: result.diagnostics,
  };
}

/** The runner `reference`. Its option `sanitize` makes accesses outside their arrays errors. */
export const runReference = defineRunner({
  name: 'run-reference',
  runner: 'reference',
  target: 'ir',
  device: 'cpu',
  run,
});
