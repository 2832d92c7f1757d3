// The plugin: runs the WGSL artifacts of a program on WebGPU, in a process of its own unless told otherwise.
import { defineRunner, type Plugin, type RunRequest, type RunResult } from 'pxos/core';
import { refusals } from 'pxos/plugins/emit-wgsl';
import { openDevice } from './device.ts';
import { jobOf, resultOf } from './job.ts';
import { messages } from './messages.ts';
import { WebgpuProcess } from './process.ts';
import { Worker } from './worker.ts';

const { packageMissing, noAdapter, aboveLimit, interpretedBarrier } = messages;
/** Codes of what this machine lacks, and of what the interpreter on the device does not execute. */
const DECLINES = [packageMissing, noAdapter, aboveLimit, interpretedBarrier].map(({ code }) => code);

/** Milliseconds that a probe may take; starting a driver for the first time takes some. */
const PROBE_LIMIT = 20_000;

const child = new WebgpuProcess();
const inProcess = new Worker(openDevice);

async function run(request: RunRequest): Promise<RunResult> {
  const job = jobOf(request);
  const { timeout: milliseconds, signal, options } = request;
  if (options.inProcess !== true) return resultOf(await child.run(job, milliseconds, signal));
  const lost = 'its device goes on computing until this process ends';
  return resultOf(await inProcess.runWithin(job, { milliseconds, signal, lost }));
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
  declines: [...refusals, ...DECLINES],
  timeouts: ['PX0776'],
  close: async () => {
    child.end();
    await inProcess.close();
  },
});
