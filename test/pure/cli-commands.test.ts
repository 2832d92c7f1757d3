// What the commands print and write: tables, artifacts on standard output, JSON, every stage of explain, traces.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { COMMANDS, GLOBAL_FLAGS } from '../../core/cli/index.ts';
import { VERSION } from '../../core/index.ts';
import { FILL, pxos, withFiles } from './command-line.ts';

const BROKEN = FILL.replace('STORE', 'STOR');
const root = fileURLToPath(new URL('../..', import.meta.url));

test('--version prints the version of package.json', async () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  assert.is(VERSION, version);
  assert.equal(await pxos('.', ['--version']), { code: 0, stdout: `${version}\n`, stderr: '' });
});

test('check says nothing about files without mistakes', async () => {
  await withFiles({ 'fill.px': FILL }, async (cwd) => {
    assert.equal(await pxos(cwd, ['check', 'fill.px']), { code: 0, stdout: '', stderr: '' });
  });
});

test('check reports the mistakes of all files with their lines', async () => {
  await withFiles({ 'a.px': BROKEN, 'b.px': BROKEN }, async (cwd) => {
    const { code, stderr } = await pxos(cwd, ['check', 'a.px', 'missing.px', 'b.px']);
    assert.is(code, 1);
    assert.equal(stderr.match(/^ {2}--> .*$/gm), ['  --> a.px:5:5', '  --> b.px:5:5']);
    assert.match(stderr, 'error PX0001: There is no file `missing.px`.');
    assert.match(stderr, '5 |     STOR 1.0 → x[i]');
  });
});

test('check --json prints one object with all diagnostics', async () => {
  await withFiles({ 'a.px': BROKEN }, async (cwd) => {
    const { code, stdout, stderr } = await pxos(cwd, ['check', 'a.px', '--json']);
    assert.is(stderr, '');
    assert.is(code, 1);
    const { version, command, ok, files, diagnostics } = JSON.parse(stdout);
    assert.equal(
      { version, command, ok, files },
      { version: 1, command: 'check', ok: false, files: ['a.px'] },
    );
    assert.equal(diagnostics[0].place.start, { line: 5, column: 5, offset: 75 });
  });
});

test('--json holds for mistakes on the command line too', async () => {
  const { code, stdout } = await pxos('.', ['build', '--tagret=x', '--json']);
  assert.is(code, 2);
  assert.is(JSON.parse(stdout).diagnostics[0].code, 'PX0681');
});

test('build writes the artifacts and prints a table of them', async () => {
  await withFiles({ 'fill.px': FILL }, async (cwd) => {
    const { code, stdout, stderr } = await pxos(cwd, 'build fill.px --target metal --out dist'.split(' '));
    assert.is(stderr, '');
    assert.is(code, 0);
    assert.equal(readdirSync(join(cwd, 'dist')).sort(), ['fill.metal', 'fill.metal.mm']);
    const lines = stdout.trimEnd().split('\n');
    assert.match(lines[0] ?? '', /^target {2}file +size$/);
    assert.match(lines[1] ?? '', /^metal {3}dist\/fill\.metal +\d+(\.\d)? kB$/);
    assert.is(lines.length, 3);
  });
});

test('build --out - prints one artifact as it is, and several with their paths', async () => {
  await withFiles({ 'fill.px': FILL }, async (cwd) => {
    const one = await pxos(cwd, 'build fill.px --target wgsl --out -'.split(' '));
    assert.match(one.stdout, /^\/\/ Kernel fill of fill\.px /);
    const several = await pxos(cwd, 'build fill.px --target wasm,wgsl --out -'.split(' '));
    assert.equal(several.stdout.match(/^==> .* <==$/gm), [
      '==> fill.wasm <==',
      '==> fill.wat <==',
      '==> fill.wgsl <==',
    ]);
    assert.not(existsSync(join(cwd, 'out')));
  });
});

