// The host files of the C family travel inside the package as text; the modules that carry them must equal the files.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const ROOMS = ['core/c-like/host', 'plugins/emit-cuda/host', 'plugins/emit-metal/host'];
const root = new URL('../../', import.meta.url);

/** The module that carries the files of a folder. */
function moduleOf(folder: string): string {
  const names = readdirSync(new URL(`${folder}/`, root))
    .filter((name) => !name.endsWith('.ts') && !name.endsWith('.md'))
    .sort();
  const entries = names.map((name) => {
    const text = readFileSync(new URL(`${folder}/${name}`, root), 'utf8');
    assert.not.match(text, /`|\$\{/, `${folder}/${name} must not hold backticks or a dollar before a brace`);
    return `  '${name}': String.raw\`${text}\`,\n`;
  });
  return [
    '// The host files of this folder as text, so that they survive bundling. Made from them: UPDATE_SNAPSHOTS=1 npm test.\n',
    '// biome-ignore-all lint/complexity/noUselessStringRaw: whether a file holds a backslash changes\n',
    'export const HOST_FILES = {\n',
    ...entries,
    '} as const;\n',
  ].join('');
}

for (const folder of ROOMS)
  test(`the text that ${folder} carries equals its files`, () => {
    const path = new URL(`${folder}/embedded.ts`, root);
    const expected = moduleOf(folder);
    if (process.env.UPDATE_SNAPSHOTS === '1') writeFileSync(path, expected);
    assert.is(readFileSync(path, 'utf8'), expected, 'run UPDATE_SNAPSHOTS=1 npm test');
  });

test.run();
