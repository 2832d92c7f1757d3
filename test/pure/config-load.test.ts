// Loading a configuration: where it is found, what it may be, how presets are laid under it, and every message as exact text.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  type ConfigEnv,
  createPipeline,
  defineConfig,
  isPxosError,
  type LoadedConfig,
  loadConfig,
  loadPipeline,
  renderDiagnostics,
} from '../../core/index.ts';

const test = suite<{ folder: string }>('configuration', { folder: '' });
test.before.each((context) => {
  context.folder = mkdtempSync(join(tmpdir(), 'pxos-config-'));
  writeFileSync(
    join(context.folder, 'package.json'),
    '{ "name": "a-project", "dependencies": { "pxos": "*" } }',
  );
});
test.after.each(({ folder }) => rmSync(folder, { recursive: true, force: true }));

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

const env: ConfigEnv = { command: 'build' };
const load = (cwd: string, config?: string | false): Promise<LoadedConfig> =>
  loadConfig({ cwd, config, env });

/** What the configuration of a folder is refused with, as the command line shows it. */
async function refusal(cwd: string, config?: string): Promise<string> {
  try {
    const loaded = await load(cwd, config);
    const pipeline = await createPipeline({
      config: loaded.config,
      checked: true,
      root: loaded.root,
      file: loaded.file,
    });
    return renderDiagnostics([...loaded.warnings, ...pipeline.report.diagnostics], new Map());
  } catch (error) {
    if (isPxosError(error)) return renderDiagnostics(error.diagnostics, new Map());
    throw error;
  }
}

const lines = (...text: readonly string[]): string => text.join('\n');

test('without a file there is an empty configuration, and relative paths count from the folder', async ({
  folder,
}) => {
  assert.equal(await load(folder), { config: {}, root: folder, warnings: [] });
});

test('a configuration in TypeScript is found from a folder below', async ({ folder }) => {
  write(folder, {
    'pxos.config.ts': `const out: string = 'dist';\nexport default { out, targets: ['wgsl'] as const };\n`,
    'deep/er/x.txt': '',
  });
  const loaded = await load(join(folder, 'deep/er'));
  assert.equal(loaded.config, { out: 'dist', targets: ['wgsl'] });
  assert.is(loaded.root, folder);
  assert.is(loaded.file, join(folder, 'pxos.config.ts'));
});

test('a package of type commonjs may have its configuration as a module', async ({ folder }) => {
  for (const name of ['pxos.config.ts', 'pxos.config.js']) {
    write(folder, { 'package.json': '{ "type": "commonjs" }', [name]: `export default { out: '${name}' };` });
    assert.is((await load(folder)).config.out, name);
    rmSync(join(folder, name));
  }
});

test('it is not looked for above the project', async ({ folder }) => {
  write(folder, { 'pxos.config.js': 'export default { out: "outer" };', 'inner/package.json': '{}' });
  assert.equal((await load(join(folder, 'inner'))).config, {});
});

for (const [name, text] of [
  ['pxos.config.mjs', 'export default { out: "x" };'],
  ['pxos.config.cjs', 'module.exports = { out: "x" };'],
  ['pxos.config.json', '{ "out": "x" }'],
  ['.pxosrc', 'out: x'],
  ['package.json', '{ "pxos": { "out": "x" } }'],
] as const) {
  test(`${name} is a place for it`, async ({ folder }) => {
    write(folder, { [name]: text });
    assert.equal((await load(folder)).config, { out: 'x' });
  });
}

test('a named file is loaded, and false loads none', async ({ folder }) => {
  write(folder, {
    'pxos.config.json': '{ "out": "found" }',
    'other/mine.json': '{ "out": "named" }',
  });
  const named = await load(folder, 'other/mine.json');
  assert.is(named.config.out, 'named');
  assert.is(named.root, join(folder, 'other'));
  assert.equal((await load(folder, false)).config, {});
});

test('a function gets the command, a promise is waited for', async ({ folder }) => {
  write(folder, { 'pxos.config.mjs': 'export default async ({ command }) => ({ out: command });' });
  assert.is((await load(folder)).config.out, 'build');
  write(folder, { 'promise.mjs': 'export default Promise.resolve({ out: "later" });' });
  assert.is((await load(folder, 'promise.mjs')).config.out, 'later');
});

test('defineConfig gives back what it gets', () => {
  const config = { out: 'x' };
  assert.is(defineConfig(config), config);
});

