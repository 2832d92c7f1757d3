// The plugin: lays out a request in linear memory and runs it as WebAssembly, in a worker unless told otherwise.
import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { defineRunner, type Plugin, type RunRequest, type RunResult } from 'pxos/core';
import { refusals } from 'pxos/plugins/emit-wasm';
import { createExecutor, type Executor } from './execute.ts';
import type { Job, JobAnswer } from './job.ts';
import { layOut } from './layout.ts';
import { createTeam } from './matrix/index.ts';
import { runPixels } from './pixels.ts';
import { resultOf } from './result.ts';
import { CpuWorker } from './worker.ts';

const HOST = `Node ${process.version}`;

const worker = new CpuWorker();
let inProcess: Executor | undefined;

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function answerOf(job: Job, { options, timeout, signal }: RunRequest): Promise<JobAnswer> {
  if (options.inProcess !== true) return worker.run(job, timeout, signal);
  inProcess ??= createExecutor(createTeam({ Worker }));
  return inProcess.execute(job);
}

async function run(request: RunRequest): Promise<RunResult> {
  const pixels = request.operations.find((operation) => operation.kind === 'pixels');
  if (pixels) return runPixels(pixels, request, `pixel interpreter in JavaScript, ${HOST}`);
  const job = layOut(request, hashOf, availableParallelism());
  const answer = await answerOf(job, request);
  const where = request.options.inProcess === true ? 'in this thread' : 'in a worker';
  return resultOf(request, job, { answer, device: `WebAssembly ${where}, ${HOST}` });
}

/**
 * Runs programs as WebAssembly on the CPU. Option `inProcess: true` uses this thread: no worker to start, but the time
 * limit is then looked at between blocks only, and a kernel that never ends is not ended.
 */
export const runCpu: Plugin = defineRunner({
  name: 'run-cpu',
  runner: 'cpu',
  target: 'wasm',
  device: 'cpu',
  run,
  declines: refusals,
  // The second is that of interpreters.
  timeouts: ['PX0750', 'PX0795'],
  close: () => worker.close(),
});
