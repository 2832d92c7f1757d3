// One headless Chromium with WebGPU for a test file; where there is none, its tests are skipped and the reason is printed once.
import { type Browser, chromium, type Page } from 'playwright-core';
import type { uvu } from 'uvu';
import * as assert from 'uvu/assert';
import { browsers, type FoundBrowser } from './chromium.ts';

/** A software adapter is no adapter for Chromium unless it is asked for one. */
const FLAGS = ['--no-sandbox', '--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];
/** What stands at a path of `http://localhost/`; the type follows from the path's extension. */
export type Site = Readonly<Record<string, string | Uint8Array>>;

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  pxi: 'image/png',
};

function start({ path, libraries }: FoundBrowser): Promise<Browser> {
  const { LD_LIBRARY_PATH: own } = process.env;
  const folders = [own, libraries].filter((folder) => folder !== undefined).join(':');
  return chromium.launch({
    executablePath: path,
    args: FLAGS,
    env: { ...process.env, ...(folders && { LD_LIBRARY_PATH: folders }) },
  });
}

/** The first browser that starts, or why none does. */
async function choose(): Promise<FoundBrowser | string> {
  const reasons: string[] = [];
  for (const found of browsers()) {
    if ('missing' in found) {
      reasons.push(found.missing);
      continue;
    }
    try {
      const browser = await start(found);
      await browser.close();
      return found;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (process.env['PXOS_BROWSER']) throw new Error(`PXOS_BROWSER does not start: ${message}`);
      reasons.push(`${found.path} does not start: ${message.split('\n')[0]}`);
    }
  }
  return reasons.length > 0
    ? reasons.join('; ')
    : 'there is no chromium or google-chrome on the PATH, and PXOS_BROWSER names none.';
}

const chosen = await choose();
if (typeof chosen === 'string') console.log(`  skipping the tests that need a browser: ${chosen}`);

/** Answers requests to `http://localhost/` from a site; the query is of no importance. */
export async function serve(page: Page, site: Site): Promise<void> {
  await page.route('http://localhost/**', async (route) => {
    const path = new URL(route.request().url()).pathname;
    const contents = site[path];
    if (contents === undefined) return route.fulfill({ status: 404, body: `There is no ${path}.` });
    const contentType = TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
    return route.fulfill({
      body: typeof contents === 'string' ? contents : Buffer.from(contents),
      contentType,
    });
  });
}

/** Registers a test that gets a page of its own; where there is no browser it is counted as skipped. */
export type BrowserTest = (title: string, run: (page: Page) => Promise<void>) => void;

/**
 * Tests of a suite in one browser, which starts with the first of them and ends with the suite. A test also fails when its
 * page throws what nobody catches, and when it takes longer than so many minutes: one that hangs must not hold up the others.
 * `http://localhost/` (see `serve`) and files both have `navigator.gpu`, in the page and in workers from Blob URLs.
 *
 * @example
 * const test = suite('view page');
 * const browserTest = inBrowser(test);
 * browserTest('the page has a title', async (page) => {
 *   await serve(page, { '/view.html': '<title>pxOS</title>' });
 *   await page.goto('http://localhost/view.html');
 *   assert.is(await page.title(), 'pxOS');
 * });
 * test.run();
 */
export function inBrowser<T>(suite: uvu.Test<T>, { minutes = 5 } = {}): BrowserTest {
  let browser: Promise<Browser> | undefined;
  suite.after(async () => {
    await (await browser)?.close();
  });
  return (title, run) => {
    const test = async (): Promise<void> => {
      if (typeof chosen === 'string') throw new Error(chosen);
      browser ??= start(chosen);
      const context = await (await browser).newContext();
      const page = await context.newPage();
      const uncaught: string[] = [];
      page.on('pageerror', (error) => uncaught.push(error.stack ?? error.message));
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(
          () => reject(new Error(`The page took longer than ${minutes} minutes.`)),
          minutes * 60_000,
        );
      });
      try {
        await Promise.race([run(page), late]);
        assert.equal(uncaught, [], 'what the page throws');
      } finally {
        clearTimeout(timer);
        await context.close();
      }
    };
    if (typeof chosen === 'string') suite.skip(title, test);
    else suite(title, test);
  };
}
