// Takes the steps of a program one by one and reports what each changed, as long as memory allows.
import { forPage, hashOf, openImage, traceImage, wordsOf } from 'pxos/browser';
import { bytesOfDelta, deltaOf } from '../model/delta.ts';
import { MOST_BYTES, MOST_STEPS } from './limits.ts';
import type { FileInput, Tell, TracedReport } from './messages.ts';

export async function traceJob(
  { name, bytes, reading }: FileInput,
  tell: Tell,
  limits = { bytes: MOST_BYTES, steps: MOST_STEPS },
): Promise<void> {
  const { image, names } = await openImage(bytes, { ...reading, file: name });
  const before = wordsOf(image).slice();
  const steps = traceImage(image, { ...reading, file: name, names });
  let [taken, kept] = [0, 0];
  for (;;) {
    const start = performance.now();
    const { done, value } = steps.next();
    const milliseconds = performance.now() - start;
    if (done) return tell({ kind: 'traced', diagnostics: value.warnings.map(forPage), limit: undefined });
    const after = wordsOf(value.image);
    const { first, last } = value.changed;
    const range =
      first === undefined || last === undefined ? ([0, 0] as const) : ([first, last + 1] as const);
    const delta = deltaOf(before, after, range);
    kept += bytesOfDelta(delta);
    const limit: TracedReport['limit'] =
      kept > limits.bytes ? 'memory' : taken >= limits.steps ? 'steps' : undefined;
    if (limit) return tell({ kind: 'traced', diagnostics: [], limit });
    before.set(after.subarray(...range), range[0]);
    const { index, pixel, text, operands, written, changed } = value;
    const hash = await hashOf(value.image);
    tell(
      {
        kind: 'step',
        index,
        pixel,
        text,
        operands,
        written,
        changed: changed.count,
        delta,
        hash,
        milliseconds,
      },
      [delta.runs.buffer, delta.flips.buffer],
    );
    taken++;
  }
}
