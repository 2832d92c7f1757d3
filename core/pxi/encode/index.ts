// The door of the encoder: programs in pixel form to images.
export { type EncodedProgram, encodeProgram } from './encode.ts';
export { registersNeeded } from './registers.ts';
