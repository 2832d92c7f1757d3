// The example of docs/api.md for browsers does in one what the page says.
import { encodePng } from 'pxos/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { legacyImage } from '../legacy-images.ts';
import { pageCode } from '../page-code.ts';
import { inBrowser, serve } from './browser.ts';
import { bundleText } from './bundle.ts';

const test = suite('docs/api.md in a browser');
const browserTest = inBrowser(test);

const code = pageCode('api.md', 'browser');

const HTML = `<!doctype html>
<script type="importmap">{ "imports": { "pxos/browser": "/browser.js" } }</script>
<script type="module">
${code}
globalThis.done = result.size;
</script>`;

/** The sum of two matrices. */
const program = legacyImage(
  6,
  8,
  [['ADD', 1, 3, 5], ['HALT']],
  [
    { row: 1, rows: 1, columns: 3, elements: [1, 2, 3] },
    { row: 3, rows: 1, columns: 3, elements: [10, 20, 30] },
    { row: 5, rows: 1, columns: 3, elements: [0, 0, 0] },
  ],
);

browserTest('the example prints that both results are the same, and has a file in the end', async (page) => {
  const printed: string[] = [];
  page.on('console', (message) => void printed.push(message.text()));
  await serve(page, {
    '/index.html': HTML,
    '/browser.js': await bundleText(),
    '/program.pxi': encodePng(program),
  });
  await page.goto('http://localhost/index.html');
  await page.waitForFunction('globalThis.done');
  assert.equal(printed, ['true']);
  assert.ok(Number(await page.evaluate('done')) > 100);
});

test.run();
