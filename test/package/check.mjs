// Holds the packed package against a project outside the tree: plugins that tap every hook or replace a part, and types.
//
// Needs `npm run build` before. Prints last `N passed, N failed`.
import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'pxos-package-'));
const project = join(scratch, 'project');
const tsc = join(root, 'node_modules/typescript/bin/tsc');
const callsFile = join(project, 'calls.txt');
let passed = 0;
let failed = 0;

function check(title, work) {
  try {
    work();
    passed++;
    console.log(`ok   ${title}`);
  } catch (error) {
    failed++;
    console.log(`FAIL ${title}\n${error.message}`);
  }
}

function shell(command, args, cwd = project) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', timeout: 300_000 });
  return { status, stdout, output: `${command} ${args.join(' ')}\n${stdout}${stderr}` };
}

/** Runs the installed binary; an unexpected status is a failure that shows what it said. */
function pxos(args, expected = 0) {
  const result = shell(join(project, 'node_modules/.bin/pxos'), args);
  strictEqual(result.status, expected, result.output);
  return result;
}

/** The hooks that were called meanwhile; one that is called several times in a row counts once. */
function callsDuring(work) {
  rmSync(callsFile, { force: true });
  work();
  const calls = existsSync(callsFile) ? readFileSync(callsFile, 'utf8').trim().split('\n') : [];
  return calls.filter((name, i) => name !== calls[i - 1]);
}

cpSync(new URL('project', import.meta.url), project, { recursive: true });
check('the package packs and installs into a project', () => {
  const pack = shell('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', scratch], root);
  strictEqual(pack.status, 0, pack.output);
  const tarball = readdirSync(scratch).find((name) => name.endsWith('.tgz'));
  const install = shell('npm', ['install', '--silent', '--no-audit', '--no-fund', `../${tarball}`]);
  strictEqual(install.status, 0, install.output);
});

const seen = new Set();
const everyHook = ['--config', 'every-hook.config.mjs'];
for (const [title, expected, work] of [
  [
    'a build calls its hooks in their order',
    'config configResolved buildStart processor frontend plan optimize legalize emit artifact validate generateBundle writeBundle buildEnd done close',
    () => pxos(['build', 'fill.px', '--target', 'wasm', '--out', 'built', ...everyHook]),
  ],
  [
    'a build that fails tells log, buildEnd and failed',
    'config configResolved buildStart log buildEnd failed close',
    () => pxos(['build', 'missing.px', '--target', 'wasm', '--out', 'built', ...everyHook], 1),
  ],
  [
    'a run calls its hooks in their order',
    'config configResolved processor frontend plan optimize legalize emit artifact run close',
    () => pxos(['run', 'fill.px', '--size', 'x=4', '--out', 'x=x.json', ...everyHook]),
  ],
  [
    'a host that watches calls the hook for changes',
    'config configResolved watchChange close',
    () => {
      const { status, output } = shell(process.execPath, ['watch.mjs']);
      strictEqual(status, 0, output);
    },
  ],
])
  check(title, () => {
    const calls = callsDuring(work);
    for (const name of calls) seen.add(name);
    deepStrictEqual(calls, expected.split(' '));
  });

check('together they are all hooks that the package names', () => {
  const script = "import { HOOK_NAMES } from 'pxos'; console.log(HOOK_NAMES.join(' '))";
  const { stdout, output } = shell(process.execPath, ['--input-type=module', '--eval', script]);
  const names = stdout.trim().split(' ');
  ok(names.length > 1, output);
  deepStrictEqual([...seen].sort(), names.sort());
});

check('a planner of ten lines wins over the built-in one', () => {
  const planned = pxos(['explain', 'fill.px', '--stage', 'plan', '--config', 'own-planner.config.mjs']);
  ok(planned.stdout.startsWith('plan by everything-on-the-gpu for any'), planned.output);
  const emitted = pxos([
    'build',
    'fill.px',
    '--target',
    'cuda',
    '--out',
    '-',
    '--config',
    'own-planner.config.mjs',
  ]);
  ok(emitted.stdout.includes('Plan of everything-on-the-gpu'), emitted.output);
});

const ownParts = ['--config', 'own-parts.config.mjs'];
check('a pass of the user stands in the list of passes and changes what every target gets', () => {
  const passes = pxos(['explain', 'fill.px', '--stage', 'passes', ...ownParts]);
  ok(passes.stdout.includes('ones-are-twos'), passes.output);
  const emitted = pxos(['build', 'fill.px', '--target', 'wgsl', '--out', '-', ...ownParts]);
  ok(emitted.stdout.includes('2.0'), emitted.output);
});

check('an emitter of the user is a target like the others', () => {
  pxos(['build', 'fill.px', '--target', 'listing,wasm', '--out', 'listed', ...ownParts]);
  deepStrictEqual(readdirSync(join(project, 'listed')).sort(), ['fill.listing', 'fill.wasm', 'fill.wat']);
});

check('a runner of the user runs what that emitter made, pass and all', () => {
  const args = ['run', 'fill.px', '--runner', 'interpreter', '--size', 'x=3', '--out', 'x=own.json'];
  pxos([...args, ...ownParts]);
  deepStrictEqual(JSON.parse(readFileSync(join(project, 'own.json'), 'utf8')), [2, 2, 2]);
});

check('the types of the package compile in a project of its own, its declarations checked too', () => {
  const { status, output } = shell(process.execPath, [tsc, '-p', '.']);
  strictEqual(status, 0, output);
});

check('a bundler makes a page of the part for browsers, which asks for nothing else', () => {
  const flags = ['--bundle', '--platform=browser', '--format=esm', '--outfile=page.js', '--log-limit=0'];
  const { status, output } = shell(join(root, 'node_modules/.bin/esbuild'), ['page.ts', ...flags]);
  strictEqual(status, 0, output);
  ok(!output.includes('WARNING'), output);
  ok(!/^import\b/m.test(readFileSync(join(project, 'page.js'), 'utf8')));
});

check('the package has the page of `pxos view`', () => {
  pxos(['view', '--no-open', '--out', 'view.html']);
  const page = readFileSync(join(project, 'view.html'), 'utf8');
  ok(page.includes('<title>pxOS view</title>') && page.length > 100_000, `${page.length} characters`);
});

rmSync(scratch, { recursive: true, force: true });
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