test('build takes files, targets and folder from the configuration', async () => {
  const config = `export default { files: '*.px', targets: ['wgsl'], out: 'made' };`;
  await withFiles({ 'fill.px': FILL, 'pxos.config.mjs': config }, async (cwd) => {
    assert.is((await pxos(cwd, ['build'])).code, 0);
    assert.equal(readdirSync(join(cwd, 'made')), ['fill.wgsl']);
    assert.is((await pxos(cwd, ['build', '--no-config'])).code, 2);
  });
});

test('build --json lists what was written', async () => {
  await withFiles({ 'fill.px': FILL }, async (cwd) => {
    const { stdout } = await pxos(cwd, 'build fill.px --target wgsl --out o --json'.split(' '));
    const { ok, written, artifacts } = JSON.parse(stdout);
    assert.equal({ ok, written }, { ok: true, written: ['o/fill.wgsl'] });
    const size = readFileSync(join(cwd, 'o/fill.wgsl')).length;
    assert.equal(artifacts, [{ target: 'wgsl', path: 'fill.wgsl', bytes: size }]);
  });
});

test('a build with a mistake writes nothing', async () => {
  await withFiles({ 'fill.px': FILL, 'bad.px': BROKEN }, async (cwd) => {
    const { code } = await pxos(cwd, 'build fill.px bad.px --target wgsl --out dist'.split(' '));
    assert.is(code, 1);
    assert.not(existsSync(join(cwd, 'dist')));
  });
});

test('explain shows every stage, one by one or all with a heading each', async () => {
  await withFiles({ 'fill.px': FILL }, async (cwd) => {
    const show = async (stage: string): Promise<string> =>
      (await pxos(cwd, ['explain', 'fill.px', '--stage', stage])).stdout;
    assert.match(await show('tokens'), /^1:1 +Kernel +GPU_KERNEL\n1:12 +Name +fill\n/);
    assert.match(await show('tree'), /^program {2}1:1-7:1\n {2}kernel name="fill" {2}1:1-6:8\n/);
    assert.match(await show('ir'), '  1.0 -> x[i]\n');
    assert.match(await show('plan'), /^plan by plan-cost for desktop: /);
    assert.match(await show('passes'), /^optimize-fold: /);
    assert.match(await show('wgsl'), /^\/\/ Kernel fill of fill\.px /);
    const { stdout } = await pxos(cwd, ['explain', 'fill.px']);
    assert.equal(
      stdout.match(/^==> (\w+) <==$/gm),
      ['tokens', 'tree', 'ir', 'plan', 'passes', 'cuda', 'metal', 'rocm', 'wasm', 'wgsl'].map(
        (stage) => `==> ${stage} <==`,
      ),
    );
  });
});

test('the plan shows both sides, the margin and where it turns round', async () => {
  await withFiles({ 'fill.px': FILL }, async (cwd) => {
    const argv = 'explain fill.px --stage plan --threads 4096'.split(' ');
    const { stdout } = await pxos(cwd, argv);
    for (const part of [
      'fill  →  cpu',
      'cpu: ',
      'gpu: ',
      'compute',
      'memory',
      'launch',
      'download x',
      'margin ',
    ])
      assert.match(stdout, part);
  });
});

test('explain of a file with mistakes shows what could be read', async () => {
  await withFiles({ 'bad.px': BROKEN }, async (cwd) => {
    const { code, stdout, stderr } = await pxos(cwd, ['explain', 'bad.px']);
    assert.is(code, 1);
    assert.match(stdout, '==> tree <==');
    assert.is(stderr.match(/PX0202/g)?.length, 1);
  });
});

