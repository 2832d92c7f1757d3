// What the command line says of the steps of a run stays short however long the run is.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { stepLabels } from '../../core/cli/step-labels.ts';

test('steps that are equal and follow one another are told once, with their number', () => {
  assert.is(stepLabels(['scale']), 'scale');
  assert.is(stepLabels(['scale', 'add', 'add', 'scale']), 'scale, add ×2, scale');
});

test('a long run tells its first steps and how many follow', () => {
  const labels = Array.from({ length: 40 }, (_, k) => (k % 2 === 0 ? 'add' : 'scale'));
  const text = stepLabels([...labels, 'add']);
  assert.is(text.split(', ').length, 12);
  assert.ok(text.endsWith(' … and 29 more'), text);
});

test.run();
