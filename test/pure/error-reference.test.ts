// The page of all messages is what the catalogues of the core and of the built-in plugins say, and each message has a picture.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { catalogueEntries, errorReference } from '../../core/diagnostics/error-reference.ts';
import * as catalogues from '../../core/diagnostics/messages/index.ts';
import { codeOfName, PICTURE_FOLDERS, pictureFolder } from '../pictures.ts';

const root = new URL('../../', import.meta.url);
const page = new URL('docs/errors.md', root);

/** The messages of the plugins that have some. */
async function pluginCatalogues(): Promise<readonly object[]> {
  const files = readdirSync(new URL('plugins/', root))
    .map((name) => new URL(`plugins/${name}/messages.ts`, root))
    .filter((file) => existsSync(file));
  return Promise.all(
    files.map(async (file) => {
      const { messages }: { messages?: object } = await import(file.href);
      assert.ok(messages, `${file.pathname} exports its catalogue as \`messages\``);
      return messages;
    }),
  );
}

const entries = async () => catalogueEntries([...Object.values(catalogues), ...(await pluginCatalogues())]);

/** The paths of the pictures below `fixtures/`, by code. */
function picturesByCode(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const folder of PICTURE_FOLDERS)
    for (const file of readdirSync(pictureFolder(folder)).sort()) {
      const code = codeOfName(file);
      if (code === undefined || !file.endsWith('.txt')) continue;
      found.set(code, [...(found.get(code) ?? []), `${folder}/${file}`]);
    }
  return found;
}

/** The first picture of each code, as the page names it. */
const examples = (): ReadonlyMap<string, string> =>
  new Map([...picturesByCode()].map(([code, [first]]) => [code, `../fixtures/${first}`]));

/** Messages without a picture, each with the reason. */
const WITHOUT_PICTURE: Readonly<Record<string, string>> = {};

test('the page of all messages is up to date', async () => {
  const text = errorReference(await entries(), examples());
  if (process.env.UPDATE_SNAPSHOTS === '1') writeFileSync(page, text);
  assert.is(readFileSync(page, 'utf8'), text);
});

test('every message has a picture that shows it with its severity', async () => {
  const pictures = picturesByCode();
  const unseen = (await entries()).filter(({ code, severity }) =>
    (pictures.get(code) ?? []).every(
      (path) => !readFileSync(new URL(`fixtures/${path}`, root), 'utf8').includes(`${severity} ${code}: `),
    ),
  );
  assert.equal(
    unseen.map(({ code }) => code),
    Object.keys(WITHOUT_PICTURE),
  );
});

test('no picture shows a code that no catalogue has', async () => {
  const known = new Set((await entries()).map(({ code }) => code));
  assert.equal(
    [...picturesByCode().keys()].filter((code) => !known.has(code)),
    [],
  );
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
