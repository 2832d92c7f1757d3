// Checks the arrays of a program: types, shapes and flags, that they lie in the image, and that what changes lies alone.
import * as rules from '../../../diagnostics/messages/pixel-rules.ts';
import * as structure from '../../../diagnostics/messages/pixel-structure.ts';
import { arrayPixels, elementsOf } from '../arrays.ts';
import { CHANGING, DIRECTORY, FLAG, RECORD } from '../directory.ts';
import { elementOfCode, MATRIX_R } from '../element-codes.ts';
import { LIMITS } from '../limits.ts';
import type { Problems } from '../problems.ts';
import type { ArrayRecord, PixelProgram } from '../program.ts';

const ALL_FLAGS = FLAG.readable | FLAG.writable | FLAG.input | FLAG.output | FLAG.setting;

interface Range {
  readonly first: number;
  readonly end: number;
  readonly changing: boolean;
  readonly what: string;
}

/** Checks one array; its range when the image has it. */
function checkArray(
  program: PixelProgram,
  problems: Problems,
  record: number,
  array: ArrayRecord,
): Range | undefined {
  const { width, height } = program;
  const pixel = program.table.first + RECORD * record;
  const { first, rows, columns, type, flags, aux } = array;
  const what = `Array ${record}`;
  const count = elementsOf(array);
  if (elementOfCode(type) === undefined) {
    problems.add(rules.unknownElement, pixel + 3, { what, type: type.toString(16).padStart(2, '0') });
    return undefined;
  }
  if ((flags & ~ALL_FLAGS) !== 0)
    problems.add(structure.strayBits, pixel + 3, { found: `flags ${flags}`, what: `array ${record}` });
  if (count < 1 || count > LIMITS.elements) {
    problems.add(rules.arrayShape, pixel + 1, { record, rows, columns });
    return undefined;
  }
  if ((flags & FLAG.setting) !== 0 && count !== 1)
    problems.add(rules.settingSize, pixel + 3, { record, count });
  if (aux !== 0 && program.records[aux]?.kind !== 'array')
    problems.add(rules.wrongRecord, pixel + 3, { record: aux, wanted: 'an array' });
  if (type === MATRIX_R && first % width !== 0) problems.add(rules.matrixColumn, first, { record });
  const end = first + arrayPixels(array, width);
  const pixels = width * height;
  if (first < DIRECTORY || end > pixels) {
    problems.add(structure.outsideImage, pixel, { what, first, end, pixels });
    return undefined;
  }
  return { first, end, changing: (flags & CHANGING) !== 0, what };
}

/** Reports each range that shares a pixel with one that may change. */
function checkOverlaps(problems: Problems, ranges: Range[]): void {
  ranges.sort((a, b) => a.first - b.first || a.end - b.end);
  let last: Range | undefined;
  let lastChanging: Range | undefined;
  for (const range of ranges) {
    const other = range.changing && last && last.end > range.first ? last : lastChanging;
    if (other && other.end > range.first)
      problems.add(rules.sharedPixel, range.first, { one: other.what, other: range.what });
    if (!last || range.end > last.end) last = range;
    if (range.changing && (!lastChanging || range.end > lastChanging.end)) lastChanging = range;
  }
}

/** Checks every array of the program. */
export function checkArrays(program: PixelProgram, problems: Problems): void {
  const { table, steps } = program;
  const ranges: Range[] = [
    { first: table.first, end: table.first + RECORD * table.count, changing: false, what: 'The table' },
    { first: steps.first, end: steps.first + steps.length, changing: false, what: 'The steps' },
  ];
  program.records.forEach((record, k) => {
    if (!record) return;
    if (record.kind === 'array') {
      const range = checkArray(program, problems, k, record);
      if (range) ranges.push(range);
      return;
    }
    const { first, length, kind } = record;
    const what = kind === 'kernel' ? `Kernel ${k}` : `Function ${k}`;
    ranges.push({ first, end: first + length, changing: false, what });
  });
  checkOverlaps(problems, ranges);
}
