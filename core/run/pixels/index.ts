// The door of pixel programs in the run room.
export { ImageRun, type PixelOptions, type ReadImage } from './image-run.ts';
export { isPixelSource, openPixels } from './open.ts';
