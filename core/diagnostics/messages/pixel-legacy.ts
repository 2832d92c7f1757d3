// Messages about pixel programs of version 1.0: what strict mode refuses, what it warns of, and the layout of matrices (PX1100–PX1199).
import { message } from '../catalog.ts';

/** A matrix as messages name it. */
interface Named {
  readonly rows: number;
  readonly columns: number;
  /** Image row where it begins. */
  readonly row: number;
}

/** Opcodes of dialect 0.2: the first letters of the operations, `H` to `M`, and of what it never had. */
const LETTERS: ReadonlySet<number> = new Set([...'HDARM@B'].map((letter) => letter.charCodeAt(0)));
/** What to ask about an image that does not begin like a program. */
const IS_IT_ONE =
  'Is it a pixel program? An editor that changes colours, or multiplies them with alpha, destroys one: get the file from its source again.';
const named = ({ rows, columns, row }: Named): string => `${rows} × ${columns} matrix at row ${row}`;
const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

// ------------------------------------------------------------------------------------------------ before the run

export const unknownOpcode = message<{ opcode: number; isFirst: boolean }>({
  code: 'PX1100',
  severity: 'error',
  about: 'An instruction of a version 1.0 program has an opcode above 4.',
  message: ({ opcode }) => `Version 1.0 has no opcode ${opcode}.`,
  hint: ({ opcode, isFirst }) => {
    if (LETTERS.has(opcode))
      return `Opcodes that are letters, here \`${String.fromCharCode(opcode)}\`, are of dialect 0.2, which computes with floats and is not run here. With \`--compat\` the instruction is skipped, as old executors do.`;
    return isFirst
      ? `${IS_IT_ONE} With \`--compat\` instructions of no opcode are skipped, as old executors do.`
      : `Opcodes are 0 HALT, 1 DOT_RGB, 2 ADD, 3 RELU and 4 MATMUL. With \`--compat\` the instruction is skipped, as old executors do.`;
  },
});

export const rowOutside = message<{ operation: string; operand: string; row: number; height: number }>({
  code: 'PX1101',
  severity: 'error',
  about: 'An operand of a version 1.0 instruction names a row below the image.',
  message: ({ operation, operand, row, height }) =>
    `${operation} names row ${row} as ${operand}, and the image has ${counted(height, 'row')}.`,
  hint: ({ height }) =>
    `${height > 1 ? `Matrices begin at rows 1 to ${Math.min(255, height - 1)}. ` : ''}With \`--compat\` the instruction is skipped, as old executors do.`,
});

export const programRow = message<{ operation: string; operand: string; writes: boolean }>({
  code: 'PX1102',
  severity: 'error',
  about: 'An operand of a version 1.0 instruction is row 0, which holds the program.',
  message: ({ operation, operand, writes }) =>
    `${operation} would ${writes ? 'overwrite' : 'read'} row 0, the program, as ${operand}.`,
  hint: () => 'Matrices begin at row 1. With `--compat` row 0 is used like any other.',
});

export const overlap = message<{ operand: string; result: Named; other: Named }>({
  code: 'PX1103',
  severity: 'error',
  about: 'The result of a MATMUL shares image rows with one of its operands.',
  message: ({ operand, result, other }) =>
    `MATMUL writes a ${named(result)} over ${operand}, the ${named(other)}.`,
  hint: () => 'Give the result rows of its own: written while it is read, the product depends on the order.',
});

export const shapeMismatch = message<{ left: Named; right: Named }>({
  code: 'PX1104',
  severity: 'error',
  about: 'The operands of a MATMUL do not fit: columns of the first, rows of the second.',
  message: ({ left, right }) =>
    `MATMUL of the ${named(left)} and the ${named(right)}: ${counted(left.columns, 'column')} and ${counted(right.rows, 'row')} do not meet.`,
  hint: () =>
    `Check the headers, the pixels of column 0. With \`--compat\` the instruction is skipped, as old executors do.`,
});

export const truncatedMatrix = message<{
  operand: string;
  matrix: Named;
  last: number;
  height: number;
  isVector?: boolean;
}>({
  code: 'PX1105',
  severity: 'error',
  about: 'A version 1.0 matrix goes on below the last row of the image.',
  message: ({ operand, matrix, last, height }) =>
    Number.isFinite(last)
      ? `The ${named(matrix)}, ${operand}, goes on to row ${last}, and the image has ${counted(height, 'row')}.`
      : `The ${named(matrix)}, ${operand}, has no place in an image of one column.`,
  hint: ({ isVector }) =>
    `Check the header, the pixel of column 0, or get the whole file.${isVector ? ' Vectors of older files have no headers: `--dialect 0.0.2`.' : ''}`,
});

export const oneColumn = message({
  code: 'PX1106',
  severity: 'error',
  about: 'An image is one pixel wide: a version 1.0 matrix has no place beside its header.',
  message: () => 'The image is one pixel wide, so that no matrix has a place beside its header.',
  hint: () => 'A version 1.0 program is at least two pixels wide.',
});

export const noHalt = message<{ looked: number }>({
  code: 'PX1107',
  severity: 'error',
  about: 'A version 1.0 program does not halt: it ends with its row, or after 1024 steps.',
  message: ({ looked }) =>
    `There is no HALT in the ${looked === 1 ? 'one pixel' : `first ${looked} pixels`} of row 0.`,
  hint: () => 'End the program with a pixel of opcode 0. With `--compat` it stops there all the same.',
});

