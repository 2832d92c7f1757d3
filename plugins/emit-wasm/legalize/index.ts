// The door of legalisation: what becomes of a program before it is lowered to WebAssembly.
export { legalize } from './legalize.ts';
