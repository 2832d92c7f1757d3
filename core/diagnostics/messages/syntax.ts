// Messages about the grammar of a `.px` file: what a statement is made of, and where it may stand (PX02xx).
import { message } from '../catalog.ts';

const form = (text: string | undefined): string | undefined => text && `The form is \`${text}\`.`;

// ------------------------------------------------------------------------------------------------ statements and their places

export const unexpectedToken = message<{ expected: string; found: string; form?: string | undefined }>({
  code: 'PX0201',
  severity: 'error',
  about: 'Something else stands where the grammar expects a word or mark.',
  message: ({ expected, found }) => `Expected ${expected}, but found ${found}.`,
  hint: (args) => form(args.form) ?? 'One statement stands on one line.',
});

export const unknownStatement = message<{
  name: string;
  /** True where a call of a function could stand as well. */
  call: boolean;
  suggestion?: string | undefined;
  hint?: string | undefined;
}>({
  code: 'PX0202',
  severity: 'error',
  about: 'A line starts with a word that is no statement and no function of the file.',
  message: ({ name, call }) => `There is no statement ${call ? 'or function ' : ''}\`${name}\`.`,
  hint: ({ suggestion, hint }) =>
    hint ?? (suggestion ? `Did you mean \`${suggestion}\`?` : 'The language reference lists all statements.'),
});

export const noStatement = message<{ found: string; hint?: string | undefined }>({
  code: 'PX0203',
  severity: 'error',
  about: 'A line does not start with a word.',
  message: ({ found }) => `A statement starts with a keyword, not with ${found}.`,
  hint: ({ hint }) => hint ?? 'One statement stands on one line.',
});

export const wrongPlace = message<{ keyword: string; place: string; hint: string }>({
  code: 'PX0204',
  severity: 'error',
  about:
    'A statement stands where it has no meaning: thread statements outside of a kernel, host statements inside.',
  message: ({ keyword, place }) => `\`${keyword}\` cannot stand ${place}.`,
  hint: ({ hint }) => hint,
});

export const emptyFile = message({
  code: 'PX0205',
  severity: 'error',
  about: 'A file has no kernel, no function and no statement.',
  message: () => 'The file has no kernel, no function and no statement.',
  hint: () => 'A kernel starts with `GPU_KERNEL name`.',
});

export const noThreadCode = message<{ keyword: string; name: string }>({
  code: 'PX0206',
  severity: 'error',
  about: 'A kernel or function has no GPU_THREAD_CODE.',
  message: ({ keyword, name }) => `\`${keyword}${name && ` ${name}`}\` has no \`GPU_THREAD_CODE:\`.`,
  hint: () => 'Put `GPU_THREAD_CODE:` before its statements and `GPU_END` behind them.',
});

export const endWithoutKernel = message({
  code: 'PX0207',
  severity: 'error',
  about: 'GPU_END stands where no kernel or function is open.',
  message: () => '`GPU_END` stands here, but no kernel or function is open.',
  hint: () => 'Remove it; `IF`, `FOR` and `WHILE` are closed by `ENDIF`, `ENDFOR` and `ENDWHILE`.',
});

// ------------------------------------------------------------------------------------------------ operands and expressions

export const signedOperand = message<{ text: string; fix: string }>({
  code: 'PX0210',
  severity: 'error',
  about: 'A sign among operands is not directly before a number, or not behind a blank.',
  message: ({ text }) => `\`${text}\` is not clear: operands have no operators between them.`,
  hint: ({ fix }) => fix,
});

export const operatorBetweenOperands = message<{ operator: string; fix: string }>({
  code: 'PX0211',
  severity: 'error',
  about: 'An operator or comma stands between operands.',
  message: ({ operator }) => `\`${operator}\` cannot stand between operands.`,
  hint: ({ fix }) => fix,
});

export const missingBlank = message({
  code: 'PX0212',
  severity: 'error',
  about: 'Two operands touch each other.',
  message: () => 'There is no blank before this operand.',
  hint: () => 'Separate operands by blanks.',
});

export const foreignOperator = message<{ operator: string; fix: string }>({
  code: 'PX0213',
  severity: 'error',
  about: 'An operator of another language.',
  message: ({ operator }) => `\`${operator}\` is no operator of this language.`,
  hint: ({ fix }) => `Write ${fix}.`,
});

export const chainedComparison = message<{ operator: string }>({
  code: 'PX0214',
  severity: 'error',
  about: 'Comparisons do not chain.',
  message: ({ operator }) => `\`${operator}\` follows another comparison; comparisons do not chain.`,
  hint: () => 'Write `a < b AND b < c`.',
});

