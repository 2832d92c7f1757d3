// The door of emit-cuda: a complete CUDA program for each source file.
export { CUDA } from './dialect.ts';
export { emitCuda, emitCuda as default } from './plugin.ts';
