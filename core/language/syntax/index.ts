// The door of the syntax room: text to tokens, tokens to lines and blocks, those to the syntax tree.
export { type ParseResult, parseTree } from './parse.ts';
export { type Lexed, readTokens } from './tokens.ts';
