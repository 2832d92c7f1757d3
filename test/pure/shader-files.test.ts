// The shaders travel inside the package as text; the module that carries them must equal the files.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const root = new URL('../../', import.meta.url);

/** The module that carries the files of `shaders/`. */
function moduleOfShaders(): string {
  const names = readdirSync(new URL('shaders/', root))
    .filter((name) => name.endsWith('.wgsl'))
    .sort();
  const entries = names.map((name) => {
    const text = readFileSync(new URL(`shaders/${name}`, root), 'utf8');
    assert.not.match(
      text,
      /`|\$\{|\\/,
      `shaders/${name} must hold no backtick, backslash or dollar before a brace`,
    );
    return `  '${name}': \`${text}\`,\n`;
  });
  return [
    '// The files of shaders/ as text, so that they survive bundling. Made from them: UPDATE_SNAPSHOTS=1 npm test.\n',
    'export const SHADERS = {\n',
    ...entries,
    '} as const;\n',
  ].join('');
}

test('the text of the shaders that the package carries equals the files', () => {
  const path = new URL('plugins/run-webgpu/shaders.ts', root);
  const expected = moduleOfShaders();
  if (process.env.UPDATE_SNAPSHOTS === '1') writeFileSync(path, expected);
  assert.is(readFileSync(path, 'utf8'), expected, 'run UPDATE_SNAPSHOTS=1 npm test');
});

test.run();
