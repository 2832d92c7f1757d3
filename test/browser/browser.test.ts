// What the other tests here rely on: the browser has WebGPU, workers and checksums on localhost and in files, and says what fails.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { inBrowser, serve } from './browser.ts';

const test = suite('the browser');
const browserTest = inBrowser(test);

const PAGE = '<!doctype html><title>A page</title>';

/** What a page, and a worker from a Blob of it, can do: the same text in both. */
const LOOK = `Promise.resolve(navigator.gpu.requestAdapter()).then((adapter) => ({
  adapter: adapter !== null,
  digest: typeof crypto.subtle.digest,
  streams: typeof DecompressionStream,
}))`;
const WORKER = `new Promise((resolve, reject) => {
  const worker = new Worker(URL.createObjectURL(new Blob([${JSON.stringify(`${LOOK}.then(postMessage)`)}])));
  worker.onmessage = ({ data }) => resolve(data);
  worker.onerror = ({ message }) => reject(new Error(message));
})`;

const abilities = async (page: Page) => ({
  page: await page.evaluate(LOOK),
  worker: await page.evaluate(WORKER),
});

const ABLE = { adapter: true, digest: 'function', streams: 'function' };

browserTest('a page of localhost has WebGPU, and so has its worker', async (page) => {
  await serve(page, { '/index.html': PAGE });
  await page.goto('http://localhost/index.html');
  assert.is(await page.title(), 'A page');
  assert.equal(await abilities(page), { page: ABLE, worker: ABLE });
});

browserTest('a file has WebGPU, and so has its worker', async (page) => {
  const folder = mkdtempSync(join(tmpdir(), 'pxos-page-'));
  try {
    writeFileSync(join(folder, 'page.html'), PAGE);
    await page.goto(pathToFileURL(join(folder, 'page.html')).href);
    assert.equal(await abilities(page), { page: ABLE, worker: ABLE });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.run();
