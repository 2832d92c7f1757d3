// 200 000 mutated pixel programs from fixed seeds: each is refused in words or runs within its own pixels.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { fuzz, type Kind } from '../pixel-fuzz/fuzz.ts';

/** Inputs of each kind; `node --import tsx test/fuzz-pixels.mjs` goes on from other seeds for as long as it is let. */
const COUNTS: Readonly<Record<Kind, number>> = {
  program: 150_000,
  agreement: 30_000,
  legacy: 15_000,
  file: 15_000,
};
/** A batch makes so many inputs, so that a failure does not hide what comes behind it. */
const BATCH = 5000;
/** Bytes that reading and running small images may hold at once, the garbage of a batch included. */
const MEMORY = 512 * 2 ** 20;

const TITLES: Readonly<Record<Kind, string>> = {
  program: 'mutated version 1.1 programs are refused, or read and write their own arrays only',
  agreement: 'mutated version 1.1 programs do the same on both interpreters, or are refused',
  legacy:
    'mutated version 1.0 programs give in strict mode what they give in compat and what the second interpreter gives',
  file: 'mutated PNG files are refused, or are images within the limits',
};

const bytesHeld = (): number => {
  const { arrayBuffers, external } = process.memoryUsage();
  return arrayBuffers + external;
};

for (const kind of ['program', 'agreement', 'legacy', 'file'] as const) {
  const whole = { refused: 0, failed: 0, ran: 0 };
  for (let first = 0; first < COUNTS[kind]; first += BATCH)
    test(`${TITLES[kind]}: seeds ${first} to ${first + BATCH - 1}`, () => {
      // Other tests of the process may hold memory of their own.
      const before = bytesHeld();
      const verdicts = fuzz(kind, { first, count: BATCH });
      for (const verdict of ['refused', 'failed', 'ran'] as const) whole[verdict] += verdicts[verdict];
      const more = bytesHeld() - before;
      assert.ok(more < MEMORY, `${more} bytes more are held`);
    });
  test(`${kind}: enough of the mutated inputs are refused, and enough run`, () => {
    assert.is(whole.refused + whole.failed + whole.ran, COUNTS[kind]);
    assert.ok(whole.refused > COUNTS[kind] / 100 && whole.ran > COUNTS[kind] / 20, JSON.stringify(whole));
  });
}

test.run();
