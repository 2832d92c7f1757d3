// The door of the decoder: images to programs.
export { type DecodedProgram, decodeProgram } from './decode.ts';
