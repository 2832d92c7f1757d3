// What an executor's answer means to who asked for the run: a result, or an error in words.
import { PxosError, type RunRequest, type RunResult } from 'pxos/core';
import type { Job, JobAnswer } from './job.ts';
import { messages } from './messages.ts';

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

/**
 * The result of a request, whose job was answered on `device`.
 *
 * @throws PxosError PX0750 time limit, PX0752 memory, PX0757 module, PX0758 trap
 */
export function resultOf(
  { outputs }: RunRequest,
  job: Job,
  { answer, device }: { readonly answer: JobAnswer; readonly device: string },
): RunResult {
  if (answer.kind === 'failed') throw errorOf(answer, job);
  return {
    info: { runner: 'cpu', device },
    buffers: Object.fromEntries(outputs.map((name, i) => [name, answer.outputs[i]!])),
    timings: Object.entries(answer.timings).map(([name, seconds]) => ({ name, seconds })),
  };
}
