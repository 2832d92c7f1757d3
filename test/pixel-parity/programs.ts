// The random programs that executors are compared on: a seed gives an image and how it is to be run.
import { encodeProgram, type PixelImage, type PixelProgram, toPixelForm } from 'pxos/core';
import { isFloatType } from '../../core/pxi/words/flags.ts';
import type { Laboratory } from '../differential.ts';
import { randomLegacyImage } from '../random/legacy-image.ts';
import { placeAnywhere } from '../random/pixels/place.ts';
import { randomPixelProgram } from '../random/pixels/program.ts';
import { randomProgram } from '../random/program.ts';
import { Random } from '../random/random.ts';

/**
 * Where a program comes from.
 *
 * - `records`: version 1.1, made of records and instructions, placed anywhere
 * - `text`: version 1.1, encoded from a random text of the language
 * - `legacy`: version 1.0, right or wrong, strict or as old executors ran it, of both dialects
 */
export type Source = 'records' | 'text' | 'legacy';
export const SOURCES: readonly Source[] = ['records', 'text', 'legacy'];

/** An image and how it runs. */
export interface ParityCase {
  readonly title: string;
  readonly image: PixelImage;
  readonly compat: boolean;
  readonly dialect: '1.0' | '0.0.2';
}

/** One in so many programs of records has barriers, which the interpreter on the device does not run. */
const BARRIERS = 0.15;
const WRITABLE = 2;

/** Whether a program may write floats: their last bits are the target's where the operation table leaves them open. */
const writesFloats = ({ records }: PixelProgram): boolean =>
  records.some((record) => record?.kind === 'array' && record.flags & WRITABLE && isFloatType(record.type));

const strict = (title: string, image: PixelImage): ParityCase => ({
  title,
  image,
  compat: false,
  dialect: '1.0',
});

function ofRecords(seed: number): ParityCase {
  const random = new Random(seed);
  const hasBarriers = random.chance(BARRIERS);
  const { image } = placeAnywhere(randomPixelProgram(random, { hasBarriers }), random);
  return strict(`records ${seed}`, image);
}

/** Texts with floats have every operation of the table: those whose results are floats are judged elsewhere, by intervals. */
async function ofText(seed: number, laboratory: Laboratory): Promise<ParityCase | undefined> {
  const { text, inputs, sizes, settings, threads, usesDouble } = randomProgram(seed);
  // Doubles have no pixel form.
  if (usesDouble) return undefined;
  const { compiled, prepared } = await laboratory.prepare(text, {
    in: Object.fromEntries(Object.entries(inputs).map(([name, bytes]) => [name, { bytes }])),
    size: sizes,
    set: settings,
    ...(threads !== undefined && { threads }),
  });
  const { program, image } = encodeProgram(toPixelForm(compiled.program, prepared));
  return writesFloats(program) ? undefined : strict(`text ${seed}`, image);
}

function ofLegacy(seed: number): ParityCase {
  const random = new Random(seed);
  const compat = random.chance(0.4);
  const dialect = random.chance(0.8) ? '1.0' : '0.0.2';
  const title = `legacy ${seed}${compat ? ' --compat' : ''}${dialect === '1.0' ? '' : ` --dialect ${dialect}`}`;
  return { title, image: randomLegacyImage(random), compat, dialect };
}

/** The program of a seed; none where the seed gives one that cannot be compared byte for byte. */
export async function parityCase(
  source: Source,
  seed: number,
  laboratory: Laboratory,
): Promise<ParityCase | undefined> {
  switch (source) {
    case 'records':
      return ofRecords(seed);
    case 'text':
      return ofText(seed, laboratory);
    case 'legacy':
      return ofLegacy(seed);
  }
}
