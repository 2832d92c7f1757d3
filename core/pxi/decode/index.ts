// The door of the decoder: images to programs.
export { apartFault, bytesApart } from './apart.ts';
export { type DecodedProgram, decodeProgram } from './decode.ts';
