// The plugin: lays out a request in linear memory and runs it as WebAssembly, in a worker unless told otherwise.
import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { defineRunner, type Plugin, PxosError, type RunRequest, type RunResult } from 'pxos/core';
import { createExecutor, type Executor } from './execute.ts';
import type { Job, JobAnswer } from './job.ts';
import { layOut } from './layout.ts';
import { createTeam } from './matrix/index.ts';
import { messages } from './messages.ts';
import { runPixels } from './pixels.ts';
import { CpuWorker } from './worker.ts';

const worker = new CpuWorker();
let inProcess: Executor | undefined;

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function answerOf(job: Job, { options, timeout, signal }: RunRequest): Promise<JobAnswer> {
  if (options.inProcess !== true) return worker.run(job, timeout, signal);
  inProcess ??= createExecutor(createTeam({ Worker }));
  return inProcess.execute(job);
}

function errorOf(answer: JobAnswer & { readonly kind: 'failed' }, job: Job): PxosError {
  const { what, reason, kernel = '' } = answer;
  switch (what) {
    case 'memory':
      return new PxosError(messages.outOfMemory({ bytes: job.memory, reason }));
    case 'module':
      return new PxosError(messages.moduleRefused({ reason }));
    case 'trap':
      return new PxosError(messages.trapped({ kernel, reason }));
    case 'time':
      return new PxosError(messages.timedOut({ seconds: job.timeout / 1000 }));
  }
}

async function run(request: RunRequest): Promise<RunResult> {
  const pixels = request.operations.find((operation) => operation.kind === 'pixels');
  if (pixels) return runPixels(pixels, request);
  const job = layOut(request, hashOf);
  const answer = await answerOf(job, request);
  if (answer.kind === 'failed') throw errorOf(answer, job);
  const where = request.options.inProcess === true ? 'in this thread' : 'in a worker';
  return {
    info: { runner: 'cpu', device: `WebAssembly ${where}, Node ${process.version}` },
    buffers: Object.fromEntries(request.outputs.map((name, i) => [name, answer.outputs[i]!])),
    timings: Object.entries(answer.timings).map(([name, seconds]) => ({ name, seconds })),
  };
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
  close: () => worker.close(),
});
