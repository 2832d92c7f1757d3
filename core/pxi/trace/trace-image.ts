// Runs the program of an image step by step and tells what each step did: on the interpreter, or on any executor that runs
// single steps.
import { createImage, type PixelImage } from '../image.ts';
import { type InterpretedImage, type InterpretImageOptions, stepImage } from '../interpret-image.ts';
import type { StepRange } from '../step-range.ts';
import { changesOf, type PixelChanges, takeOver } from './changes.ts';
import { outlinesOf, type StepOutline } from './outline.ts';

/** A step that has just run. */
export interface TracedStep extends StepOutline {
  /** Pixels whose bits changed. */
  readonly changed: PixelChanges;
  /** The image as it is now; later steps change it. */
  readonly image: PixelImage;
}

function copyOf({ width, height, pixels }: PixelImage): PixelImage {
  const copy = createImage(width, height);
  copy.pixels.set(pixels);
  return copy;
}

/**
 * Interprets an image and tells each step as it has run. The image that is given stays as it is.
 *
 * @throws PxosError as `interpretImage`, behind the steps that ran before
 * @example
 * for (const { index, text, changed } of traceImage(image, {})) console.log(index, text, changed.count)
 */
export function* traceImage(
  image: PixelImage,
  options: InterpretImageOptions = {},
): Generator<TracedStep, InterpretedImage, void> {
  const steps = stepImage(image, options);
  const outlines = outlinesOf(image, options);
  const before = copyOf(image);
  for (let next = steps.next(); ; next = steps.next()) {
    if (next.done) return next.value;
    const { index, image: now } = next.value;
    const outline = outlines.at(index, before);
    const changed = changesOf(before, now);
    takeOver(before, now, changed);
    if (outline) yield { ...outline, changed, image: now };
  }
}

/** Runs some steps of a program on an image that the steps before them have left, and gives the image behind them. */
export type StepRunner = (image: PixelImage, steps: StepRange) => Promise<PixelImage>;

/**
 * Runs an image on an executor, one step after the other, and tells each as it has run. All state of a program lies in its
 * image, so this is what the executor does with the whole program. Gives the resulting image in the end.
 *
 * @throws PxosError what reading and judging the program throws, and what the executor throws
 */
export async function* traceSteps(
  image: PixelImage,
  run: StepRunner,
  options: InterpretImageOptions = {},
): AsyncGenerator<TracedStep, PixelImage, void> {
  const outlines = outlinesOf(image, options);
  const [from, to] = options.steps ?? [0, outlines.count];
  let before = image;
  for (let index = from; index < to; index++) {
    const outline = outlines.at(index, before);
    if (!outline) break;
    const now = await run(before, [index, index + 1]);
    const changed = changesOf(before, now);
    before = now;
    yield { ...outline, changed, image: now };
    if (outline.halts) break;
  }
  return before;
}
