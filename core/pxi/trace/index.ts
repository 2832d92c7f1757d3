// The door of tracing: what each step of a program did, the hash of an image, and where two executors began to differ.
export { changesOf, differingPixels, type PixelChanges } from './changes.ts';
export { firstWriterOf } from './first-writer.ts';
export { hashOf } from './hash.ts';
export type { OperandAccess, TracedOperand } from './operands.ts';
export type { PixelRange, StepOutline } from './outline.ts';
export { type StepRunner, type TracedStep, traceImage, traceSteps } from './trace-image.ts';