export const looseNot = message({
  code: 'PX0215',
  severity: 'error',
  about: 'NOT binds less tightly than the operator before it.',
  message: () => '`NOT` cannot be the right side of this operator.',
  hint: () => 'Put it in parentheses: `(NOT a)`.',
});

export const reservedName = message<{ name: string }>({
  code: 'PX0216',
  severity: 'error',
  about: 'A reserved word stands where a name is expected.',
  message: ({ name }) => `\`${name}\` is a reserved word and cannot be a name.`,
  hint: ({ name }) => `Choose another name, such as \`${name.toLowerCase()}_\`.`,
});

export const callAfterBlank = message<{ name: string }>({
  code: 'PX0217',
  severity: 'error',
  about: 'A blank stands between a function’s name and its parenthesis.',
  message: ({ name }) => `A blank stands between \`${name}\` and \`(\`; a call has none.`,
  hint: ({ name }) => `Write \`${name}(…)\`.`,
});

export const missingArrow = message<{ keyword: string; what: string; form?: string | undefined }>({
  code: 'PX0218',
  severity: 'error',
  about: 'A statement has no arrow with the name of its result or of its target.',
  message: ({ keyword, what }) => `\`${keyword}\` needs \`→\` and ${what}.`,
  hint: (args) => form(args.form),
});

export const tooManySizes = message<{ count: number }>({
  code: 'PX0219',
  severity: 'error',
  about: 'A block or grid has more than three sizes.',
  message: ({ count }) => `Here are ${count} sizes; there are at most three, for x, y and z.`,
  hint: () => 'Multiply some of them, and split the index in the kernel.',
});

export const memberInKernel = message<{ text: string; fix?: string | undefined }>({
  code: 'PX0220',
  severity: 'error',
  about: 'A name with a point stands in thread code.',
  message: ({ text }) => `\`${text}\` has no meaning in thread code: names have no members there.`,
  hint: ({ fix }) =>
    fix ??
    '`.width` and `.height` belong to the host: give the kernel a scalar parameter and bind it with `WITH`.',
});

export const unknownMember = message<{ name: string }>({
  code: 'PX0221',
  severity: 'error',
  about: 'A buffer has only `width` and `height` as members.',
  message: ({ name }) => `A buffer has no \`.${name}\`.`,
  hint: () => 'It has `.width` and `.height`.',
});

export const callAsStatement = message<{ name: string; call?: string | undefined; form: string }>({
  code: 'PX0223',
  severity: 'error',
  about: 'A call with parentheses stands where a statement starts; it is a value, and goes behind SET.',
  message: ({ name }) => `\`${name}(…)\` cannot start a statement: operands have no parentheses around them.`,
  hint: ({ call, form }) =>
    call === undefined ? `The form is \`${form}\`.` : `Write \`${form}\`, or \`SET ${call}(…) → r\`.`,
});

export const elementAsResult = message<{ keyword: string; array: string }>({
  code: 'PX0224',
  severity: 'error',
  about: 'An element of an array stands behind the arrow of a statement other than STORE.',
  message: ({ keyword, array }) =>
    `\`${keyword}\` gives its result to a name, and \`${array}[…]\` is an element of an array.`,
  hint: ({ keyword, array }) =>
    keyword === 'SET'
      ? `Write \`STORE e → ${array}[…]\`.`
      : `Give the result a name, and write \`STORE name → ${array}[…]\` behind it.`,
});

export const oneIndex = message<{ array: string }>({
  code: 'PX0225',
  severity: 'error',
  about: 'An element of an array has more than one index.',
  message: ({ array }) => `\`${array}\` has one index, as every array.`,
  hint: ({ array }) => `Compute it from row and column: \`${array}[row * width + column]\`.`,
});

export const missingIndex = message<{ array: string }>({
  code: 'PX0226',
  severity: 'error',
  about: 'An array stands without an index where a statement reads or writes one element.',
  message: ({ array }) => `\`${array}\` has no index in brackets here, and one element is needed.`,
  hint: ({ array }) => `Write \`${array}[i]\`.`,
});

export const missingPath = message<{ keyword: string; form?: string | undefined }>({
  code: 'PX0222',
  severity: 'error',
  about: 'A statement that reads or writes a file names none.',
  message: ({ keyword }) => `\`${keyword}\` names no file.`,
  hint: (args) => form(args.form),
});