test('presets lie below: values and lists are replaced, objects merged, plugins added up by name', async ({
  folder,
}) => {
  const plugin = (name: string, from: string) => `{ name: '${name}', from: '${from}', apply() {} }`;
  write(folder, {
    'presets/base.mjs': `export default {
      targets: ['wgsl'], timeout: 5, run: { threads: 4, set: { n: 1 } }, machine: './m.json',
      plugins: [${plugin('one', 'base')}, ${plugin('two', 'base')}],
    };`,
    'presets/next.mjs': `export default { extends: './base.mjs', timeout: 6 };`,
    'pxos.config.mjs': `export default {
      extends: ['./presets/next.mjs', { out: 'inline' }],
      targets: ['cuda', 'metal'], run: { set: { m: 2 } },
      plugins: [${plugin('two', 'own')}, ${plugin('three', 'own')}],
    };`,
  });
  const { config } = await load(folder);
  const { plugins = [], ...rest } = config;
  assert.equal(rest, {
    out: 'inline',
    targets: ['cuda', 'metal'],
    timeout: 6,
    run: { threads: 4, set: { n: 1, m: 2 } },
    machine: join(folder, 'presets/m.json'),
  });
  assert.equal(
    plugins.map((one) => (one && 'name' in one ? `${one.name} ${'from' in one ? one.from : ''}` : '')),
    ['one base', 'two own', 'three own'],
  );
});

test('a preset may be a package', async ({ folder }) => {
  write(folder, {
    'node_modules/pxos-preset/package.json':
      '{ "name": "pxos-preset", "type": "module", "exports": { "import": "./x.js" } }',
    'node_modules/pxos-preset/x.js': 'export default { out: "from package" };',
    'pxos.config.json': '{ "extends": "pxos-preset" }',
  });
  assert.is((await load(folder)).config.out, 'from package');
});

test('presets in a circle are an error that shows the circle', async ({ folder }) => {
  write(folder, {
    'pxos.config.json': '{ "extends": "./a.json" }',
    'a.json': '{ "extends": "./b.json" }',
    'b.json': '{ "extends": "./a.json" }',
  });
  assert.is(
    await refusal(folder),
    lines(
      'error PX0606: `extends` goes in a circle: a.json → b.json → a.json.',
      '  --> b.json',
      '  hint: Take one of them out; what several presets share can go into one that they all extend.',
    ),
  );
});

test('an object that extends itself is a circle too', async ({ folder }) => {
  write(folder, { 'pxos.config.mjs': 'const a = {}; a.extends = a; export default a;' });
  assert.match(await refusal(folder), 'PX0606: `extends` goes in a circle');
});

test('a preset that does not exist is an error', async ({ folder }) => {
  write(folder, { 'pxos.config.json': '{ "extends": ["pxos-nothing"] }' });
  assert.is(
    await refusal(folder),
    lines(
      'error PX0605: There is no preset `pxos-nothing`.',
      '  --> pxos.config.json',
      '  hint: Install it, or write `./pxos-nothing` for a file beside the configuration.',
    ),
  );
});

test('a configuration that throws, or does not parse, is an error with its reason', async ({ folder }) => {
  write(folder, { 'pxos.config.mjs': 'throw new Error("not today");' });
  assert.is(
    await refusal(folder),
    lines(
      'error PX0601: The configuration failed: not today.',
      '  --> pxos.config.mjs:1:7',
      '  hint: Run the file by itself to see where it fails; `--no-config` goes without it.',
    ),
  );
  write(folder, { 'function.mjs': 'export default () => { throw new Error("no such folder"); };' });
  assert.match(
    await refusal(folder, 'function.mjs'),
    /^error PX0601: The configuration failed: no such folder\.\n/,
  );
});

// What a file has that is no JSON, with the place and the sentence.
const NO_JSON: readonly (readonly [text: string, place: string, reason: string])[] = [
  ['{ "out": ', '1:10', 'it has its end where a value should stand'],
  ['{\n  "targets": ["wgsl",],\n}', '2:22', 'it has `]` where a value should stand'],
  ['{ out: "x" }', '1:3', 'it has `out` where a name in double quotes or `}` should stand'],
  ['{ "out": "x", }', '1:15', 'it has `}` where a name in double quotes should stand'],
  ['{ "out" "x" }', '1:9', 'it has `"` where `:` should stand'],
  ['{ "out": \'x\' }', '1:10', "it has `'` where a value should stand"],
  ['{ "timeout": 05 }', '1:14', 'it has `05` where a value should stand'],
  ['{ "out": "x"\n  "timeout": 5 }', '2:3', 'it has `"` where `,` or `}` should stand'],
  ['{} {}', '1:4', 'it has `{` where the end should stand'],
  ['{ "a": [1, [2, {}, [3 }', '1:23', 'it has `}` where `,` or `]` should stand'],
  ['// mine\n{}', '1:1', 'it has `/` where a value should stand'],
];

