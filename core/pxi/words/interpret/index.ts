// The door of the interpreter.
export { type InterpretedStep, type InterpretOptions, interpret, interpretSteps } from './program.ts';
