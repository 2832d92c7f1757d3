// The door of run-reference: executes the IR itself, as the language defines it.
export { runReference, runReference as default } from './plugin.ts';
