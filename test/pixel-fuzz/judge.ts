// What must hold for every input of the fuzzer, right or wrong: no crash, no hang, nothing read or written outside.
import {
  arrayPixels,
  createImage,
  decodePng,
  executeLegacy,
  interpret,
  isPxosError,
  knownVersion,
  limitsOf,
  loadProgram,
  type PixelImage,
  type PixelProgram,
  wordsOf,
} from 'pxos/core';
import { execute } from '../../fixtures/pxi-conformance/interpreter.mjs';
import { Random } from '../random/random.ts';

/** What became of an input. */
export type Verdict = 'refused' | 'failed' | 'ran';

/** No mutated program of these sizes needs a tenth of it; only one that hangs does. */
const TIMEOUT = 20_000;
const TIME_LIMIT = 'PX0795';
const THREADS = 4096;
const WRITABLE = 2;
const FLOAT = 1;

/** Runs something that may fail as users are told of failures, and in no other way. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!isPxosError(error)) throw error;
    const hang = error.diagnostics.some(({ code }) => code === TIME_LIMIT);
    if (hang) throw new Error(`A mutated program did not end: ${error.message}`);
    for (const { code, message } of error.diagnostics)
      if (!/^PX1\d{3}$/.test(code) || message.includes('undefined') || message.includes('NaN'))
        throw new Error(`A message that says nothing: ${code} ${message}`);
    return undefined;
  }
}

/** Which pixels something of the program covers, and which of them it may change. */
export function coverage(
  program: PixelProgram,
  pixels: number,
): { covered: Uint8Array; writable: Uint8Array } {
  const covered = new Uint8Array(pixels);
  const writable = new Uint8Array(pixels);
  covered.fill(1, 0, 8);
  const { table, steps, records, width } = program;
  covered.fill(1, table.first, table.first + 4 * table.count);
  covered.fill(1, steps.first, steps.first + steps.length);
  for (const record of records) {
    if (!record) continue;
    const count = record.kind === 'array' ? arrayPixels(record, width) : record.length;
    covered.fill(1, record.first, record.first + count);
    if (record.kind === 'array' && record.flags & WRITABLE)
      writable.fill(1, record.first, record.first + count);
  }
  return { covered, writable };
}

/** The image with some more rows, and noise in every pixel that nothing covers. */
export function surrounded(image: PixelImage, covered: Uint8Array, random: Random): PixelImage {
  const result = createImage(image.width, image.height + 2);
  result.pixels.set(image.pixels);
  const words = wordsOf(result);
  for (let at = 0; at < words.length; at++) if (!covered[at]) words[at] = random.bits();
  return result;
}

/**
 * Judges a version 1.1 program. If it is valid it runs twice, amid different noise: what it leaves must be the same, and the
 * noise untouched. A read or write outside its arrays would show.
 */
export function judgeProgram(image: PixelImage, seed: number): Verdict {
  const program = attempt(() => (knownVersion(image) === '1.1' ? loadProgram(image) : undefined));
  if (!program) return 'refused';
  const { covered, writable } = coverage(program, image.pixels.length >> 2);
  const results = [0, 1].map((k) => {
    const around = surrounded(image, covered, new Random(2 * seed + k));
    const before = around.pixels.slice();
    const run = attempt(() => interpret(loadProgram(around), around, { timeout: TIMEOUT, threads: THREADS }));
    if (Buffer.compare(before, around.pixels) !== 0) throw new Error('The image that was given is changed.');
    if (!run) return undefined;
    if (run.width !== around.width || run.height !== around.height || run.pixels.length !== before.length)
      throw new Error('The image has another size.');
    const [now, then] = [wordsOf(run), wordsOf({ ...around, pixels: before })];
    for (let at = 0; at < now.length; at++)
      if (!writable[at] && now[at] !== then[at])
        throw new Error(`Pixel ${at} was written, and no array has it.`);
    return now.filter((_, at) => covered[at] === 1);
  });
  const [first, second] = results;
  if ((first === undefined) !== (second === undefined))
    throw new Error('The result depends on pixels outside.');
  if (!first || !second) return 'failed';
  if (first.some((word, at) => word !== second[at])) throw new Error('The result depends on pixels outside.');
  return 'ran';
}

/** The pixels that the second interpreter makes, or `undefined` when it refuses. */
function secondOpinion(
  image: PixelImage,
  options: { compat?: boolean; dialect?: string } = {},
): Uint8Array | undefined {
  try {
    return execute(image, options).pixels;
  } catch (error) {
    if (error instanceof Error && 'reason' in error) return undefined;
    throw error;
  }
}

function compare(first: PixelImage | undefined, second: Uint8Array | undefined): void {
  if ((first === undefined) !== (second === undefined))
    throw new Error('One of the two interpreters refuses.');
  if (first && second && Buffer.compare(first.pixels, second) !== 0)
    throw new Error('The two interpreters give different pixels.');
}

/** Judges a version 1.1 program without floats, whose NaNs may differ: if it is valid, both interpreters do the same. */
export function judgeAgreement(image: PixelImage): Verdict {
  const program = attempt(() => (knownVersion(image) === '1.1' ? loadProgram(image) : undefined));
  if (!program || program.flags & FLOAT) return 'refused';
  const first = attempt(() => interpret(program, image, { timeout: TIMEOUT, threads: THREADS }));
  if (!first && threadsOf(program) > THREADS) return 'failed';
  compare(first, secondOpinion(image));
  return first ? 'ran' : 'failed';
}

/** Threads of all stated grids; those of indirect ones are not known. */
function threadsOf({ steps }: PixelProgram): number {
  const product = (list: readonly number[]): number => list.reduce((a, b) => a * b, 1);
  let total = 0;
  for (const step of steps.list)
    if (step.kind === 'dispatch')
      total += step.indirect ? Number.POSITIVE_INFINITY : product(step.grid) * product(step.block);
  return total;
}

/**
 * Judges a version 1.0 program in both modes: where strict mode runs it, compat gives the same pixels, and the second
 * interpreter gives what this one does.
 */
export function judgeLegacy(image: PixelImage, dialect: '1.0' | '0.0.2'): Verdict {
  const before = image.pixels.slice();
  const [strict, compat] = [false, true].map((isCompat) =>
    attempt(() => executeLegacy(image, { compat: isCompat, dialect }).image),
  );
  if (Buffer.compare(before, image.pixels) !== 0) throw new Error('The image that was given is changed.');
  for (const result of [strict, compat])
    if (
      result &&
      (result.width !== image.width ||
        result.height !== image.height ||
        result.pixels.length !== before.length)
    )
      throw new Error('The image has another size.');
  for (const [isCompat, result] of [
    [false, strict],
    [true, compat],
  ] as const)
    compare(result, secondOpinion(image, { compat: isCompat, dialect }));
  if (strict && !compat) throw new Error('Strict mode runs what compat refuses.');
  if (strict && compat && Buffer.compare(strict.pixels, compat.pixels) !== 0)
    throw new Error('Strict mode and compat give different pixels.');
  return strict ? 'ran' : compat ? 'failed' : 'refused';
}

/** Most pixels that a file of the fuzzer may make. */
const PIXELS = 2 ** 16;

/** Judges a file: it is refused, or it is an image within the limits. */
export function judgeFile(file: Buffer): Verdict {
  const read = attempt(() => decodePng(file, { limits: limitsOf(PIXELS) }));
  if (!read) return 'refused';
  const { width, height, pixels } = read.image;
  if (pixels.length !== 4 * width * height || width * height > PIXELS)
    throw new Error('An image that is no image, or beyond the limits.');
  return 'ran';
}
