// The door of emit-rocm: a complete HIP program for each source file.
export { HIP } from './dialect.ts';
export { emitRocm, emitRocm as default } from './plugin.ts';
