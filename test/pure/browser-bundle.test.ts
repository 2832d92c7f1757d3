// `pxos/browser` is one file that needs nothing: no other file, no global of Node, no more bytes than a page can afford; Node can load it, too.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { transform } from 'esbuild';
import type * as browser from 'pxos/browser';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { bundleText } from '../browser/bundle.ts';

/** Globals of Node that no page has. */
const GLOBALS = [
  'process',
  'Buffer',
  'global',
  'require',
  'module',
  '__dirname',
  '__filename',
  'setImmediate',
];

/** Those of them that a text uses: esbuild replaces free names, and neither words nor properties. */
async function globalsIn(code: string): Promise<readonly string[]> {
  const define = Object.fromEntries(GLOBALS.map((name) => [name, `FREE_${name}`]));
  const replaced = (await transform(code, { define })).code;
  return GLOBALS.filter((name) => new RegExp(`\\bFREE_${name}\\b`).test(replaced));
}

test('free names of Node are found, words and properties are not', async () => {
  assert.equal(await globalsIn('const a = { process: "Buffer" }; a.process; Buffer.from(a)'), ['Buffer']);
});

test('the bundle is one file without imports and without globals of Node', async () => {
  const code = await bundleText();
  assert.equal(await globalsIn(code), []);
  assert.not.match(code, /["'`]node:/);
});

test('the bundle is as large as its page says', async () => {
  const code = await bundleText();
  const [size, packed] = [Buffer.byteLength(code), gzipSync(code).length];
  console.log(`  pxos/browser: ${size} bytes, ${packed} with gzip`);
  const page = readFileSync(new URL('../../plugins/browser/README.md', import.meta.url), 'utf8');
  const [, stated, statedPacked] = /(\d+) kB, (\d+) kB with gzip/.exec(page) ?? [];
  assert.ok(
    Math.abs(size / 1000 / Number(stated) - 1) < 0.1,
    `${size} bytes, and the page says ${stated} kB`,
  );
  assert.ok(
    Math.abs(packed / 1000 / Number(statedPacked) - 1) < 0.1,
    `${packed} bytes, and the page says ${statedPacked} kB`,
  );
});

test('Node loads the bundle, and runs an image with it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pxos-bundle-'));
  try {
    const file = join(folder, 'browser.mjs');
    writeFileSync(file, await bundleText());
    const { openImage, runImage, saveImage, hashOf }: typeof browser = await import(pathToFileURL(file).href);
    const bytes = readFileSync(new URL('../../fixtures/pixel-llm/signed.pxi', import.meta.url));
    const opened = await openImage(bytes, { file: 'signed.pxi' });
    assert.equal(opened.diagnostics, []);
    const compiled = await runImage(opened, { runner: 'cpu' });
    const interpreted = await runImage(opened, { runner: 'cpu', interpret: true });
    const hash = await hashOf(compiled.image);
    assert.is(hash, await hashOf(interpreted.image));
    assert.is.not(hash, await hashOf(opened.image));
    const saved = await saveImage(compiled.image, { names: opened.names });
    assert.is(await hashOf((await openImage(saved)).image), hash);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.run();
