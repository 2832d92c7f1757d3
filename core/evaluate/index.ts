// The door of the reference evaluator.
export {
  evaluateWithIntervals,
  type Interval,
  type IntervalBuffer,
  type IntervalResult,
  type Judgement,
  judge,
  type Violation,
} from './intervals/index.ts';
export * as ranges from './intervals/ranges.ts';
export type { Memory } from './memory.ts';
export {
  type EvaluateOptions,
  type EvaluateRequest,
  type EvaluateResult,
  evaluateRun,
} from './run.ts';
export type { ScheduleOrder } from './schedule.ts';
