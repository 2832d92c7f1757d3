// The training of the small network: it can be repeated to the bit, and its slopes are slopes.
import { createHash } from 'node:crypto';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { networkOf, PARTS, SIZES } from '../../fixtures/pixel-llm/network.ts';
import { randomFrom } from '../../fixtures/pixel-llm/random.ts';
import { momentsOf } from '../../fixtures/pixel-llm/text.ts';
import { exponential } from '../../fixtures/pixel-llm/training/exponential.ts';
import { FLOATS } from '../../fixtures/pixel-llm/training/floats.ts';
import { learner } from '../../fixtures/pixel-llm/training/learner.ts';
import { RECIPES } from '../../fixtures/pixel-llm/training/recipes.ts';
import { train } from '../../fixtures/pixel-llm/training/train-network.ts';
import { encodeWeights } from '../../fixtures/pixel-llm/weights.ts';

const HASHES = {
  floats: '88c671b367534ea5ac53375ebee658db816a9e5f47a26d1b01fa33b00b55274e',
  bytes: '59ffef202986d2f9c45e18b6f28f6439996c3218131c98ad31a5955b09a89847',
};

for (const name of ['floats', 'bytes'] as const) {
  test(`ten steps of the training of ${name} give the same weights each time, to the bit`, () => {
    const { arithmetic, schedule } = RECIPES[name];
    const weights = encodeWeights(train(arithmetic, { ...schedule, steps: 10, batch: 4 }));
    assert.is(createHash('sha256').update(weights).digest('hex'), HASHES[name]);
  });
}

test('training makes text less surprising', () => {
  const { arithmetic, schedule } = RECIPES.floats;
  const seen: number[] = [];
  train(arithmetic, { ...schedule, steps: 500, batch: 2, progress: (_, surprise) => seen.push(surprise) });
  assert.is(seen.length, 2);
  assert.ok(seen[1]! < seen[0]! && seen[0]! < Math.log(1024), seen.join(' '));
});

test('the slopes are how the surprise changes when a number does', () => {
  const random = randomFrom(3);
  const numbers = networkOf((part) => FLOATS.initial(part, random));
  const slopes = networkOf((part) => new Float64Array(SIZES[part]));
  const learn = learner(numbers, slopes, FLOATS);
  const moments = momentsOf(random, 8);
  learn(moments, 7);
  const STEP = 1e-5;
  for (const part of PARTS) {
    const steepest = slopes[part].reduce(
      (best, slope, i) => (Math.abs(slope) > Math.abs(slopes[part][best]!) ? i : best),
      0,
    );
    const slope = slopes[part][steepest]!;
    const value = numbers[part][steepest]!;
    const [below, above] = [value - STEP, value + STEP].map((moved) => {
      numbers[part][steepest] = moved;
      return learner(
        numbers,
        networkOf((of) => new Float64Array(SIZES[of])),
        FLOATS,
      )(moments, 7);
    });
    numbers[part][steepest] = value;
    const measured = (above! - below!) / (2 * STEP);
    assert.ok(
      Math.abs(measured - slope) < 1e-6 * Math.max(1, Math.abs(slope)),
      `${part}: ${slope}, ${measured}`,
    );
  }
});

test('the exponential of additions and multiplications is the exponential', () => {
  for (let x = 0; x > -79; x -= 0.37)
    assert.ok(Math.abs(exponential(x) / Math.exp(x) - 1) < 1e-10, `at ${x}`);
  assert.is(exponential(0), 1);
  assert.is(exponential(-1000), 0);
});

test.run();
