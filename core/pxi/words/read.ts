// Reads a version 1.1 program off its image: directory, table, records, code and steps, and what is no such thing.
import * as messages from '../../diagnostics/messages/pixel-structure.ts';
import { type PixelImage, wordsOf } from '../image.ts';
import { hexOf } from '../word-text.ts';
import { DIRECTORY, GUARD, KIND, MIN_WIDTH, MINOR, RECORD } from './directory.ts';
import { type BadInstruction, isBadInstruction, readInstruction } from './instruction.ts';
import { LIMITS } from './limits.ts';
import { NO_NAMES } from './names.ts';
import { Problems } from './problems.ts';
import type {
  ArrayRecord,
  CodeRecord,
  Instruction,
  PixelNames,
  PixelProgram,
  PixelRecord,
} from './program.ts';
import { readSteps } from './read-steps.ts';
import { inImage, type Reading, zero } from './reading.ts';

function readDirectory(reading: Reading): void {
  const { words, problems } = reading;
  const minor = words[2]! & 255;
  if (minor > MINOR) {
    problems.add(messages.needsMinor, 2, { minor, known: MINOR });
    // What a later version means by the rest is not known here.
    problems.throwIfAny();
  }
  if (minor === 0)
    problems.add(messages.strayBits, 2, { found: hexOf(words[2]!), what: 'the minor version' });
  zero(reading, 1, -1, 'the pixel that halts a 1.0 executor');
  zero(reading, 2, 0xff00fc00, 'the directory');
  if (((words[2]! >>> 16) & 255) > LIMITS.gas)
    problems.add(messages.strayBits, 2, { found: hexOf(words[2]!), what: 'the gas exponent, at most 31,' });
  zero(reading, 7, -1, 'the last pixel of the directory');
}

const what = (record: number, kind: CodeRecord['kind']): string =>
  `${kind === 'kernel' ? 'kernel' : 'function'} ${record}`;

function reportBad(reading: Reading, bad: BadInstruction, first: number, where: string): void {
  const { words, problems } = reading;
  const pixel = first + bad.pixel;
  const found = hexOf(words[pixel] ?? 0);
  if (bad.bad === 'opcode') problems.add(messages.unknownInstruction, pixel, { found, where });
  else if (bad.bad === 'bits')
    problems.add(messages.strayBits, pixel, { found, what: `the instruction of ${where}` });
  else if (bad.bad === 'extension') problems.add(messages.idleExtension, pixel, { where });
  else problems.add(messages.cutOff, pixel, { where });
}

function readCode(
  reading: Reading,
  { first, length, where }: { first: number; length: number; where: string },
): Instruction[] {
  const code: Instruction[] = [];
  const range = { end: first + length, origin: first };
  for (let at = first; at < range.end; ) {
    const read = readInstruction(reading.words, at, range);
    if (isBadInstruction(read)) {
      reportBad(reading, read, first, where);
      break;
    }
    code.push(read);
    at += read.pixels;
  }
  return code;
}

function readArray(words: Uint32Array, at: number, rows: number): ArrayRecord {
  const last = words[at + 3]!;
  return {
    kind: 'array',
    first: words[at]!,
    rows,
    columns: words[at + 2]!,
    type: last & 255,
    flags: (last >>> 8) & 255,
    aux: last >>> 16,
  };
}

class RecordReader {
  private readonly reading: Reading;
  /** Pixels of code so far: many records may share one code, which is read for each. */
  private code = 0;

  constructor(reading: Reading) {
    this.reading = reading;
  }

  read(record: number, at: number): PixelRecord | undefined {
    const { words, problems } = this.reading;
    const size = words[at + 1]! & 0xffffff;
    const kind = words[at + 1]! >>> 24;
    switch (kind) {
      case KIND.array:
        return readArray(words, at, size);
      case KIND.kernel:
        return this.readCode(record, { kind: 'kernel', at, length: size });
      case KIND.function:
        return this.readCode(record, { kind: 'function', at, length: size });
      default:
        problems.add(messages.unknownKind, at + 1, { record, kind });
        return undefined;
    }
  }

  private readCode(
    record: number,
    { kind, at, length }: { kind: CodeRecord['kind']; at: number; length: number },
  ): CodeRecord | undefined {
    const { words, problems } = this.reading;
    const where = what(record, kind);
    const first = words[at]!;
    const range = { first, count: length, what: `The code of ${where}`, pixel: at };
    if (!inImage(this.reading, range)) return undefined;
    this.code += length;
    if (length === 0 || this.code > LIMITS.code) {
      const args = { what: 'pixels of code in all', count: this.code, limit: LIMITS.code };
      problems.add(
        messages.badCount,
        at + 1,
        length === 0 ? { ...args, what: 'pixels of code', count: 0 } : args,
      );
      return undefined;
    }
    const low = words[at + 2]!;
    const high = words[at + 3]!;
    return {
      kind,
      first,
      length,
      registers: { int: low & 0xffff, uint: low >>> 16, float: high & 0xffff, bool: high >>> 16 },
      code: readCode(this.reading, { first, length, where }),
    };
  }
}

function readRecords(reading: Reading, first: number, count: number): (PixelRecord | undefined)[] {
  for (let pixel = first; pixel < first + RECORD; pixel++) zero(reading, pixel, -1, 'record 0');
  const reader = new RecordReader(reading);
  const records: (PixelRecord | undefined)[] = [undefined];
  for (let k = 1; k < count; k++) {
    records.push(reader.read(k, first + RECORD * k));
    if (reading.problems.full) break;
  }
  return records;
}

/** A count that must be 1 … limit. */
function counted(reading: Reading, pixel: number, limit: number, what: string): boolean {
  const count = reading.words[pixel]!;
  if (count >= 1 && count <= limit) return true;
  reading.problems.add(messages.badCount, pixel, { what, count, limit });
  return false;
}

/**
 * Reads the program of an image, as its pixels say it. Whether it means anything is for `validateProgram` to say.
 *
 * @param names what the chunk `pxNM` says; without it records and registers have no names
 * @throws PxosError PX1200–PX1210, each with the coordinates of its pixel
 */
export function readProgram(image: PixelImage, names: PixelNames = NO_NAMES): PixelProgram {
  const { width, height } = image;
  const words = wordsOf(image);
  const problems = new Problems(Math.max(1, width));
  const reading = { words, problems };
  if (width < MIN_WIDTH || words.length < DIRECTORY) problems.add(messages.tooNarrow, 0, { width, height });
  else if (words[0] !== GUARD) problems.add(messages.noGuard, 0, { found: hexOf(words[0]!) });
  problems.throwIfAny();
  readDirectory(reading);
  const [, , about = 0, tableFirst = 0, tableCount = 0, stepsFirst = 0, stepsLength = 0] = words;
  const tableFits =
    counted(reading, 4, LIMITS.records, 'records') &&
    inImage(reading, { first: tableFirst, count: RECORD * tableCount, what: 'The table', pixel: 3 });
  const stepsFit =
    counted(reading, 6, LIMITS.code, 'pixels of steps') &&
    inImage(reading, { first: stepsFirst, count: stepsLength, what: 'The list of steps', pixel: 5 });
  const records = tableFits ? readRecords(reading, tableFirst, tableCount) : [];
  const list = stepsFit ? readSteps(reading, stepsFirst, stepsLength) : [];
  problems.throwIfAny();
  return {
    width,
    height,
    minor: about & 255,
    flags: (about >>> 8) & 255,
    gas: (about >>> 16) & 255,
    table: { first: tableFirst, count: tableCount },
    steps: { first: stepsFirst, length: stepsLength, list },
    records,
    names,
  };
}
