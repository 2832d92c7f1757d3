// Messages about the text of a `.px` file: its encoding, its characters, and the layout of its blocks (PX01xx).
import { message } from '../catalog.ts';

/** How often more than once. */
const times = (count: number): string =>
  count === 1 ? '' : `, here and ${count - 1} more ${count === 2 ? 'time' : 'times'}`;

// ------------------------------------------------------------------------------------------------ encoding and characters

export const nulByte = message({
  code: 'PX0101',
  severity: 'error',
  about: 'The file has a NUL byte: it is no text.',
  message: () => 'The file has a NUL byte here; it is no text file.',
  hint: () =>
    'A `.px` file is plain UTF-8 text; check that this is the right file, and that it is not UTF-16.',
});

export const notUtf8 = message<{ byte?: number | undefined }>({
  code: 'PX0102',
  severity: 'error',
  about: 'The file is not valid UTF-8.',
  message: ({ byte }) =>
    byte === undefined
      ? 'The text has a character that stands for a byte that is not UTF-8.'
      : `The byte 0x${byte.toString(16).padStart(2, '0')} here is not UTF-8.`,
  hint: () => 'Save the file as UTF-8.',
});

export const doubleDecoded = message<{ count: number }>({
  code: 'PX0103',
  severity: 'error',
  about: 'An arrow was decoded twice: its bytes were read in the wrong encoding and saved again.',
  message: ({ count }) => `\`â†’\` is an arrow that was decoded twice${times(count)}.`,
  hint: () => 'Replace it by `->` or `→`, and save the file as UTF-8.',
});

export const unexpectedCharacter = message<{ text: string; codePoint: number; hint?: string | undefined }>({
  code: 'PX0104',
  severity: 'error',
  about: 'A character has no meaning in the language.',
  message: ({ text, codePoint }) =>
    /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(text)
      ? `\`${text}\` has no meaning here.`
      : `The character U+${codePoint.toString(16).toUpperCase().padStart(4, '0')} has no meaning here.`,
  hint: ({ hint }) => hint ?? 'Names are made of A–Z, a–z, 0–9 and `_`; comments start with `#`.',
});

export const malformedNumber = message<{ text: string; fix?: string | undefined; reason: string }>({
  code: 'PX0105',
  severity: 'error',
  about: 'A number is followed by letters, or is written in a way that has no meaning.',
  message: ({ text, reason }) => `\`${text}\` is no number: ${reason}.`,
  hint: ({ fix }) =>
    fix === undefined
      ? 'Write it as in `42`, `0xFF`, `0b1010`, `1_000`, `2.0`, `1e-3`.'
      : `Write \`${fix}\`.`,
});

export const malformedString = message<{ reason: string }>({
  code: 'PX0106',
  severity: 'error',
  about: 'A string does not end, or has an escape that JSON lacks.',
  message: ({ reason }) => `This string ${reason}.`,
  hint: () => 'Strings stand between `"` on one line, with JSON escapes such as `\\n`, `\\"` and `\\u00e9`.',
});

export const lineTooLong = message<{ limit: number }>({
  code: 'PX0107',
  severity: 'error',
  about: 'A line has too many words and marks.',
  message: ({ limit }) => `This line has more than ${limit} words and marks.`,
  hint: () => 'Split it into several statements.',
});

export const semicolons = message<{ count: number }>({
  code: 'PX0108',
  severity: 'error',
  about: 'A statement ends with a semicolon.',
  message: ({ count }) => `A statement has no \`;\` at its end${times(count)}.`,
  hint: () => 'Remove it: the end of the line ends the statement.',
});

export const braces = message<{ count: number }>({
  code: 'PX0109',
  severity: 'error',
  about: 'A block stands in braces.',
  message: ({ count }) => `Blocks have no braces${times(count)}.`,
  hint: () =>
    'They are opened by `:` at the end of the line, and closed by indentation or by `ENDIF`, `ENDFOR`, `ENDWHILE`.',
});

// ------------------------------------------------------------------------------------------------ nesting

