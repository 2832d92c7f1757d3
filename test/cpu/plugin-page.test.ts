// The plugins that docs/writing-a-plugin.md shows work as they stand there.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { build, compile, type Plugin, printProgram, run } from '../../plugins/index.ts';
import { executePage } from '../page-code.ts';
import { pictureOf } from '../pictures.ts';
import { FILL, withFiles } from '../pure/command-line.ts';

const isPlugin = (value: unknown): value is Plugin =>
  typeof value === 'object' && value !== null && 'apply' in value;

/** The plugin of a block. */
async function shown(mark: string): Promise<Plugin> {
  const [plugin] = Object.values((await executePage('writing-a-plugin.md', mark)).exports);
  if (!isPlugin(plugin)) throw new Error(`${mark} exports no plugin`);
  return plugin;
}

test('the front end reads what printProgram writes', async () => {
  const { program } = await compile(FILL);
  assert.ok(program);
  const read = await compile(printProgram(program), { path: 'a.pxir', plugins: [await shown('frontend')] });
  assert.is(pictureOf(read.diagnostics).trim(), '');
  assert.is(read.program && printProgram(read.program), printProgram(program));
});

test('the emitter writes its list', async () => {
  const plugins = [await shown('emitter'), await shown('pass'), await shown('planner')];
  const { artifacts, diagnostics } = await withFiles({ 'a.px': FILL }, (cwd) =>
    build({ files: ['a.px'], targets: ['list'], out: false, config: false, plugins, cwd }),
  );
  assert.is(pictureOf(diagnostics).trim(), '');
  assert.equal(
    artifacts.map(({ path, contents }) => ({ path, contents })),
    [{ path: 'a.txt', contents: 'fill\n' }],
  );
});

test('the runner runs', async () => {
  const options = { text: FILL, size: { x: 2 }, runner: 'evaluated', config: false as const };
  const { outputs, diagnostics } = await run('a.px', { ...options, plugins: [await shown('runner')] });
  assert.is(pictureOf(diagnostics).trim(), '');
  assert.equal([...(outputs.x?.bytes ?? [])], [0, 0, 128, 63, 0, 0, 128, 63]);
});

test.run();
