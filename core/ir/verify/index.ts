// The door of the IR's verifier.
export { alwaysReturns, canStage, isAtomicOn, isReductionOf } from './body.ts';
export { verifyProgram } from './program.ts';
