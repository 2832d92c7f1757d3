// The door of the pixel protocol: images, version 1.0 and 1.1 programs, and the ways between pixels, text and IR.
export * as pixelLegacyMessages from '../diagnostics/messages/pixel-legacy.ts';
export * as pixelRunMessages from '../diagnostics/messages/pixel-run.ts';
export { assemble as assembleImage, disassemble as disassembleImage } from './assembly/index.ts';
export { apartFault, bytesApart, type DecodedProgram, decodeProgram } from './decode/index.ts';
export { type EncodedProgram, encodeProgram, registersNeeded } from './encode/index.ts';
export { createImage, type PixelImage, wordsOf } from './image.ts';
export * from './inspect/index.ts';
export { type InterpretedImage, type InterpretImageOptions, interpretImage } from './interpret-image.ts';
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
export type { StepRange } from './step-range.ts';
export * from './trace/index.ts';
export { knownVersion, type PixelVersion, versionOf } from './version.ts';
export { hexOf } from './word-text.ts';
export {
  type ArrayPlace,
  arrayPixels,
  elementsOf,
  loadElement,
  readElements,
  storeElement,
  writeElements,
} from './words/arrays.ts';
export { DEFAULT_GAS, gasLimit } from './words/directory.ts';
export { codeOfElement, MATRIX_R, packedPixels } from './words/element-codes.ts';
export {
  type Head,
  type HeadParameter,
  headOf,
  type Slot,
} from './words/head.ts';
export { isBadInstruction, readInstruction, writeInstruction } from './words/instruction.ts';
export {
  type InterpretedStep,
  type InterpretOptions,
  interpret,
  interpretSteps,
} from './words/interpret/index.ts';
export { type LooseArray, type LooseCode, type LooseProgram, layOut } from './words/layout.ts';
export { LIMITS as PIXEL_LIMITS } from './words/limits.ts';
export { NO_NAMES, readNames, writeNames } from './words/names.ts';
export { CODE as PIXEL_CODE } from './words/opcodes.ts';
export { type LooseInstruction, placeInstructions } from './words/place.ts';
export type * from './words/program.ts';
export { readProgram } from './words/read.ts';
export {
  type RegisterType,
  registerType,
} from './words/registers.ts';
export { loadProgram, validateImage, validateProgram } from './words/validate/index.ts';
export { type LooseStep, writeProgram, writeStep } from './words/write.ts';
