// The door of pixel programs in the run room.
export { isPixelSource, openPixels, type PixelOptions } from './open.ts';
