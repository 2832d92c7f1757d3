// The script that goes on with a text: what it prints, and what it says about a mistake.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const root = fileURLToPath(new URL('../../', import.meta.url));

function generate(...args: readonly string[]) {
  const script = 'fixtures/pixel-llm/generate.ts';
  return spawnSync(process.execPath, ['--import', 'tsx', script, ...args], { cwd: root, encoding: 'utf8' });
}

test('a text goes on with words that fit, and the same seed gives the same text', () => {
  const first = generate('The small', '--words', '6', '--seed', '2');
  assert.is(first.status, 0, first.stderr);
  const [image, next, text, end] = first.stdout.split('\n');
  assert.is(image, 'bytes.pxi, 1024 × 161 pixels: version 1.0, bytes');
  assert.match(next ?? '', /^next: cat \d+ %, /);
  assert.is(text, 'the small otter purrs in the forest.');
  assert.is(end, '');
  assert.is(generate('the small', '--words', '6', '--seed', '2').stdout, first.stdout);
});

test('a word that the network does not have is named, without a stack trace', () => {
  const { status, stderr } = generate('the elephant');
  assert.is(status, 2);
  assert.match(stderr, /^The network has no word "elephant"\.\nnode /);
  assert.not.match(stderr, /\n\s+at /);
});

test('a wrong option and a wrong model are named, with the usage', () => {
  assert.match(generate('--wurds', '3').stderr, /--wurds[\s\S]*--words N/);
  assert.match(generate('--model', 'tiny').stderr, /^There is no model tiny\.\n/);
  assert.match(generate('--words', 'few').stderr, /^--words few is no number\.\n/);
});

test.run();
