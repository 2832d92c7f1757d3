// The door of the IR's verifier.
export { canStage, isAtomicOn, isReductionOf } from './body.ts';
export { verifyProgram } from './program.ts';
