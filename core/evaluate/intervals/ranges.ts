// Arithmetic of value ranges for analyses: the integer part of the interval evaluator.
export { integerOperation } from './integer.ts';
export { anyElement, anyOf, exactly, type Interval, isExact, join, sameInterval } from './interval.ts';
export { convert } from './operation.ts';