test('--trace-hooks, --profile and --print-after watch the hooks', async () => {
  await withFiles({ 'fill.px': FILL }, async (cwd) => {
    const argv = 'build fill.px --target wgsl --out - --trace-hooks --profile --print-after optimize-fold';
    const { stderr } = await pxos(cwd, argv.split(' '));
    assert.match(stderr, /^hook frontend\(\.px\) › frontend-px took [\d.]+ ms$/m);
    assert.match(stderr, /^hook emit\(wgsl\) › emit-wgsl took [\d.]+ ms$/m);
    assert.match(stderr, /^# after optimize-fold\npxir 1\n/m);
    assert.match(stderr, /^plan +plan-cost +1 +[\d.]+ ms$/m);
  });
});

test('--verbose shows the stack of a plugin that throws, nothing else does', async () => {
  const config = `export default { plugins: [{ name: 'mine', apply({ hooks }) {
    hooks.frontend.for('.px').tap('mine', function thrower() { throw new Error('inside'); });
  } }] };`;
  await withFiles({ 'fill.px': FILL, 'pxos.config.mjs': config }, async (cwd) => {
    assert.not.match((await pxos(cwd, ['check', 'fill.px'])).stderr, 'thrower');
    assert.match((await pxos(cwd, ['check', 'fill.px', '--verbose'])).stderr, /at .*thrower/);
  });
});

test('colour is for terminals, and NO_COLOR and --no-color win over FORCE_COLOR', async () => {
  const colored = async (env: Record<string, string>, ...flags: string[]): Promise<boolean> =>
    (await pxos('.', ['check', 'nowhere.px', '--no-config', ...flags], env)).stderr.includes('\u001b[');
  assert.is(await colored({}), false);
  assert.is(await colored({ FORCE_COLOR: '1' }), true);
  assert.is(await colored({ FORCE_COLOR: '1', NO_COLOR: '1' }), false);
  assert.is(await colored({ FORCE_COLOR: '1' }, '--no-color'), false);
});

test('a file whose name starts with a dash stands behind --', async () => {
  await withFiles({ '-x.px': FILL }, async (cwd) => {
    assert.is((await pxos(cwd, ['check', '--', '-x.px'])).code, 0);
  });
});

test('a reader that stops early ends the binary quietly', async () => {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'plugins/bin.ts', 'explain', 'fixtures/picture/picture.px'],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdout.once('data', () => child.stdout.destroy());
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => {
    child.on('exit', (...end) => resolve(end));
  });
  assert.equal([code, signal, stderr], [0, null, '']);
});

if (existsSync('/dev/full'))
  test('output that cannot be written is an error of its own', () => {
    const full = openSync('/dev/full', 'w');
    const argv = ['--import', 'tsx', 'plugins/bin.ts', 'explain', 'fixtures/picture/picture.px'];
    const { status, stderr } = spawnSync(process.execPath, argv, {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', full, 'pipe'],
    });
    closeSync(full);
    assert.is(status, 1);
    assert.match(stderr, /^error: The output cannot be written: .+\.\n$/);
  });

test('columns of a table stand below each other, whatever the script of a name', async () => {
  await withFiles({ '日本.px': FILL, 'plain.px': FILL }, async (cwd) => {
    const argv = ['build', '日本.px', 'plain.px', '--target', 'wgsl', '--out', 'o'];
    const { stdout } = await pxos(cwd, argv);
    const [, plain, wide] = stdout.split('\n');
    assert.match(plain ?? '', /^wgsl {4}o\/plain\.wgsl {2}1\.\d kB$/);
    assert.match(wide ?? '', /^wgsl {4}o\/日本\.wgsl {3}1\.\d kB$/);
  });
});

test('help and version may be written as commands', async () => {
  const printed: string[] = [];
  const { info } = console;
  console.info = (text: string) => void printed.push(text);
  try {
    for (const argv of [['help'], ['--help'], ['help', 'run'], ['run', '--help']])
      assert.is((await pxos(root, argv)).code, 0);
  } finally {
    console.info = info;
  }
  const [help = '', helpFlag, helpRun = '', runHelp] = printed;
  assert.is(help, helpFlag);
  assert.is(helpRun, runHelp);
  assert.match(help, '--color  ');
  assert.match(helpRun, '--runner <name>');
  assert.is((await pxos(root, ['version'])).stdout, (await pxos(root, ['--version'])).stdout);
});

test('every flag and command is described on the page of the command line', () => {
  const page = readFileSync(join(root, 'docs/cli.md'), 'utf8');
  for (const { name, flags } of COMMANDS) {
    assert.match(page, `pxos ${name}`);
    for (const flag of [...flags, ...GLOBAL_FLAGS]) assert.match(page, `--${flag.name}`);
  }
});

test.run();
