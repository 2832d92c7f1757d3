// The door of the IR's text form.
export { parseProgram } from './parse.ts';
export { type PrintOptions, printProgram } from './print.ts';