for (const [text, place, reason] of NO_JSON)
  test(`${JSON.stringify(text)} is refused with the place of its first mistake`, async ({ folder }) => {
    const sentence = `error PX0616: The file does not parse: ${reason}.\n  --> `;
    write(folder, { 'pxos.config.json': text, 'm.json': text, 'ok.json': '{ "machine": "m.json" }' });
    assert.ok((await refusal(folder)).startsWith(`${sentence}pxos.config.json:${place}\n`));
    assert.ok((await refusal(folder, 'ok.json')).startsWith(`${sentence}m.json:${place}\n`));
    write(folder, { 'above.json': '{ "extends": "./m.json" }' });
    assert.ok((await refusal(folder, 'above.json')).startsWith(`${sentence}m.json:${place}\n`));
  });

test('a .pxosrc that is no YAML is refused with its place', async ({ folder }) => {
  write(folder, { '.pxosrc': 'out: x\n bad: [1' });
  assert.match(await refusal(folder), /^error PX0616: The file does not parse: .+\.\n {2}--> \.pxosrc:2:5\n/);
});

// Each file that gives no configuration, with what it gives.
for (const [name, text, actual] of [
  ['pxos.config.mjs', 'export const out = "x";', 'no default export'],
  ['pxos.config.mjs', '', 'no default export'],
  ['pxos.config.ts', 'export const out: string = "x";', 'no default export'],
  ['pxos.config.mjs', 'export default null;', 'null'],
  ['pxos.config.mjs', 'export default () => {};', 'undefined'],
  ['pxos.config.json', '', 'nothing'],
  ['pxos.config.json', 'null', 'null'],
  ['.pxosrc', '# nothing yet', 'nothing'],
] as const)
  for (const type of ['module', 'commonjs'])
    test(`${name} with ${JSON.stringify(text)} in a package of type ${type} is refused`, async ({
      folder,
    }) => {
      write(folder, { 'package.json': `{ "type": "${type}" }`, [name]: text });
      assert.match(await refusal(folder), `error PX0604: The configuration gives ${actual}; expected`);
    });

test('a preset without a default export is refused', async ({ folder }) => {
  write(folder, { 'a.mjs': 'export const out = 1;', 'pxos.config.json': '{ "extends": "./a.mjs" }' });
  assert.match(
    await refusal(folder),
    /^error PX0604: The configuration gives no default export.*\n {2}--> a\.mjs\n/,
  );
});

test('a named file that does not exist is an error', async ({ folder }) => {
  assert.is(
    await refusal(folder, 'nowhere.ts'),
    lines(
      'error PX0600: There is no configuration `nowhere.ts`.',
      '  hint: Check the path after `--config`; `--no-config` goes without one.',
    ),
  );
});

test('what is no configuration is an error', async ({ folder }) => {
  write(folder, { 'pxos.config.mjs': 'export default 3;' });
  assert.is(
    await refusal(folder),
    lines(
      'error PX0604: The configuration gives the number 3; expected an object, or a function that returns one.',
      '  --> pxos.config.mjs',
      '  hint: Write `export default defineConfig({ … })`.',
    ),
  );
});

// Each wrong value with the message's sentence.
const WRONG: readonly (readonly [setting: string, sentence: string])[] = [
  ['{ "files": 3 }', '`files` is the number 3; expected some text or a list of texts.'],
  ['{ "targets": ["wgsl", 3] }', '`targets[1]` is the number 3; expected some text.'],
  ['{ "out": null }', '`out` is null; expected some text.'],
  ['{ "plugins": {} }', '`plugins` is an object; expected a list of plugins.'],
  [
    '{ "builtins": "none" }',
    '`builtins` is "none"; expected true, false or a list of built-in plugins to leave out.',
  ],
  ['{ "precision": "exact" }', '`precision` is "exact"; expected "strict" or "fast".'],
  ['{ "timeout": 0 }', '`timeout` is the number 0; expected a number of seconds above 0.'],
  ['{ "pluginTimeout": "1" }', '`pluginTimeout` is "1"; expected a number of seconds above 0.'],
  ['{ "run": [] }', '`run` is an empty list; expected an object.'],
  ['{ "run": { "set": [] } }', '`run.set` is an empty list; expected an object of settings.'],
  ['{ "run": { "size": [] } }', '`run.size` is an empty list; expected an object of sizes.'],
  ['{ "options": [] }', '`options` is an empty list; expected an object of options by plugin.'],
  ['{ "options": { "a": [] } }', '`options.a` is an empty list; expected an object of options.'],
  ['{ "machine": [] }', '`machine` is an empty list; expected a path to a JSON file, or a machine profile.'],
  [
    '{ "extends": [3] }',
    '`extends[0]` is the number 3; expected a path, the name of a package, or an object.',
  ],
  ['{ "run": { "threads": 1.5 } }', '`run.threads` is the number 1.5; expected a number of threads.'],
  ['{ "run": { "set": { "a b": "x" } } }', '`run.set["a b"]` is "x"; expected a number, true or false.'],
  ['{ "run": { "size": { "y": -1 } } }', '`run.size.y` is the number -1; expected a number of elements.'],
  [
    '{ "machine": true }',
    '`machine` is the boolean true; expected a path to a JSON file, or a machine profile.',
  ],
  [
    '{ "options": { "plan-cost": 1 } }',
    '`options["plan-cost"]` is the number 1; expected an object of options.',
  ],
  ['{ "extends": 1 }', '`extends` is the number 1; expected a preset or a list of presets.'],
];

