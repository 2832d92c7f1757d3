// Lays a program out: chooses the size of its image and a place for each part, and writes everything there.
import { PxosError } from '../../diagnostics/index.ts';
import * as messages from '../../diagnostics/messages/pixel-structure.ts';
import { createImage, type PixelImage, wordsOf } from '../image.ts';
import { MAX_HEIGHT, MAX_PIXELS, MAX_WIDTH } from '../png/limits.ts';
import { arrayPixels, elementsOf, writeElements } from './arrays.ts';
import { DIRECTORY, MIN_WIDTH, MINOR, RECORD } from './directory.ts';
import { MATRIX_R } from './element-codes.ts';
import { flagsOf } from './flags.ts';
import { LIMITS } from './limits.ts';
import { NO_NAMES } from './names.ts';
import { type LooseInstruction, placeInstructions } from './place.ts';
import type { ArrayRecord, CodeRecord, PixelNames, PixelProgram, PixelRecord, PixelStep } from './program.ts';
import { type LooseStep, writeProgram, writeStep } from './write.ts';

/** An array without a place; `data` has the bytes of its elements, row-major and little endian, zeros when left out. */
export interface LooseArray extends Omit<ArrayRecord, 'first'> {
  readonly data?: Uint8Array | undefined;
}

/** A kernel or function without a place; distances in its instructions are filled in. */
export interface LooseCode extends Omit<CodeRecord, 'first' | 'length' | 'code'> {
  readonly code: readonly LooseInstruction[];
}

export interface LooseProgram {
  /** Exponent of the gas limit; 0 stands for 24. */
  readonly gas?: number | undefined;
  /** Record 1 upward: functions before those that call them. */
  readonly records: readonly (LooseArray | LooseCode)[];
  /** HALT is the last one. */
  readonly steps: readonly LooseStep[];
  readonly names?: PixelNames | undefined;
}

/** The width of an image that is about as wide as high: a power of two. */
function widthFor(pixels: number): number {
  let width = MIN_WIDTH;
  while (width < MAX_WIDTH && width * width < pixels) width *= 2;
  return width;
}

type Code = ReturnType<typeof placeInstructions>;

/** Pixels that a part takes, by the width; a 1.0 matrix depends on it. */
const pixelsOf = (record: LooseArray | LooseCode, code: Code | undefined, width: number): number =>
  record.kind === 'array' ? arrayPixels(record, width) : code!.length;

function placeSteps(loose: readonly LooseStep[]): { readonly list: PixelStep[]; readonly length: number } {
  const list: PixelStep[] = [];
  let pixel = 0;
  for (const step of loose) {
    list.push({ ...step, pixel });
    pixel += writeStep(step).length;
  }
  return { list, length: pixel };
}

export interface LayoutOptions {
  /** Pixels in a row of the image. */
  readonly width?: number | undefined;
  /** What messages say that the program comes from. */
  readonly file?: string | undefined;
}

/**
 * Puts a program into an image of its own: table, steps, then the records one after the other. The same parts give the
 * same image, always. The flags float and ordered are worked out.
 *
 * @param options.width in pixels, at least 8; left out, the power of two that makes the image about square
 * @throws PxosError PX1216 when the program is larger than an image may be
 */
export function layOut(
  loose: LooseProgram,
  options: LayoutOptions = {},
): { readonly program: PixelProgram; readonly image: PixelImage } {
  const { file } = options;
  const refuseTooLarge = (what: string, needed: number, limit: number): void => {
    if (needed > limit) throw new PxosError(messages.tooLarge({ what, count: needed, limit }, { file }));
  };
  const codes = loose.records.map((record) =>
    record.kind === 'array' ? undefined : placeInstructions(record.code),
  );
  const steps = placeSteps(loose.steps);
  const count = loose.records.length + 1;
  refuseTooLarge('records', count, LIMITS.records);
  refuseTooLarge('pixels of steps', steps.length, LIMITS.code);
  refuseTooLarge(
    'pixels of code',
    codes.reduce((sum, code) => sum + (code?.length ?? 0), 0),
    LIMITS.code,
  );
  const stepsFirst = DIRECTORY + RECORD * count;
  const sizeFor = (width: number): number =>
    loose.records.reduce(
      (sum, record, k) => sum + pixelsOf(record, codes[k], width),
      stepsFirst + steps.length,
    );
  const width = Math.max(MIN_WIDTH, options.width ?? widthFor(sizeFor(MAX_WIDTH)));
  let next = stepsFirst + steps.length;
  const records: (PixelRecord | undefined)[] = [undefined];
  loose.records.forEach((record, k) => {
    // A 1.0 matrix begins in column 0.
    if (record.kind === 'array' && record.type === MATRIX_R) next = Math.ceil(next / width) * width;
    records.push(placed(record, codes[k], next));
    next += pixelsOf(record, codes[k], width);
  });
  refuseTooLarge('columns', width, MAX_WIDTH);
  refuseTooLarge('pixels', next, Math.min(MAX_PIXELS, width * MAX_HEIGHT));
  const program: PixelProgram = {
    width,
    height: Math.ceil(next / width),
    minor: MINOR,
    flags: flagsOf({ records, steps: loose.steps }),
    gas: loose.gas ?? 0,
    table: { first: DIRECTORY, count },
    steps: { first: stepsFirst, ...steps },
    records,
    names: loose.names ?? NO_NAMES,
  };
  return { program, image: imageOf(program, loose) };
}

function placed(record: LooseArray | LooseCode, code: Code | undefined, first: number): PixelRecord {
  if (record.kind !== 'array') return { ...record, first, length: code!.length, code: code!.code };
  const { kind, rows, columns, type, flags, aux } = record;
  return { kind, first, rows, columns, type, flags, aux };
}

function imageOf(program: PixelProgram, loose: LooseProgram): PixelImage {
  const image = createImage(program.width, program.height);
  const words = wordsOf(image);
  writeProgram(program, image);
  loose.records.forEach((record, k) => {
    const array = program.records[k + 1];
    if (record.kind !== 'array' || array?.kind !== 'array') return;
    // A 1.0 matrix says its shape in its header pixel as well.
    if (array.type === MATRIX_R) words[array.first] = (array.columns & 0xffff) | (array.rows << 16);
    if (record.data && elementsOf(record) > 0) writeElements(words, array, program.width, record.data);
  });
  return image;
}
