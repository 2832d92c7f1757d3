// Which step of a program an executor went wrong at, found from the images that it leaves.
import {
  changesOf,
  differingPixels,
  firstWriterOf,
  type PixelImage,
  type StepOutline,
  type TracedStep,
} from '../../pxi/index.ts';

/** The step that is to blame. */
export interface FirstFault {
  readonly step: StepOutline;
  /**
   * True when the executor was seen to leave another image behind this step, and none before. Else it is the earliest step
   * that was the last to write a pixel that differs in the end.
   */
  readonly isExact: boolean;
}

type Trace = AsyncIterator<TracedStep, unknown, void>;

/** Runs two traces side by side up to the first step behind which their images differ. */
export async function firstDifferentStep(wanted: Trace, got: Trace): Promise<FirstFault | undefined> {
  for (;;) {
    const [right, other] = [await wanted.next(), await got.next()];
    if (right.done || other.done) return undefined;
    if (changesOf(right.value.image, other.value.image).count > 0)
      return { step: right.value, isExact: true };
  }
}

/** The step of a trace that wrote what differs in the end. */
export async function lastingWriter(
  wanted: Trace,
  [right, other]: readonly [PixelImage, PixelImage],
): Promise<FirstFault | undefined> {
  const steps: StepOutline[] = [];
  for (let next = await wanted.next(); !next.done; next = await wanted.next()) steps.push(next.value);
  const step = firstWriterOf(steps, differingPixels(right, other));
  return step && { step, isExact: false };
}
