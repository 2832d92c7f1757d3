// The door of pixel programs in the run room.

export { type ComparedExecutor, compareExecutors, type ExecutorComparison } from './compare.ts';
export { contentOf } from './content.ts';
export { ImageRun, type PixelOptions, type ReadImage } from './image-run.ts';
export { isPixelSource, openPixels, type PixelRunnable } from './open.ts';
export type { TraceOptions, TraceResult } from './trace.ts';
