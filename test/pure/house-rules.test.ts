// The rules of the house, read off the sources: every file says what it is for, rooms have doors, core knows no plugin.
import { existsSync } from 'node:fs';
import { extname, join, posix } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { breaches, isRelative, root, type Source, sources, targetOf } from './sources.ts';

const core = sources.filter(({ path }) => path.startsWith('core/'));
const plugins = sources.filter(({ path }) => /^plugins\/[^/]+\//.test(path));

test('there are sources, and their imports are seen', () => {
  assert.ok(core.length > 100 && plugins.length > 100);
  const seen = sources.reduce((sum, { imports }) => sum + imports.length, 0);
  assert.ok(seen > 2 * sources.length, `${seen} imports`);
});

test('every file begins with a sentence that says what it is for', () => {
  const silent = sources.filter(({ text }) => {
    const lines = text.replace(/^#!.*\n/, '').split('\n');
    const end = lines.findIndex((line) => !line.startsWith('//'));
    const header = lines
      .slice(0, end)
      .map((line) => line.slice(2).trim())
      .join(' ');
    return !/^\S.{15,}?[.:](\s|$)/.test(header);
  });
  assert.equal(
    silent.map(({ path }) => path),
    [],
  );
});

test('core imports no plugin', () => {
  assert.equal(
    breaches(core, (source, found) => isRelative(found) && !targetOf(source, found).startsWith('core/')),
    [],
  );
  assert.equal(
    breaches(core, (_source, { from }) => from === 'pxos' || from.startsWith('pxos/')),
    [],
  );
});

/** What executes an image, from its program to its runner. */
const IN_BROWSERS = [
  'optimize-fold',
  'optimize-bounds',
  'optimize-dce',
  'emit-wasm',
  'emit-wgsl',
  'run-cpu',
  'run-webgpu',
  'run-reference',
];

/** Plugins that stand on others: runners on the emitter whose artifacts they run, what browsers run on the runners. */
const STANDS_ON: ReadonlyMap<string, readonly string[]> = new Map([
  ['run-cpu', ['pxos/plugins/emit-wasm']],
  ['run-webgpu', ['pxos/plugins/emit-wgsl']],
  ['browser', IN_BROWSERS.map((name) => `pxos/plugins/${name}`)],
  ['view', ['pxos/browser']],
]);

test('a plugin imports pxos/core, packages and itself, but for those that it stands on', () => {
  const own = ({ path }: Source): string => path.split('/')[1] ?? '';
  const others = breaches(plugins, (source, found) => {
    if (isRelative(found)) return !targetOf(source, found).startsWith(`plugins/${own(source)}/`);
    if (!/^pxos(\/|$)/.test(found.from)) return false;
    return ![...(STANDS_ON.get(own(source)) ?? []), 'pxos/core'].includes(found.from);
  });
  assert.equal(others, []);
});

/**
 * What may be imported past a room's door. A catalogue of messages is one topic of its room, so that who speaks about
 * data does not load the words about syntax. The others are doors of one thing: what a command loads only when it needs it.
 */
const SIDE_DOORS: ReadonlySet<string> = new Set([
  'core/cli/main.ts',
  'core/config/schema.ts',
  'core/language/load.ts',
  'core/ops/type-names.ts',
  'core/diagnostics/did-you-mean.ts',
  'core/machine/default.ts',
]);

test('other rooms are entered through their door', () => {
  const room = (path: string): string => path.split('/').slice(0, 2).join('/');
  const passed = breaches(sources, (source, found) => {
    if (!isRelative(found)) return false;
    const target = targetOf(source, found);
    const isFileOfHouse = posix.dirname(target) === 'core' || posix.dirname(target) === 'plugins';
    if (isFileOfHouse || room(target) === room(source.path) || extname(target) !== '.ts') return false;
    if (posix.dirname(target) === 'core/diagnostics/messages') return false;
    return posix.basename(target) !== 'index.ts' && !SIDE_DOORS.has(target);
  });
  assert.equal(passed, []);
});

test('every side door is there and used', () => {
  const used = new Set(
    sources.flatMap((source) => source.imports.filter(isRelative).map((found) => targetOf(source, found))),
  );
  for (const door of SIDE_DOORS) assert.ok(existsSync(join(root, door)) && used.has(door), door);
});

test('no file is named after nothing in particular', () => {
  const vague = sources.filter(({ path }) => /^(utils?|helpers?|common|misc)\b/.test(posix.basename(path)));
  assert.equal(
    vague.map(({ path }) => path),
    [],
  );
});

test('names of files are in kebab-case', () => {
  const other = sources.filter(
    ({ path }) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.d)?\.ts$/.test(posix.basename(path)),
  );
  assert.equal(
    other.map(({ path }) => path),
    [],
  );
});

/** Files that are long for a reason. */
const LONG: ReadonlyMap<string, string> = new Map([
  ['core/ir/types.ts', 'the IR with its meaning in prose, to be read as a whole'],
  ['core/c-like/host/embedded.ts', 'generated from the real files beside it'],
  ['plugins/run-webgpu/shaders.ts', 'generated from the real files in shaders/'],
]);

test('no file is longer than 400 lines without a reason', () => {
  const long = sources.filter(({ path, text }) => text.split('\n').length > 401 && !LONG.has(path));
  assert.equal(
    long.map(({ path }) => path),
    [],
  );
});

test('nothing is left to do, and nobody silences the compiler', () => {
  const words = /\b(TODO|FIXME|XXX|HACK)\b|@ts-(ignore|nocheck|expect-error)/;
  const found = sources.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, i) => (words.test(line) ? [`${path}:${i + 1}: ${line.trim()}`] : [])),
  );
  assert.equal(found, []);
});

test.run();
