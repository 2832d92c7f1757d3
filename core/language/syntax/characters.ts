// Kinds of characters, as the lexer tells them apart.

/** True for the digits 0 to 9. */
export const isDigit = (c: number): boolean => c >= 48 && c <= 57;
/** 1 for the characters of names; a table is several times faster than comparisons. */
const NAME_CHARACTERS = Uint8Array.from({ length: 128 }, (_, c) =>
  /\w/.test(String.fromCharCode(c)) ? 1 : 0,
);
/** True for the characters of names. */
export const isName = (c: number): boolean => NAME_CHARACTERS[c] === 1;
export const NEWLINE = 10;
/** What ends a bare path. */
export const PATH_END = /[ \t\r\n#]/g;
/** Nothing more on a line but a comment. */
export const LINE_REST = /[ \t]*(?:\r?\n|\r?$|#|\/\/)/y;
