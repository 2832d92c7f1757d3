// The door of the thread-code room: kernels and functions, checked and lowered.
export { elementTypeOf } from './declarations.ts';
export { declareFunction, lowerKernel } from './kernels.ts';
