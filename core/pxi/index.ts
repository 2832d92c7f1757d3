// The door of the pixel protocol: images, version 1.0 and 1.1 programs, and the ways between pixels, text and IR.
export { createImage, type PixelImage, wordsOf } from './image.ts';
export { isBadInstruction, readInstruction, writeInstruction } from './words/instruction.ts';
export type * from './words/program.ts';
