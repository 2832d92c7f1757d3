// The door of the IR room: types, facts about elements, and (as they are written) builder, verify, print, parse, walk, evaluate.

export * as build from './build.ts';
export { bytesOf, ELEMENT_TYPES, valueTypeOf } from './element.ts';
export {
  type ArrayMemory,
  type EvaluateOptions,
  type EvaluateRequest,
  type EvaluateResult,
  evaluateLaunch,
  evaluateRun,
  evaluateWithIntervals,
  type Interval,
  type IntervalBuffer,
  type IntervalResult,
  type Judgement,
  judge,
  type Memory,
  makeMemory,
  ranges,
  type ScheduleOrder,
  type Violation,
} from './evaluate/index.ts';
export { lowerGroups, MAX_LOWERED_BLOCK } from './lower-groups/index.ts';
export { removeRedundantBarriers } from './redundant-barriers.ts';
export { convertedType, resultTypeOf } from './result-type.ts';
export { sameProgram } from './same.ts';
export { type PrintOptions, parseProgram, printProgram } from './text/index.ts';
export { constantTrips, tripCount } from './trips.ts';
export * from './types.ts';
export { analyzeUniformity, type Uniformity } from './uniformity.ts';
export { canStage, isAtomicOn, isReductionOf, verifyProgram } from './verify/index.ts';
export * from './walk.ts';
