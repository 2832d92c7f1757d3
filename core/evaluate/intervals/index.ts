// The door of the interval evaluator.
export type { Interval } from './interval.ts';
export {
  evaluateWithIntervals,
  type IntervalBuffer,
  type IntervalResult,
  type Judgement,
  judge,
  type Violation,
} from './run.ts';
