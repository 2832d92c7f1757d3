// The plugin: runs the WGSL artifacts of a program on WebGPU, in a process of its own unless told otherwise.
import { defineRunner, type Plugin, PxosError, type RunRequest, type RunResult } from 'pxos/core';
import { type Job, type JobResult, jobOf } from './job.ts';
import { messages } from './messages.ts';
import { WebgpuProcess } from './process.ts';
import { Worker } from './worker.ts';

/** Milliseconds that a probe may take; starting a driver for the first time takes some. */
const PROBE_LIMIT = 20_000;

const child = new WebgpuProcess();
const inProcess = new Worker();

/** Runs a job here. A dispatch cannot be cancelled: at the limit the promise is rejected and the device left behind. */
async function runHere(job: Job, milliseconds: number): Promise<JobResult> {
  if (!Number.isFinite(milliseconds) || milliseconds <= 0) return inProcess.run(job);
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => {
        inProcess.abandon();
        const lost = 'its device goes on computing until this process ends';
        reject(new PxosError(messages.timedOut({ seconds: milliseconds / 1000, lost })));
      },
      Math.min(milliseconds, 2 ** 31 - 1),
    );
  });
  try {
    return await Promise.race([inProcess.run(job), limit]);
  } finally {
    clearTimeout(timer);
  }
}

async function run(request: RunRequest): Promise<RunResult> {
  const job = jobOf(request);
  const { device, hardware, buffers, timings, diagnostics } = await (request.options.inProcess === true
    ? runHere(job, request.timeout)
    : child.run(job, request.timeout, request.signal));
  return {
    info: { runner: 'webgpu', device, hardware },
    buffers,
    timings,
    diagnostics: hardware ? diagnostics : [messages.softwareAdapter({ adapter: device }), ...diagnostics],
  };
}

/**
 * Runs programs on WebGPU. Option `inProcess: true` runs Dawn in this process: faster to start, but a kernel that never
 * ends then keeps the device busy until the process ends.
 */
export const runWebgpu: Plugin = defineRunner({
  name: 'run-webgpu',
  runner: 'webgpu',
  target: 'wgsl',
  device: 'gpu',
  run,
  probe: () => child.probe(PROBE_LIMIT),
  close: async () => {
    child.end();
    await inProcess.close();
  },
});
