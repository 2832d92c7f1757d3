// Gives jobs to workers, one worker a job, so that any of them can be ended at once.
import type { FailedReport, Job, Report } from '../jobs/index.ts';

/** The text of this page's script: workers run the same, and find that they have no page. */
const source = typeof document === 'undefined' ? '' : (document.currentScript?.textContent ?? '');
let address: string | undefined;

/** A job under way. */
export interface RunningJob {
  /** Ends it; nothing is reported any more. */
  readonly stop: () => void;
}

/** What is heard of a job; `failed` and `late` are its end, as are the reports that end it. */
export interface JobListener {
  readonly report: (report: Exclude<Report, FailedReport>) => void;
  readonly failed: (report: FailedReport) => void;
  /** The time limit has passed, and the worker was ended. */
  readonly late: () => void;
}

/** Starts a job. What `transfer` lists changes hands. */
export function startJob(
  job: Job,
  listener: JobListener,
  { limit, transfer = [] }: { readonly limit: number; readonly transfer?: readonly ArrayBuffer[] },
): RunningJob {
  address ??= URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const worker = new Worker(address);
  const timer = setTimeout(() => {
    stop();
    listener.late();
  }, limit);
  const stop = (): void => {
    clearTimeout(timer);
    worker.terminate();
  };
  worker.addEventListener('message', ({ data }: MessageEvent<Report>) => {
    if (data.kind !== 'step') stop();
    if (data.kind === 'failed') listener.failed(data);
    else listener.report(data);
  });
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    stop();
    listener.failed({
      kind: 'failed',
      diagnostics: [],
      fault: event.message || 'The worker does not start.',
    });
  });
  worker.postMessage(job, [...transfer]);
  return { stop };
}