export const nestedTooDeep = message<{ what: 'blocks' | 'parentheses' | 'signs'; limit: number }>({
  code: 'PX0110',
  severity: 'error',
  about: 'Blocks or parentheses are nested more than 200 deep.',
  message: ({ what, limit }) => `More than ${limit} ${what} are nested here.`,
  hint: ({ what }) =>
    what === 'blocks'
      ? 'Move inner blocks into a `GPU_FUNCTION`.'
      : 'Compute parts of the expression in statements before.',
});

// ------------------------------------------------------------------------------------------------ layout of blocks

export const misaligned = message<{ column: number; expected: number }>({
  code: 'PX0120',
  severity: 'error',
  about: 'The statements of one body do not start in one column.',
  message: ({ column, expected }) =>
    `This statement starts in column ${column}, but its body in column ${expected}.`,
  hint: () => 'Indent all statements of a body alike; a tab counts to the next multiple of 8.',
});

export const closerColumn = message<{ closer: string; keyword: string; column: number }>({
  code: 'PX0121',
  severity: 'error',
  about: 'A closer or ELSE does not start in the column of the block that it belongs to.',
  message: ({ closer, keyword }) => `\`${closer}\` starts in another column than its \`${keyword}\`.`,
  hint: ({ closer, column }) => `Start \`${closer}\` in column ${column}.`,
});

export const closerWithoutBlock = message<{
  closer: string;
  keyword: string;
  closed: boolean;
  /** The block of another kind that is open in this column, with its closer. */
  other?: { readonly keyword: string; readonly closer: string } | undefined;
}>({
  code: 'PX0122',
  severity: 'error',
  about: 'A closer or ELSE stands where no block of its kind is open.',
  message: ({ closer, keyword }) => `\`${closer}\` stands here, but no \`${keyword}\` is open.`,
  hint: ({ closer, closed, other }) =>
    other
      ? `The \`${other.keyword}\` in this column is closed by \`${other.closer}\`.`
      : closed
        ? `The indentation has closed the block already: indent the lines between, or remove \`${closer}\`.`
        : `Remove \`${closer}\`.`,
});

export const emptyBody = message<{ keyword: string; closer: string }>({
  code: 'PX0123',
  severity: 'error',
  about: 'A block has neither a body nor a closer.',
  message: ({ keyword }) => `This \`${keyword}\` has no body.`,
  hint: ({ closer }) => `Indent its statements deeper than it, or close it with \`${closer}\`.`,
});

export const missingCloser = message<{ keyword: string; closer: string }>({
  code: 'PX0124',
  severity: 'error',
  about: 'A body that is not indented deeper than its header has no closer.',
  message: ({ keyword, closer }) =>
    `The body of this \`${keyword}\` is not indented deeper than it, and \`${closer}\` is missing.`,
  hint: ({ closer }) => `Indent the body, or put \`${closer}\` behind it.`,
});

export const bodyOnHeaderLine = message<{ keyword: string }>({
  code: 'PX0125',
  severity: 'error',
  about: 'A block’s header and its body are on one line.',
  message: ({ keyword }) => `The body of \`${keyword}\` starts on the line of its header.`,
  hint: () => 'Put it on the next line, indented.',
});

export const secondElse = message<{ closer: string }>({
  code: 'PX0126',
  severity: 'error',
  about: 'Something follows the ELSE of an IF that is still open.',
  message: ({ closer }) => `\`${closer}\` follows the \`ELSE\` of the same \`IF\`.`,
  hint: () => '`ELSE` comes last, once; close an inner `IF` with `ENDIF` first.',
});

export const forgottenCloser = message<{ keyword: string; closer: string }>({
  code: 'PX0128',
  severity: 'warning',
  about: 'GPU_END closes a block, although the other blocks of its thread code have their closers.',
  message: ({ keyword, closer }) =>
    `This \`${keyword}\` has no \`${closer}\`, unlike other blocks here; \`GPU_END\` closes it.`,
  hint: ({ closer }) => `Put \`${closer}\` behind its last statement.`,
});

export const missingEnd = message<{ keyword: string; name: string }>({
  code: 'PX0127',
  severity: 'error',
  about: 'The thread code of a kernel or function is not closed.',
  message: ({ keyword, name }) =>
    `The thread code of \`${keyword}${name && ` ${name}`}\` has no \`GPU_END\`.`,
  hint: () => 'Put `GPU_END` behind its last statement.',
});
