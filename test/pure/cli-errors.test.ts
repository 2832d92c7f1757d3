// Every error of files, configuration, plugins and command line as the exact text that people see, with its exit code.
import { existsSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { viewPage } from '../../plugins/view/index.ts';
import { type CommandCase, commandPictures, matchPicture, refuseStrayPictures } from '../pictures.ts';
import { FILL, pxos, withFiles } from './command-line.ts';

const plugin = (body: string, more = ''): string =>
  `export default { pluginTimeout: 0.05, plugins: [{ name: 'mine', ${more} apply({ hooks }) { ${body} } }] };`;

/** By code and slug; `fill.px`, which stands beside what each of them needs, has no mistakes. */
const CASES: Readonly<Record<string, CommandCase>> = {
  'PX0001-missing-file': { argv: 'check fil.px', code: 1 },
  'PX0001-missing-folder': { argv: 'check nowhere/fill.px', code: 1 },
  'PX0002-folder': { argv: 'check folder', files: { 'folder/': '' }, code: 1 },
  'PX0002-folder-with-files': {
    argv: 'check kernels fil.px fill.px',
    files: { 'kernels/b.px': FILL, 'kernels/a.px': FILL },
    code: 1,
  },
  'PX0003-device': { argv: 'check /dev/zero', code: 1 },
  'PX0004-too-large': {
    argv: 'check large.px',
    files: { 'large.px': '' },
    prepare: (folder) => truncateSync(join(folder, 'large.px'), 2 ** 33),
    code: 1,
  },
  'PX0600-named-configuration': { argv: 'check fill.px --config mine.ts', code: 2 },
  'PX0601-configuration-throws': { argv: 'check fill.px', config: 'throw new Error("no");', code: 2 },
  'PX0602-wrong-value': { argv: 'check fill.px', config: 'export default { precision: "fats" };', code: 2 },
  'PX0603-unknown-setting': { argv: 'check fill.px', config: 'export default { target: "wgsl" };', code: 0 },
  'PX0604-no-configuration': { argv: 'check fill.px', config: 'export default [];', code: 2 },
  'PX0604-no-default-export': { argv: 'check fill.px', config: 'export const out = "x";', code: 2 },
  'PX0605-no-preset': { argv: 'check fill.px', config: 'export default { extends: "./x" };', code: 2 },
  'PX0606-preset-circle': {
    argv: 'check fill.px',
    config: 'export default { extends: "./pxos.config.mjs" };',
    code: 2,
  },
  'PX0693-no-effect': { argv: 'build fill.px --target wgsl,cuda --gas 3 --size x=4', code: 0 },
  'PX0607-unknown-target': { argv: 'build fill.px --target wgls', code: 2 },
  'PX0608-no-targets': {
    argv: 'build fill.px',
    config:
      'export default { builtins: ["emit-cuda", "emit-rocm", "emit-metal", "emit-wgsl", "emit-wasm"] };',
    code: 2,
  },
  'PX0609-nothing-to-build': { argv: 'build', code: 2 },
  'PX0610-no-match': {
    argv: 'build',
    config: 'export default { files: ["src/**/*.px", "lib/*.px"] };',
    code: 2,
  },
  'PX0611-machine': { argv: 'check fill.px', config: 'export default { machine: "m.json" };', code: 2 },
  'PX0612-unknown-builtin': {
    argv: 'check fill.px',
    config: 'export default { builtins: ["emit-cudo"] };',
    code: 2,
  },
  'PX0613-options': {
    argv: 'check fill.px',
    config: 'export default { options: { "plan-coast": {} } };',
    code: 0,
  },
  'PX0614-unknown-runner': { argv: 'run fill.px --threads 4 --runner cpi', code: 2 },
  'PX0614-gpu': { argv: 'run fill.px --threads 4 --runner gpu', code: 2 },
  'PX0615-unknown-extension': { argv: 'check fill.cu', files: { 'fill.cu': '' }, code: 2 },
  'PX0616-json': {
    argv: 'check fill.px --config mine.json',
    files: { 'mine.json': '{\n  "out": "dist",\n  "targets": ["wgsl",],\n}\n' },
    code: 2,
  },
  'PX0616-machine-profile': {
    argv: 'check fill.px',
    files: { 'm.json': '{ name: "mine" }\n' },
    config: 'export default { machine: "m.json", target: "wgsl" };',
    code: 2,
  },
  'PX0630-no-plugin': {
    argv: 'check fill.px',
    config: 'export default { plugins: [() => ({})] };',
    code: 2,
  },
  'PX0631-duplicate-plugin': {
    argv: 'check fill.px',
    config: 'export default { plugins: [{ name: "emit-cuda", apply() {} }] };',
    code: 2,
  },
  'PX0632-other-version': { argv: 'check fill.px', config: plugin('', 'requires: { pxos: "^9" },'), code: 2 },
  'PX0633-no-range': { argv: 'check fill.px', config: plugin('', 'requires: { pxos: "new" },'), code: 2 },
  'PX0634-apply-fails': { argv: 'check fill.px', config: plugin('hooks.nothing.tap();'), code: 3 },
  'PX0635-tap-throws': {
    argv: 'check fill.px',
    config: plugin('hooks.frontend.for(".px").tap("mine", () => { throw new TypeError("x is odd"); });'),
    code: 3,
  },
  'PX0636-tap-never-settles': {
    argv: 'build fill.px',
    config: plugin('hooks.plan.tapPromise("mine", () => new Promise(() => {}));'),
    code: 3,
  },
  'PX0637-null': {
    argv: 'build fill.px --target wgsl',
    config: plugin('hooks.optimize.tap("mine", () => null);'),
    code: 3,
  },
  'PX0638-wrong-result': {
    argv: 'build fill.px --target wgsl',
    config: plugin('hooks.emit.for("wgsl").tap("mine", () => ({ path: "x" }));'),
    code: 3,
  },
  'PX0647-maker-options': {
    argv: 'check fill.px',
    config:
      'import { defineEmitter } from "pxos"; export default { plugins: [defineEmitter({ name: "mine", emit: 1 })] };',
    code: 2,
  },
  'PX0648-maker-field': {
    argv: 'check fill.px',
    config:
      'import { defineFrontend } from "pxos"; export default { plugins: [defineFrontend({ name: "mine", extension: ".x", parse() {} })] };',
    code: 2,
  },
  'PX0638-plan-without-launch': {
    argv: 'explain fill.px --stage plan',
    config: plugin(
      'hooks.plan.tap("mine", () => ({ planner: "mine", profile: "x", steps: [], copies: [], seconds: 0 }));',
    ),
    code: 3,
  },
  'PX0639-promise': {
    argv: 'check fill.px',
    config: plugin('hooks.processor.tap("mine", async () => {});'),
    code: 3,
  },
  'PX0640-nobody-answers': {
    argv: 'build fill.px --target cuda',
    config: 'export default { builtins: ["emit-cuda"] };',
    code: 2,
  },
  'PX0641-late-plugin': {
    argv: 'check fill.px',
    config: plugin(
      'hooks.config.tap("mine", (c) => ({ ...c, plugins: [...c.plugins, { name: "late", apply() {} }] }));',
    ),
    code: 2,
  },
  'PX0642-broken-program': {
    argv: 'build fill.px --target wgsl',
    config: plugin('hooks.optimize.tap("mine", (p) => ({ ...p, kernels: [] }));'),
    code: 3,
  },
  'PX0643-unknown-pass': { argv: 'build fill.px --target wgsl --out - --print-after fold', code: 2 },
  'PX0643-misspelt-where-none-run': { argv: 'check fill.px --print-after optimise-fold', code: 2 },
  'PX0644-tree-error': {
    argv: 'check fill.px',
    config: plugin(
      'hooks.processor.tap("mine", (p) => { p.use(() => (tree, file) => { const m = file.message("too plain", { place: tree.children[0].position, ruleId: "plain", source: "mine" }); m.fatal = true; m.note = "Add a comment."; }); });',
    ),
    code: 1,
  },
  'PX0645-tree-warning': {
    argv: 'check fill.px',
    config: plugin(
      'hooks.processor.tap("mine", (p) => { p.use(() => (tree, file) => { file.message("rather plain", tree.children[0].position); }); });',
    ),
    code: 0,
  },
  'PX0646-tree-info': {
    argv: 'check fill.px',
    config: plugin(
      'hooks.processor.tap("mine", (p) => { p.use(() => (tree, file) => { file.info("seen", { source: "mine", ruleId: "sight" }); }); });',
    ),
    code: 0,
  },
  'PX0650-one-place': {
    argv: 'build fill.px --target a',
    config: plugin(
      'hooks.emit.for("a").tap("mine", () => [1, 2].map((contents) => ({ target: "a", path: "x", contents: String(contents) })));',
    ),
    code: 1,
  },
  'PX0651-outside': {
    argv: 'build fill.px --target a',
    config: plugin('hooks.emit.for("a").tap("mine", () => [{ target: "a", path: "../x", contents: "" }]);'),
    code: 1,
  },
  'PX0652-unwritable': {
    argv: 'build fill.px --target wgsl --out /proc/pxos',
    code: 1,
  },
  'PX0653-folder-in-place': {
    argv: 'build fill.px --target wgsl --out out',
    files: { 'out/fill.wgsl/': '' },
    code: 1,
  },
  'PX0654-file-in-place': {
    argv: 'build fill.px --target wgsl --out fill.px',
    code: 1,
  },
  'PX0655-nothing-emitted': {
    argv: 'build copy.px --target wgsl --out -',
    files: { 'copy.px': 'READ_FILE a.bin INTO a\nWRITE_FILE a TO b.bin\n' },
    code: 0,
  },
  'PX0680-unknown-command': { argv: 'biuld fill.px', code: 2 },
  'PX0681-unknown-flag': { argv: 'build --tagret wgsl fill.px', code: 2 },
  'PX0681-no-that-is-no-switch': { argv: 'build --no-target fill.px', code: 2 },
  'PX0681-file-like-a-flag': { argv: 'build -fill.px', code: 2 },
  'PX0681-without-command': { argv: '--jsno', code: 2 },
  'PX0682-missing-argument': { argv: 'explain', code: 2 },
  // An argument between two spaces is empty.
  'PX0682-empty-argument': { argv: 'check  fill.px', code: 2 },
  'PX0683-no-value': { argv: 'build fill.px --target', code: 2 },
  'PX0683-empty-target': { argv: 'build fill.px --target wgsl,', code: 2 },
  'PX0683-switch-with-value': { argv: 'build --json=yes', code: 2 },
  'PX0683-unknown-stage': { argv: 'explain fill.px --stage tre', code: 2 },
  'PX0683-given-twice': { argv: 'run fill.px --threads 4 --threads 5', code: 2 },
  'PX0683-negated-with-value': { argv: 'check fill.px --no-config=mine.ts', code: 2 },
  'PX0683-size-that-is-none': { argv: 'explain fill.px --stage plan --size x=abc', code: 2 },
  'PX0684-one-too-many': { argv: 'explain fill.px other.px', code: 2 },
  'PX0685-flags-without-command': { argv: '--verbose', code: 2 },
  'PX0689-no-image': { argv: 'run fill.px --trace', code: 2 },
  'PX0690-two-ways': { argv: 'run fill.px --trace --sanitize', code: 2 },
};

test('flags that say how an image runs are refused for a program in text', () =>
  withFiles({ 'fill.px': FILL }, async (folder) => {
    for (const flag of ['--interpret', '--trace', '--compare', '--compat', '--dialect 1.0']) {
      const argv = `run fill.px --threads 4 --runner reference ${flag}`.split(' ');
      const { code, stdout, stderr } = await pxos(folder, argv);
      assert.equal([code, stdout], [2, ''], flag);
      assert.ok(stderr.startsWith(`error PX0689: \`${flag.split(' ')[0]}\` is for`), stderr);
    }
  }));

const FAULT = 'PX0699-fault';
const NO_OPENER = 'PX0691-no-opener';

commandPictures(
  'command-line',
  Object.fromEntries(
    Object.entries(CASES).map(([name, given]) => [
      name,
      { ...given, files: { 'fill.px': FILL, ...given.files } },
    ]),
  ),
);

test('an installation whose parts do not load is a fault of pxOS', async () => {
  const broken = async () => {
    throw new TypeError('emitCuda is not a function');
  };
  const printed = await withFiles({ 'fill.px': FILL }, (cwd) =>
    pxos(cwd, ['check', 'fill.px'], {}, { builtins: broken, viewPage }),
  );
  assert.is(printed.code, 4);
  matchPicture('command-line', FAULT, printed.stderr);
});

test('a page that the system does not open is written all the same', async () => {
  await withFiles({}, async (cwd) => {
    const printed = await pxos(cwd, ['view', '--open', '--out', 'view.html'], { PATH: cwd });
    assert.is(printed.code, 0);
    assert.ok(existsSync(join(cwd, 'view.html')));
    // Other systems have other openers.
    if (process.platform === 'linux') matchPicture('command-line', NO_OPENER, printed.stderr);
  });
});

test('every picture belongs to a case', () =>
  refuseStrayPictures('command-line', [...Object.keys(CASES), FAULT, NO_OPENER]));

test.run();
