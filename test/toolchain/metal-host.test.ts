// The Objective-C++ of emitted Metal programs goes through clang, with our own declarations of the part of Apple's interface
// that they use: syntax and types are checked, not whether these declarations are Apple's.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { isPxosError } from '../../core/index.ts';
import { fixtures } from '../fixture.ts';
import { emitted, subjectOfFixture } from './c-family.ts';
import { isInstalled } from './shim.ts';

const DECLARATIONS = fileURLToPath(new URL('apple/', import.meta.url));
const ARGUMENTS = [
  ...'-std=c++17 -x objective-c++ -fobjc-arc -fobjc-runtime=macosx-13.0 -fsyntax-only'.split(' '),
  ...'-Wall -Wextra -Werror -Wno-unused -Wno-tautological-compare'.split(' '),
  `-I${DECLARATIONS}`,
  '-',
];

const clang = ['clang++-19', 'clang++'].find(isInstalled);

/** What clang says against a text; empty when it takes it without a warning. */
const complaints = (command: string, input: string): string =>
  spawnSync(command, ARGUMENTS, { input, encoding: 'utf8' }).stderr.slice(0, 2000);

/** The host file of a fixture, or nothing when Metal lacks a type that it uses. */
async function hostFile(name: string): Promise<string | undefined> {
  const fixture = fixtures().find((each) => each.name === name);
  assert.ok(fixture);
  try {
    const artifacts = await emitted(await subjectOfFixture(fixture), 'metal');
    return String(artifacts.find(({ path }) => path.endsWith('.mm'))?.contents);
  } catch (error) {
    if (isPxosError(error) && error.diagnostics.every(({ code }) => code === 'PX0800')) return undefined;
    throw error;
  }
}

if (clang === undefined) {
  console.log('skipped: no clang++ to check the Objective-C++ of Metal programs with');
  test.skip('clang takes the host part of Metal programs', () => {});
} else {
  for (const { name } of fixtures())
    test(`clang takes the host part of ${name} for Metal`, async () => {
      const text = await hostFile(name);
      if (text !== undefined) assert.is(complaints(clang, text), '');
    });

  for (const [right, wrong] of [
    ['newCommandQueue', 'makeCommandQueue'],
    ['offset:0 atIndex', 'offset:nil atIndex'],
    ['px::take_input(x', 'px::take_input(kernel'],
  ] as const)
    test(`clang refuses ${wrong} in place of ${right}`, async () => {
      const text = (await hostFile('saxpy')) ?? '';
      assert.match(text, right);
      assert.match(complaints(clang, text.replace(right, wrong)), 'error:');
    });
}

test.run();