export const addSpansRows = message<{ operand: string; matrix: Named; fits: number }>({
  code: 'PX1108',
  severity: 'error',
  about: 'An ADD of version 1.0 has a matrix that goes on in further image rows, which ADD never reaches.',
  message: ({ operand, matrix, fits }) =>
    `ADD works on one image row, and ${operand}, the ${named(matrix)}, has more than ${fits} elements.`,
  hint: () => 'Use a wider image. With `--compat` only the first image row is added.',
});

// ------------------------------------------------------------------------------------------------ at the instruction

export const dotTooLarge = message<{ sum: number }>({
  code: 'PX1109',
  severity: 'error',
  about: 'The sum of a DOT_RGB does not fit its 16 bits.',
  message: ({ sum }) => `DOT_RGB sums to ${sum}, and its result has 16 bits: at most 65535.`,
  hint: () => 'Use smaller elements. With `--compat` the sum wraps.',
});

export const zeroColumn = message<{
  operation: string;
  a: number;
  b: number;
  column: number;
  behind: number;
}>({
  code: 'PX1110',
  severity: 'error',
  about: 'Two vectors of version 1.0 are both zero in a column before their last: it ends them.',
  message: ({ operation, a, b, column, behind }) =>
    `${operation} ends at column ${column}, where rows ${a} and ${b} are both zero, and column ${behind} still holds data.`,
  hint: () =>
    'A pixel with any channel above 0 is no end: set B of one of the two. With `--compat` the rest is left out.',
});

// ------------------------------------------------------------------------------------------------ warnings

export const vectorShapes = message<{ operation: string; left: Named; right: Named }>({
  code: 'PX1120',
  severity: 'warning',
  about: 'The two vectors of a DOT_RGB or ADD of version 1.0 have headers of different shapes.',
  message: ({ operation, left, right }) => `${operation} takes the ${named(left)} and the ${named(right)}.`,
  hint: () => 'It goes on while one of the two has a pixel that is not zero; give both the same header.',
});

export const noVectorHeader = message<{ operation: string; operand: string; row: number }>({
  code: 'PX1121',
  severity: 'warning',
  about: 'A vector of a DOT_RGB or ADD of version 1.0 has no header; files of dialect 0.0.2 have none.',
  message: ({ operation, operand, row }) =>
    `Row ${row}, ${operand} of ${operation}, begins with no header: it says 0 rows or columns.`,
  hint: () => 'Version 1.0 leaves column 0 out. If it holds data, the file is older: `--dialect 0.0.2`.',
});

export const dotSpansRows = message<{ operand: string; matrix: Named; fits: number }>({
  code: 'PX1122',
  severity: 'warning',
  about: 'A DOT_RGB of version 1.0 has a matrix that goes on in further image rows, which it never reaches.',
  message: ({ operand, matrix, fits }) =>
    `DOT_RGB works on one image row, and ${operand}, the ${named(matrix)}, has more than ${fits} elements.`,
  hint: () => 'Use a wider image, or MATMUL.',
});

export const noProgram = message<object>({
  code: 'PX1123',
  severity: 'info',
  about: 'An image that is read as version 1.0 begins with a HALT, as photos and damaged programs may.',
  message: () => 'The first pixel is a HALT, so nothing runs, and the image holds more than that.',
  hint: () => IS_IT_ONE,
});

// ------------------------------------------------------------------------------------------------ layout

export const matrixOutside = message<Named & { last: number; height: number }>({
  code: 'PX1130',
  severity: 'error',
  about: 'A version 1.0 matrix that is to be read or written does not fit in the image.',
  message: ({ last, height, ...matrix }) =>
    `A ${named(matrix)} needs rows ${matrix.row} to ${last}, and the image has ${counted(height, 'row')}.`,
  hint: () => 'Matrices begin at row 1; `rowsNeeded` says how many rows to keep for each.',
});

export const matrixShape = message<{ rows: number; columns: number; elements: number }>({
  code: 'PX1131',
  severity: 'error',
  about: 'The shape of a version 1.0 matrix that is to be written does not fit its header or its elements.',
  message: ({ rows, columns, elements }) =>
    `A matrix of ${rows} × ${columns} cannot be written from ${counted(elements, 'element')}.`,
  hint: () =>
    'Rows and columns are whole numbers from 0 to 65535, and their product is the number of elements.',
});

export const tooNarrow = message<{ width: number; needed: number }>({
  code: 'PX1132',
  severity: 'error',
  about: 'An image is too narrow for a version 1.0 matrix.',
  message: ({ width, needed }) =>
    `A matrix of this layout needs ${needed} columns, and the image has ${width}.`,
  hint: () => 'Use a wider image.',
});

export const rowNotNameable = message<{ name: string; row: number }>({
  code: 'PX1133',
  severity: 'error',
  about: 'A matrix would begin at a row above 255, which no version 1.0 instruction can name.',
  message: ({ name, row }) =>
    `The matrix \`${name}\` would begin at row ${row}; an instruction names rows up to 255.`,
  hint: () => 'Use a wider image, so that every matrix takes fewer rows.',
});

export const notQuantizable = message<{ reason: string }>({
  code: 'PX1134',
  severity: 'error',
  about: 'Numbers cannot be quantised to eight bits, or their scale cannot be read.',
  message: ({ reason }) => `The matrix cannot be quantised: ${reason}.`,
  hint: () =>
    'Every number is finite, and so are the distance of the largest and the smallest and 255 divided by it.',
});
