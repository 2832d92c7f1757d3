// The page of all messages is what the catalogues of the core and of the built-in plugins say.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { catalogueEntries, errorReference } from '../../core/diagnostics/error-reference.ts';
import * as catalogues from '../../core/diagnostics/messages/index.ts';

const root = new URL('../../', import.meta.url);
const page = new URL('docs/errors.md', root);

/** The messages of the plugins that have some. */
async function pluginCatalogues(): Promise<readonly object[]> {
  const files = readdirSync(new URL('plugins/', root))
    .map((name) => new URL(`plugins/${name}/messages.ts`, root))
    .filter((file) => existsSync(file));
  return Promise.all(files.map(async (file) => (await import(file.href)) as object));
}

const entries = async () => catalogueEntries([...Object.values(catalogues), ...(await pluginCatalogues())]);

/** The first picture of each code. */
function pictures(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const file of readdirSync(new URL('fixtures/errors/', root)).sort())
    if (/^PX\d{4}.*\.txt$/.test(file) && !found.has(file.slice(0, 6)))
      found.set(file.slice(0, 6), `../fixtures/errors/${file}`);
  return found;
}

test('the page of all messages is up to date', async () => {
  const text = errorReference(await entries(), pictures());
  if (process.env.UPDATE_SNAPSHOTS === '1') writeFileSync(page, text);
  assert.is(readFileSync(page, 'utf8'), text);
});

test('no code belongs to two messages', async () => {
  const codes = (await entries()).map(({ code }) => code);
  assert.equal(
    codes.filter((code, index) => codes.indexOf(code) !== index),
    [],
  );
});

test('every code is PX and four digits, every entry a sentence', async () => {
  for (const { code, about } of await entries()) {
    assert.match(code, /^PX\d{4}$/);
    assert.match(about, /^[\p{Lu}`].*\.$/u, `${code}: ${about}`);
  }
});

test.run();
