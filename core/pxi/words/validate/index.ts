// The door of validation.
export { loadProgram, validateImage, validateProgram } from './program.ts';
export { extentProblem } from './steps.ts';
