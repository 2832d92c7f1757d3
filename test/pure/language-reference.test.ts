// The reference page lists every keyword and is what the tables say.
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { languageReference } from '../../core/language/reference.ts';
import { OPERATIONS, STATEMENTS } from '../../core/ops/index.ts';

const page = new URL('../../docs/language-reference.md', import.meta.url);

test('the reference page is up to date', () => {
  const text = languageReference();
  if (process.env.UPDATE_SNAPSHOTS === '1') writeFileSync(page, text);
  assert.is(readFileSync(page, 'utf8'), text);
});

test('every keyword has a line on the reference page', () => {
  const text = languageReference();
  for (const { keyword } of [...OPERATIONS, ...STATEMENTS])
    assert.match(text, new RegExp(`^\\| \`${keyword}\\b`, 'm'), keyword);
});

test('no keyword stands twice in one place', () => {
  const places = STATEMENTS.map(({ place, keyword }) => `${place} ${keyword}`);
  const all = [...places, ...OPERATIONS.map(({ keyword }) => `thread ${keyword}`)];
  assert.equal(
    all.filter((entry, index) => all.indexOf(entry) !== index),
    [],
  );
});

test.run();
