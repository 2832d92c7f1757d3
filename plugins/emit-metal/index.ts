// The door of emit-metal: kernels in the Metal Shading Language and the program that runs them.
export { METAL } from './dialect.ts';
export { emitMetal, emitMetal as default } from './plugin.ts';
