// The door of emit-pxi: programs as images.
export { emitPxi, emitPxi as default } from './plugin.ts';
