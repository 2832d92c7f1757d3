// What the pipeline's process and the process that runs WebGPU say to each other; sent with structured cloning.
import type { Diagnostic } from 'pxos/core';
import type { Job, JobResult } from './job.ts';

/** A question, answered by the reply with the same number. */
export type Question =
  | { readonly id: number; readonly kind: 'run'; readonly job: Job }
  | { readonly id: number; readonly kind: 'probe' };

/** What a probe finds. */
export interface Probe {
  readonly hardware: boolean;
  readonly device?: string | undefined;
  readonly reason?: string | undefined;
}

/** An answer; `failed` carries diagnostics, `crashed` the text of an error that nobody expected. */
export type Reply =
  | { readonly id: number; readonly kind: 'done'; readonly result: JobResult }
  | { readonly id: number; readonly kind: 'found'; readonly probe: Probe }
  | { readonly id: number; readonly kind: 'failed'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly id: number; readonly kind: 'crashed'; readonly text: string };
