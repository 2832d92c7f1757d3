// Version ranges as plugins write them in `requires`.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { satisfies } from '../../core/pipeline/version-range.ts';

const INSIDE: readonly (readonly [version: string, range: string])[] = [
  ['0.1.0', '^0.1.0'],
  ['0.1.9', '^0.1.0'],
  ['1.9.0', '^1.2.3'],
  ['0.0.3', '^0.0.3'],
  ['0.5.0', '^0'],
  ['1.2.9', '~1.2.3'],
  ['1.9.9', '~1'],
  ['1.2.3', '1.2.3'],
  ['1.2.3', '=1.2.3'],
  ['1.2.3', '1.2'],
  ['1.2.3', '1.x'],
  ['1.2.3', '*'],
  ['1.2.3', ''],
  ['1.2.3', '>=1.0 <2'],
  ['1.2.3', '>= 1.0.0'],
  ['1.2.3', '1.0.0 - 1.3.0'],
  ['2.0.0', '<=2'],
  ['2.0.1', '<=2'],
  ['3.0.0', '^1 || ^3'],
  ['1.2.3-beta.1', '^1.2.0'],
];

const OUTSIDE: readonly (readonly [version: string, range: string])[] = [
  ['0.2.0', '^0.1.0'],
  ['2.0.0', '^1.2.3'],
  ['1.2.2', '^1.2.3'],
  ['0.0.4', '^0.0.3'],
  ['1.3.0', '~1.2.3'],
  ['1.2.4', '1.2.3'],
  ['2.0.0', '>=1.0 <2'],
  ['1.2.9', '>1.2'],
  ['2.0.0', '^1 || ^3'],
];

for (const [version, range] of INSIDE)
  test(`${version} is in "${range}"`, () => assert.is(satisfies(version, range), true));
for (const [version, range] of OUTSIDE)
  test(`${version} is not in "${range}"`, () => assert.is(satisfies(version, range), false));
for (const range of ['new', '1.2.3.4', '^^1', '>', 'latest || 1'])
  test(`"${range}" is no range`, () => assert.is(satisfies('1.2.3', range), undefined));

test.run();
