// The door of the lowering room: a program's kernels as WebAssembly.

export { ARGUMENT } from './arguments.ts';
export { type LoweredProgram, lowerProgram } from './program.ts';
