// Every golden WGSL file, before two compilers that share no code: Dawn's and naga.
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { complaintsOf } from '../../plugins/emit-wgsl/validate.ts';
import { nagaComplaint } from '../naga.ts';

const root = new URL('../../fixtures/', import.meta.url);
const goldens = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.wgsl'))
  .sort();

test('there are golden files', () => {
  assert.ok(goldens.length > 0);
});

for (const path of goldens)
  test(`naga and Dawn accept ${path.replaceAll('\\', '/')}`, async () => {
    const code = readFileSync(new URL(path, root), 'utf8');
    assert.is(nagaComplaint(code), undefined);
    const complaints = await complaintsOf(code);
    if (complaints === undefined) console.log('  Dawn is not installed: only naga checked');
    assert.equal(complaints ?? [], []);
  });

test.run();
