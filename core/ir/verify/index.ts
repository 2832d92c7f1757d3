// The door of the IR's verifier.
export { alwaysReturns, canStage } from './body.ts';
export { verifyProgram } from './program.ts';
