// The door of the lowering room: a program's kernels as WebAssembly.
export { lowerProgram } from './program.ts';
