// The door of run-reference: executes the IR itself, as the language defines it.
export { evaluate } from './evaluate.ts';
export { runReference, runReference as default } from './plugin.ts';
