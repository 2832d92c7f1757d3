// The door of the IR room: types, facts about elements, builder, verifier, text form, walkers and rewritings.

export { type BoundProgram, boundGas, type CountedLaunch } from './bound-gas/index.ts';
export * as build from './build.ts';
export { bytesOf, ELEMENT_TYPES, valueTypeOf } from './element.ts';
export { flatten, goesOnWhile, localsInOrder } from './flatten/index.ts';
export { knownValue, type LeafValue } from './known-value.ts';
export { type BlockShapes, blockShapes } from './launched-blocks.ts';
export { lowerElementBindings } from './lower-elements.ts';
export { lowerGroups, MAX_LOWERED_BLOCK } from './lower-groups/index.ts';
export {
  INNER_PARAM,
  lowerMatrices,
  NARROW_RANGE,
  OPERAND_PARAMS,
  RESULT_PARAM,
  type SumType,
  sumTypeOf,
} from './lower-matrix/index.ts';
export { removeRedundantBarriers } from './redundant-barriers.ts';
export { convertedType } from './result-type.ts';
export { sameProgram } from './same.ts';
export { namesIn, TakenNames } from './taken-names.ts';
export { type PrintOptions, parseProgram, printProgram } from './text/index.ts';
export { constantTrips, tripCount } from './trips.ts';
export * from './types.ts';
export { analyzeUniformity, type Uniformity } from './uniformity.ts';
export { alwaysReturns, canStage, verifyProgram } from './verify/index.ts';
export * from './walk.ts';
