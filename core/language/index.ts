// The door of the language room. It loads Chevrotain: import it where a file is really read, not at start.
export { type ParseResult, parseTree } from './parse.ts';
export { decodeSource } from './text.ts';
export type * from './tree.ts';