for (const [setting, sentence] of WRONG) {
  test(`${setting} is refused with path, value and expectation`, async ({ folder }) => {
    write(folder, { 'pxos.config.json': setting });
    assert.is(await refusal(folder), lines(`error PX0602: ${sentence}`, '  --> pxos.config.json'));
  });
}

test('a misspelt choice gets a suggestion', async ({ folder }) => {
  write(folder, { 'pxos.config.json': '{ "precision": "stirct" }' });
  assert.is(
    await refusal(folder),
    lines(
      'error PX0602: `precision` is "stirct"; expected "strict" or "fast".',
      '  --> pxos.config.json',
      '  hint: Did you mean `strict`?',
    ),
  );
});

test('everything that is wrong is said at once: values, settings, presets, the machine', async ({
  folder,
}) => {
  const settings = {
    out: 1,
    target: 'wgsl',
    machine: 'nowhere.json',
    extends: ['./base.json', './gone.json'],
  };
  write(folder, { 'pxos.config.json': JSON.stringify(settings), 'base.json': '{ "timeout": -1 }' });
  assert.equal((await refusal(folder)).match(/PX\d{4}/g), ['PX0602', 'PX0603', 'PX0602', 'PX0605', 'PX0611']);
});

test('a warning is told beside an error that comes later', async ({ folder }) => {
  write(folder, { 'pxos.config.json': '{ "target": "wgsl", "machine": "nowhere.json" }' });
  let codes: readonly string[] = [];
  try {
    await loadPipeline({ cwd: folder, env });
  } catch (error) {
    if (!isPxosError(error)) throw error;
    codes = error.diagnostics.map(({ code }) => code);
  }
  assert.equal(codes, ['PX0603', 'PX0611']);
});

test('a setting that does not exist is a warning with a suggestion', async ({ folder }) => {
  write(folder, { 'pxos.config.json': '{ "target": ["wgsl"], "run": { "thread": 3 } }' });
  assert.is(
    await refusal(folder),
    lines(
      'warning PX0603: There is no setting `target`; it is ignored.',
      '  --> pxos.config.json',
      '  hint: Did you mean `targets`?',
      '',
      'warning PX0603: There is no setting `run.thread`; it is ignored.',
      '  --> pxos.config.json',
      '  hint: Did you mean `run.threads`?',
    ),
  );
});

test('a machine profile is read, and one that is none is an error', async ({ folder }) => {
  write(folder, { 'pxos.config.json': '{ "machine": "m.json" }', 'm.json': '{ "name": "x" }' });
  const text = await refusal(folder);
  assert.match(text, /^error PX0611: The machine profile `m.json` cannot be used: /);
  write(folder, { 'pxos.config.json': '{ "machine": "nowhere.json" }' });
  assert.is(
    await refusal(folder),
    lines(
      'error PX0611: The machine profile `nowhere.json` cannot be used: there is no such file.',
      '  hint: `machine` is a path to a JSON file, relative to the configuration, or the profile itself.',
    ),
  );
});

test('the configuration that the pipeline reads is complete and frozen', async () => {
  const { config } = await createPipeline({ config: { targets: 'wgsl' }, root: '/project' });
  assert.equal(
    { ...config, machine: config.machine.name },
    {
      root: '/project',
      files: [],
      targets: ['wgsl'],
      out: '/project/out',
      plugins: [],
      builtins: true,
      precision: 'strict',
      machine: config.machine.name,
      timeout: 60,
      pluginTimeout: 60,
      gas: 24,
      run: { runner: 'auto', set: {}, size: {} },
      options: {},
    },
  );
  assert.ok(Object.isFrozen(config) && Object.isFrozen(config.run.set) && Object.isFrozen(config.targets));
});

test.run();
