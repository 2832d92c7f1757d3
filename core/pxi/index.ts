// The door of the pixel protocol: images, version 1.0 and 1.1 programs, and the ways between pixels, text and IR.
export * as pixelRunMessages from '../diagnostics/messages/pixel-run.ts';
export { createImage, type PixelImage, wordsOf } from './image.ts';
export * from './legacy/index.ts';
export {
  type DecodedPng,
  type DecodeOptions,
  decodePng,
  decodePngStream,
  type EncodeOptions,
  encodePng,
  encodePngStream,
  limitsOf,
  type PngLimits,
} from './png/index.ts';
export { knownVersion, type PixelVersion, versionOf } from './version.ts';
export {
  type ArrayPlace,
  arrayPixels,
  elementsOf,
  loadElement,
  readElements,
  storeElement,
  writeElements,
} from './words/arrays.ts';
export { packedPixels } from './words/element-codes.ts';
export { isBadInstruction, readInstruction, writeInstruction } from './words/instruction.ts';
export { type LooseArray, type LooseCode, type LooseProgram, layOut } from './words/layout.ts';
export { NO_NAMES, readNames, writeNames } from './words/names.ts';
export { CODE as PIXEL_CODE } from './words/opcodes.ts';
export { type LooseInstruction, placeInstructions } from './words/place.ts';
export type * from './words/program.ts';
export { readProgram } from './words/read.ts';
export { type LooseStep, writeProgram, writeStep } from './words/write.ts';
