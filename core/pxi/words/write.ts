// Writes a version 1.1 program into an image at the positions that the program states: directory, table, steps and code.
import { PxosError } from '../../diagnostics/index.ts';
import { tooLarge } from '../../diagnostics/messages/pixel-structure.ts';
import { type PixelImage, wordsOf } from '../image.ts';
import { GUARD, KIND, RECORD } from './directory.ts';
import { writeInstruction } from './instruction.ts';
import { EXT } from './opcodes.ts';
import type { PixelProgram, PixelRecord, PixelStep } from './program.ts';
import { MATRIX_STEPS, STEP } from './steps.ts';

/** What a record says in fewer than 32 bits, and how many of them. */
const widthsOf = (record: PixelRecord): readonly (readonly [what: string, value: number, bits: number])[] =>
  record.kind === 'array'
    ? [
        ['rows', record.rows, 24],
        ['bits in its type', record.type, 8],
        ['bits in its flags', record.flags, 8],
        ['as the record that belongs to it', record.aux, 16],
      ]
    : [
        ['pixels of code', record.length, 24],
        ...Object.entries(record.registers).map(([bank, count]) => [`${bank} registers`, count, 16] as const),
      ];

/** A field that its bits cannot hold would change what the record says elsewhere. */
function refuseOverflow(record: PixelRecord, number: number): void {
  for (const [what, count, bits] of widthsOf(record))
    if (count >= 2 ** bits)
      throw new PxosError(tooLarge({ what: `${what} in record ${number}`, count, limit: 2 ** bits - 1 }));
}

function writeRecord(words: Uint32Array, at: number, record: PixelRecord): void {
  words[at] = record.first;
  if (record.kind === 'array') {
    words[at + 1] = record.rows | (KIND.array << 24);
    words[at + 2] = record.columns;
    words[at + 3] = record.type | (record.flags << 8) | (record.aux << 16);
    return;
  }
  const { int, uint, float, bool } = record.registers;
  words[at + 1] = record.length | (KIND[record.kind] << 24);
  words[at + 2] = int | (uint << 16);
  words[at + 3] = float | (bool << 16);
}

/** An operation with up to three fields, and its EXT where one of them needs more than a byte. */
function fields(op: number, ...values: readonly number[]): number[] {
  const [g = 0, b = 0, a = 0] = values;
  const join = (low: number, of: (value: number) => number): number =>
    (low | (of(g) << 8) | (of(b) << 16) | (of(a) << 24)) >>> 0;
  const word = join(op, (value) => value & 255);
  const extension = join(EXT, (value) => value >>> 8);
  return extension === EXT ? [word] : [extension, word];
}

const MATRIX_CODES = new Map([...MATRIX_STEPS].map(([code, name]) => [name, code]));

/**
 * The words of a step.
 *
 * @example
 * writeStep({ kind: 'copy', from: 1, to: 2, count: 5 }) // [0x00020181, 5]
 */
export function writeStep(step: LooseStep): number[] {
  switch (step.kind) {
    case 'halt':
      return [STEP.halt];
    case 'matrix': {
      const { op, operands, result } = step;
      return fields(MATRIX_CODES.get(op)!, ...operands, ...(op === 'relu' ? [] : [result]));
    }
    case 'dispatch': {
      const { kernel, grid, indirect, block, parameters } = step;
      const head = fields(STEP.dispatch, kernel, parameters.length, indirect ? 1 : 0);
      return [...head, ...grid, ...block, ...parameters];
    }
    case 'copy':
      return [...fields(STEP.copy, step.from, step.to), step.count];
  }
}

type Loose<S> = S extends unknown ? Omit<S, 'pixel'> : never;
/** A step that has no place yet. */
export type LooseStep = Loose<PixelStep>;

/**
 * Writes everything but the elements of arrays, which `writeElements` writes; other pixels stay as they are.
 *
 * @throws PxosError PX1216 when a record has a number that its bits cannot hold
 * @throws RangeError when instructions or steps do not lie where the program says
 */
export function writeProgram(program: PixelProgram, image: PixelImage): void {
  const words = wordsOf(image);
  const { table, steps } = program;
  const put = (at: number, made: readonly number[], end: number): void => {
    if (at + made.length > Math.min(end, words.length))
      throw new RangeError(`${made.length} words at pixel ${at} do not fit before pixel ${end}`);
    words.set(made, at);
  };
  const directory = [table.first, table.count, steps.first, steps.length, 0];
  const about = program.minor | (program.flags << 8) | (program.gas << 16);
  put(0, [GUARD, 0, about, ...directory], words.length);
  words.fill(0, table.first, table.first + RECORD);
  program.records.forEach((record, k) => {
    if (!record) return;
    refuseOverflow(record, k);
    writeRecord(words, table.first + RECORD * k, record);
    if (record.kind === 'array') return;
    for (const { pixel, op, operands } of record.code)
      put(record.first + pixel, writeInstruction(op, operands), record.first + record.length);
  });
  for (const step of steps.list) put(steps.first + step.pixel, writeStep(step), steps.first + steps.length);
  // `wordsOf` copies pixels that are not aligned.
  if (words.buffer !== image.pixels.buffer) image.pixels.set(new Uint8Array(words.buffer));
}
