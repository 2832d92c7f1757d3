// The examples of docs/api.md do what the page says, and its tables name the options that there are.
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { run } from '../../plugins/index.ts';
import { executePage } from '../page-code.ts';
import { withFiles } from '../pure/command-line.ts';

const page = readFileSync(new URL('../../docs/api.md', import.meta.url), 'utf8');
const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8').replaceAll('\r\n', '\n');
const scale = /<<'PX'\n([\s\S]*?)PX\n/.exec(readme)?.[1] ?? '';

/** Executes an example beside the kernel of the README. */
const example = (mark: string) =>
  withFiles({ 'scale.px': scale }, async (folder) => {
    const before = process.cwd();
    process.chdir(folder);
    try {
      return (await executePage('api.md', mark, { text: scale })).printed;
    } finally {
      process.chdir(before);
    }
  });

test('the example of run prints what the page says', async () => {
  assert.equal(await example('run'), [[[2, 4, 7]], ['cpu']]);
});

test('the example of build names its artifacts', async () => {
  assert.equal(await example('build'), [[true, ['cuda: scale.cu', 'wgsl: scale.wgsl']]]);
});

test('the example of compile prints the IR', async () => {
  const [[printed] = []] = await example('compile');
  assert.match(String(printed), /kernel scale/);
});

test('the page names every option of run', async () => {
  const options: object = JSON.parse('{"entirely": 1}');
  const { diagnostics } = await run('a.px', options);
  const known = [...(diagnostics[0]?.hint ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name);
  assert.ok(known.length > 10);
  assert.equal(
    known.filter((name) => !page.includes(`\`${name}\``)),
    [],
  );
});

test.run();
