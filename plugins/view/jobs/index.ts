// The door of the jobs: what workers do for the page.
export { answer } from './answer.ts';
export { MOST_BYTES, MOST_STEPS, TIME_LIMITS } from './limits.ts';
export type * from './messages.ts';
export { traceJob } from './trace.ts';
