// Puts the parts of a program anywhere into an image: in any order, with noise between and around them, some over others.
import {
  createImage,
  type LooseArray,
  type LooseCode,
  type LooseProgram,
  MATRIX_R,
  NO_NAMES,
  type PixelImage,
  type PixelProgram,
  type PixelRecord,
  type PixelStep,
  placeInstructions,
  wordsOf,
  writeElements,
  writeProgram,
  writeStep,
} from '../../../core/pxi/index.ts';
import { arrayPixels } from '../../../core/pxi/words/arrays.ts';
import { CHANGING, DIRECTORY, RECORD } from '../../../core/pxi/words/directory.ts';
import { flagsOf, isFloatType } from '../../../core/pxi/words/flags.ts';
import type { Random } from '../random.ts';

interface Part {
  readonly pixels: number;
  /** A 1.0 matrix begins in column 0. */
  readonly isAligned: boolean;
  first: number;
}

const WIDTHS = [8, 9, 13, 16, 31, 64, 257];
const MOST_GAP = 5;

function shuffle<T>(list: T[], random: Random): void {
  for (let k = list.length - 1; k > 0; k--) {
    const other = random.integer(0, k);
    [list[k], list[other]] = [list[other]!, list[k]!];
  }
}

/** Constant integers may lie over anything that does not change: over code, for instance. */
// An array of three u32 may be a grid, which noise would make large.
const mayLieOver = ({ flags, type, rows, columns }: LooseArray): boolean =>
  (flags & CHANGING) === 0 &&
  type !== MATRIX_R &&
  !isFloatType(type) &&
  !(type === 0x02 && rows * columns === 3);

function recordAt(record: LooseArray | LooseCode, first: number): PixelRecord {
  if (record.kind !== 'array') {
    const { code, length } = placeInstructions(record.code);
    return { ...record, first, code, length };
  }
  const { kind, rows, columns, type, flags, aux } = record;
  return { kind, rows, columns, type, flags, aux, first };
}

/** Writes the parts of a program into an image of random width, everything at a random place. */
export function placeAnywhere(
  loose: LooseProgram,
  random: Random,
): { readonly image: PixelImage; readonly program: PixelProgram } {
  const width = random.pick(WIDTHS);
  const records = loose.records.map((record) => recordAt(record, 0));
  const steps: PixelStep[] = [];
  let length = 0;
  for (const step of loose.steps) {
    steps.push({ ...step, pixel: length });
    length += writeStep(step).length;
  }
  const table: Part = { pixels: RECORD * (records.length + 1), isAligned: false, first: 0 };
  const stepPart: Part = { pixels: length, isAligned: false, first: 0 };
  const over = new Set<number>();
  const parts = records.map((record, k): Part => {
    const source = loose.records[k]!;
    if (source.kind === 'array' && mayLieOver(source) && random.chance(0.15)) over.add(k);
    return {
      pixels: record.kind === 'array' ? arrayPixels(record, width) : record.length,
      isAligned: record.kind === 'array' && record.type === MATRIX_R,
      first: 0,
    };
  });
  const order = [table, stepPart, ...parts.filter((_part, k) => !over.has(k))];
  shuffle(order, random);
  let next = DIRECTORY;
  for (const part of order) {
    next += random.chance(0.5) ? random.integer(0, MOST_GAP) : 0;
    if (part.isAligned) next = Math.ceil(next / width) * width;
    part.first = next;
    next += part.pixels;
  }
  // What lies over something else: over the steps, the table or code, and a little beyond if that is noise or constant.
  const constant = [table, stepPart, ...parts.filter((_part, k) => records[k]?.kind !== 'array')];
  for (const k of over) {
    const part = parts[k]!;
    const under = random.pick(constant);
    if (part.pixels <= under.pixels) part.first = under.first + random.integer(0, under.pixels - part.pixels);
    else {
      over.delete(k);
      part.first = next;
      next += part.pixels;
    }
  }
  const height = Math.ceil(next / width) + random.integer(0, 2);
  const image = createImage(width, height);
  const words = wordsOf(image);
  for (let at = 0; at < words.length; at++) words[at] = random.bits();
  const program: PixelProgram = {
    width,
    height,
    minor: 1,
    flags: flagsOf({ records: [undefined, ...records], steps: loose.steps }),
    gas: loose.gas ?? 0,
    table: { first: table.first, count: records.length + 1 },
    steps: { first: stepPart.first, length, list: steps },
    records: [undefined, ...records.map((record, k) => ({ ...record, first: parts[k]!.first }))],
    names: NO_NAMES,
  };
  writeProgram(program, image);
  loose.records.forEach((record, k) => {
    const array = program.records[k + 1];
    if (record.kind !== 'array' || array?.kind !== 'array' || over.has(k)) return;
    if (array.type === MATRIX_R) words[array.first] = (array.columns & 0xffff) | (array.rows << 16);
    if (record.data) writeElements(words, array, width, record.data);
  });
  return { image, program };
}
