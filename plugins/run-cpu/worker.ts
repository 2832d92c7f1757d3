// The worker thread that jobs run in, so that one that never ends can be ended.
import { Worker } from 'node:worker_threads';
import { PxosError } from 'pxos/core';
import { createExecutor } from './execute.ts';
import type { Job, JobAnswer } from './job.ts';
import { createTeam } from './matrix/index.ts';
import { messages } from './messages.ts';

/**
 * The worker's program: the own text of the executor and of its team, so that no file has to be found, whether the package runs from source or
 * bundled. `__name` stands in for what bundlers wrap around named functions.
 */
export const workerProgram = `
const __name = (value) => value;
const threads = require('node:worker_threads');
const { parentPort } = threads;
const executor = (${createExecutor.toString()})((${createTeam.toString()})(threads));
parentPort.on('message', (job) => {
  const answer = executor.execute(job);
  parentPort.postMessage(answer, answer.kind === 'done' ? answer.outputs.map((bytes) => bytes.buffer) : []);
});
`;

/** The longest delay of a timer. */
const LONGEST = 2 ** 31 - 1;

/** Data of its own, to be moved to the worker: the caller keeps what it has, and only the bytes in question travel. */
function detached(job: Job): { readonly job: Job; readonly transfer: ArrayBuffer[] } {
  const transfer: ArrayBuffer[] = [];
  const buffers = job.buffers.map((buffer) => {
    if (!buffer.data) return buffer;
    const data = new Uint8Array(buffer.data);
    transfer.push(data.buffer);
    return { ...buffer, data };
  });
  return { job: { ...job, module: new Uint8Array(job.module), buffers }, transfer };
}

/** A worker that runs one job after the other; it starts with the first and is replaced after one that had to be ended. */
export class CpuWorker {
  private worker: Worker | undefined;
  private last: Promise<unknown> = Promise.resolve();
  private readonly program: string;

  /** `program` is the text that the worker runs. */
  constructor(program: string = workerProgram) {
    this.program = program;
  }

  /**
   * Runs a job behind those that wait already. Its time starts when it does.
   *
   * @throws PxosError PX0750 time limit, PX0759 the worker ended, PX0760 given up
   */
  run(job: Job, timeout: number, signal: AbortSignal): Promise<JobAnswer> {
    const turn = this.last.then(() => this.runNow(job, timeout, signal));
    this.last = turn.catch(() => undefined);
    return turn;
  }

  private runNow(job: Job, timeout: number, signal: AbortSignal): Promise<JobAnswer> {
    if (signal.aborted) return Promise.reject(new PxosError(messages.aborted({})));
    const worker = this.start();
    return new Promise((resolve, reject) => {
      const settle = (finish: () => void): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        worker.off('message', onAnswer).off('error', onError).off('exit', onExit);
        worker.unref();
        finish();
      };
      const end = (error: PxosError): void =>
        settle(() => {
          this.worker = undefined;
          void worker.terminate().then(() => reject(error));
        });
      const onAnswer = (answer: JobAnswer): void => settle(() => resolve(answer));
      const onError = (error: Error): void =>
        end(new PxosError(messages.workerEnded({ reason: error.message }), { cause: error }));
      const onExit = (code: number): void =>
        end(new PxosError(messages.workerEnded({ reason: `its exit code was ${code}` })));
      const onAbort = (): void => end(new PxosError(messages.aborted({})));
      const timer = setTimeout(
        () => end(new PxosError(messages.timedOut({ seconds: timeout / 1000 }))),
        Math.min(timeout, LONGEST),
      );
      signal.addEventListener('abort', onAbort);
      worker.on('message', onAnswer).on('error', onError).on('exit', onExit);
      worker.ref();
      const sent = detached(job);
      worker.postMessage(sent.job, sent.transfer);
    });
  }

  private start(): Worker {
    if (this.worker) return this.worker;
    // No flags of this process: a loader for TypeScript would only cost time.
    const worker = new Worker(this.program, { eval: true, execArgv: [], name: 'pxos run-cpu' });
    // One that ends while it has nothing to do is replaced by the next job.
    worker.on('exit', () => {
      if (this.worker === worker) this.worker = undefined;
    });
    this.worker = worker;
    return worker;
  }

  /** Ends the worker. */
  async close(): Promise<void> {
    const { worker } = this;
    this.worker = undefined;
    await worker?.terminate();
  }
}
