// The pages of the repository: every plugin has one, and what a page points to is there.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { root, sources } from './sources.ts';

const read = (path: string): string => readFileSync(join(root, path), 'utf8').replaceAll('\r\n', '\n');

const FOLDERS = ['.', 'docs', 'bench', 'core', 'plugins', 'fixtures', 'test', 'shaders'];

/** Every page, as a path from the root of the repository. */
const pages: readonly string[] = FOLDERS.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: folder !== '.', encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => posix.normalize(posix.join(folder, name.replaceAll('\\', '/')))),
).filter((path) => existsSync(join(root, path)));

/** What a heading is called in links, as hosts of repositories make it. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

const anchorsOf = (path: string): readonly string[] =>
  read(path)
    .replace(/^```[\s\S]*?^```/gm, '')
    .split('\n')
    .flatMap((line) => /^#+ (.*)$/.exec(line)?.[1] ?? [])
    .map(anchorOf);

test('there are pages', () => {
  assert.ok(pages.length > 25, `${pages.length} pages`);
});

test('links lead to files that are there, and to headings that these have', () => {
  const lost = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]*))?\)/g)].flatMap(
      ([link, path = '', anchor]) => {
        const target = path === '' ? page : posix.normalize(posix.join(posix.dirname(page), path));
        if (!existsSync(join(root, target))) return `${page}: ${link}`;
        return anchor === undefined || anchorsOf(target).includes(anchor) ? [] : `${page}: ${link}`;
      },
    ),
  );
  assert.equal(lost, []);
});

test('paths that a page names are there', () => {
  const lost = pages.flatMap((page) =>
    [...read(page).matchAll(/`((?:core|plugins|test|shaders|fixtures|bench|docs)\/[\w./-]+)`/g)].flatMap(
      ([, path = '']) => (existsSync(join(root, path)) ? [] : `${page}: ${path}`),
    ),
  );
  assert.equal(lost, []);
});

const plugins: readonly string[] = readdirSync(join(root, 'plugins'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

test('every plugin has a page that begins with its name', () => {
  const without = plugins.filter((name) => {
    const path = `plugins/${name}/README.md`;
    return !existsSync(join(root, path)) || !read(path).startsWith(`# ${name}\n\n`);
  });
  assert.equal(without, []);
});

test('the page of a plugin names every message of its own', () => {
  const unnamed = plugins.flatMap((name) => {
    const catalogue = sources.find(({ path }) => path === `plugins/${name}/messages.ts`);
    const codes = [...(catalogue?.text.matchAll(/code: '(PX\d+)'/g) ?? [])].map(([, code = '']) => code);
    const page = codes.length > 0 ? read(`plugins/${name}/README.md`) : '';
    return codes.filter((code) => !page.includes(code)).map((code) => `${name}: ${code}`);
  });
  assert.equal(unnamed, []);
});

test.run();
