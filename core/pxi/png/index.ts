// The door of the PNG container for Node.
export type { EncodeOptions } from './assemble.ts';
export { decodePng, encodePng } from './codec-node.ts';
export { decodePngStream, encodePngStream } from './codec-streams.ts';
export type { DecodedPng, DecodeOptions } from './decode.ts';
export { limitsOf, type PngLimits } from './limits.ts';
