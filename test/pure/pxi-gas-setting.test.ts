// The gas of an image that is built: from the flag, the image that it is built from, the configuration, or the usual one.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { build } from '../../plugins/index.ts';
import { FILL, pxos, withFiles } from './command-line.ts';

const BUILD = 'build fill.px --target pxi --size x=4 --out .'.split(' ');
const config = (gas: unknown): string => `export default { gas: ${JSON.stringify(gas)} };\n`;

/** What inspect says of the gas of an image, and the exponent in its directory. */
async function gasOf(folder: string, file = 'fill.pxi'): Promise<string> {
  const { stdout, stderr } = await pxos(folder, ['inspect', file]);
  return /gas ([\d ]+) a thread/.exec(stdout)?.[1] ?? stderr;
}

test('an image has the gas of 2 to the power 24, or what --gas says', () =>
  withFiles({ 'fill.px': FILL }, async (folder) => {
    const gas = async (...flags: readonly string[]): Promise<string> => {
      const { code, stderr } = await pxos(folder, [...BUILD, ...flags]);
      assert.is(code, 0, stderr);
      return gasOf(folder);
    };
    assert.is(await gas(), '16 777 216');
    assert.is(await gas('--gas', '10'), '1 024');
    assert.is(await gas('--gas', '1'), '2');
    assert.is(await gas('--gas', '31'), '2 147 483 648');
  }));

test('the configuration says the gas of all images; an image that is built again keeps its own', () =>
  withFiles({ 'fill.px': FILL, 'pxos.config.mjs': config(12) }, async (folder) => {
    await pxos(folder, BUILD);
    assert.is(await gasOf(folder), '4 096');
    await pxos(folder, [...BUILD, '--gas', '13']);
    assert.is(await gasOf(folder), '8 192');
    await pxos(folder, 'build fill.pxi --target pxi --out again'.split(' '));
    assert.is(await gasOf(folder, 'again/fill.pxi'), '8 192');
    await pxos(folder, 'build fill.pxi --target pxi --gas 5 --out again'.split(' '));
    assert.is(await gasOf(folder, 'again/fill.pxi'), '32');
  }));

test('a gas that is none is an error where it stands', () =>
  withFiles({ 'fill.px': FILL }, async (folder) => {
    for (const gas of ['0', '32', '2.5', '-1', 'much', '1e400']) {
      const { code, stderr } = await pxos(folder, [...BUILD, '--gas', gas]);
      assert.is(code, 2);
      assert.match(stderr, /^error PX0683: /);
      assert.match(stderr, 'a whole number from 1 to 31');
    }
    for (const gas of [0, 32, 2.5, '24']) {
      const request = { cwd: folder, config: { gas }, files: ['fill.px'], targets: ['pxi'] };
      // @ts-expect-error a text is no number
      const { diagnostics } = await build(request);
      assert.equal(
        diagnostics.map(({ code }) => code),
        ['PX0602'],
      );
    }
  }));

test.run();
