// The figures about the small network: the table of the README, and what it is measured by.
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { evaluate, tableOf } from '../../fixtures/pixel-llm/evaluation.ts';
import { SENTENCES, tokenOf, VOCABULARY } from '../../fixtures/pixel-llm/grammar.ts';
import { optimum } from '../../fixtures/pixel-llm/optimum.ts';
import { largestSum, toSigned } from '../../fixtures/pixel-llm/quantize.ts';
import { randomFrom } from '../../fixtures/pixel-llm/random.ts';
import { README, withTable } from '../../fixtures/pixel-llm/readme.ts';
import { CONTEXT, momentsOf, NOTHING } from '../../fixtures/pixel-llm/text.ts';
import { readWeights } from '../../fixtures/pixel-llm/weights.ts';

const near = (a: number, b: number, distance: number): boolean => Math.abs(a - b) <= distance;

test('the table of the README is what the evaluation gives', () => {
  const text = readFileSync(README, 'utf8');
  assert.is(withTable(text, tableOf(evaluate())), text);
});

test('the words of the language are different tokens, and the column without a bias is none of them', () => {
  assert.is(new Set(VOCABULARY).size, VOCABULARY.length);
  assert.ok(VOCABULARY.length <= NOTHING);
  for (const [token, word] of VOCABULARY.entries()) assert.is(tokenOf(word), token);
});

test('the probabilities of sentences sum to 1, and so do those of the words at each place', () => {
  const sum = (numbers: readonly { readonly probability: number }[]): number =>
    numbers.reduce((total, { probability }) => total + probability, 0);
  assert.ok(near(sum(SENTENCES), 1, 1e-12));
  for (const { slots } of SENTENCES) for (const choices of slots) assert.ok(near(sum(choices), 1, 1e-12));
});

test('the best prediction is how often words come next in text', () => {
  const { contexts, next, length } = momentsOf(randomFrom(5), 40_000);
  const followers = new Map<string, number[]>();
  for (let at = 0; at < length; at += 1) {
    const context = contexts.subarray(CONTEXT * at, CONTEXT * (at + 1)).join(' ');
    const seen = followers.get(context);
    if (seen) seen.push(next[at]!);
    else followers.set(context, [next[at]!]);
  }
  const frequent = [...followers].sort(([, a], [, b]) => b.length - a.length);
  const amidText = frequent.find(([context]) => !context.split(' ').includes(`${NOTHING}`));
  for (const [context, tokens] of [...frequent.slice(0, 4), amidText!]) {
    const best = optimum(context.split(' ').map(Number));
    const sum = best.reduce((a, b) => a + b);
    assert.ok(near(sum, 1, 1e-12));
    for (const token of new Set(tokens)) {
      const share = tokens.filter((other) => other === token).length / tokens.length;
      const probability = best[token]!;
      // Five standard deviations of a share that is counted, and the smallest share that there can be.
      const deviation = Math.sqrt((probability * (1 - probability)) / tokens.length);
      assert.ok(near(share, probability, 5 * deviation + 1 / tokens.length), `${context}: ${token}`);
    }
  }
});

test('no sum of the network with integers can leave 32 bits, whatever the context', () => {
  assert.ok(largestSum(toSigned(readWeights('floats'))) < 2 ** 31);
});

test.run();
