// What a worker does: one job, its reports, and no more.
import { forPage, isPxosError } from 'pxos/browser';
import type { FailedReport, Job, Tell } from './messages.ts';
import { openJob } from './open.ts';
import { runJob } from './run.ts';
import { saveJob } from './save.ts';
import { traceJob } from './trace.ts';

/** Browsers withhold them, as they do WebGPU, from pages that somebody on the way could have changed. */
const NO_CHECKSUMS =
  'The browser lends its checksums only to pages that come from a file, from https or from localhost.';

/** Does a job and tells what comes of it; errors are reports, too. */
export async function answer(job: Job, tell: Tell): Promise<void> {
  try {
    if (!globalThis.crypto?.subtle) throw new Error(NO_CHECKSUMS);
    switch (job.kind) {
      case 'open':
        return await openJob(job.file, tell);
      case 'trace':
        return await traceJob(job.file, tell);
      case 'run':
        return await runJob(job, tell);
      case 'save':
        return await saveJob(job, tell);
    }
  } catch (error) {
    tell(failureOf(error));
  }
}

/** What an error has to say; one without diagnostics is a fault. */
export function failureOf(error: unknown): FailedReport {
  if (isPxosError(error)) return { kind: 'failed', diagnostics: error.diagnostics.map(forPage) };
  return {
    kind: 'failed',
    diagnostics: [],
    fault: error instanceof Error ? error.message : String(error),
  };
}
