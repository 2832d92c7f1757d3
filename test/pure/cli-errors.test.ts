// Every error of files, configuration, plugins and command line as the exact text that people see, with its exit code.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import * as catalogues from '../../core/diagnostics/messages/index.ts';
import { FILL, pxos, withFiles } from './command-line.ts';

interface Case {
  /** Arguments; `fill.px` has no mistakes. */
  readonly argv: string;
  readonly files?: Readonly<Record<string, string>>;
  /** Text of pxos.config.mjs. */
  readonly config?: string;
  readonly code: number;
}

const plugin = (body: string, more = ''): string =>
  `export default { pluginTimeout: 0.05, plugins: [{ name: 'mine', ${more} apply({ hooks }) { ${body} } }] };`;

/** By code and slug; the picture of each is `fixtures/command-line/<name>.txt`. */
const CASES: Readonly<Record<string, Case>> = {
  'PX0001-missing-file': { argv: 'check fil.px', code: 1 },
  'PX0001-missing-folder': { argv: 'check nowhere/fill.px', code: 1 },
  'PX0002-folder': { argv: 'check folder', files: { 'folder/': '' }, code: 1 },
  'PX0003-device': { argv: 'check /dev/zero', code: 1 },
  'PX0600-named-configuration': { argv: 'check fill.px --config mine.ts', code: 2 },
  'PX0601-configuration-throws': { argv: 'check fill.px', config: 'throw new Error("no");', code: 2 },
  'PX0602-wrong-value': { argv: 'check fill.px', config: 'export default { precision: "fats" };', code: 2 },
  'PX0603-unknown-setting': { argv: 'check fill.px', config: 'export default { target: "wgsl" };', code: 0 },
  'PX0604-no-configuration': { argv: 'check fill.px', config: 'export default [];', code: 2 },
  'PX0605-no-preset': { argv: 'check fill.px', config: 'export default { extends: "./x" };', code: 2 },
  'PX0606-preset-circle': {
    argv: 'check fill.px',
    config: 'export default { extends: "./pxos.config.mjs" };',
    code: 2,
  },
  'PX0607-unknown-target': { argv: 'build fill.px --target wgls', code: 2 },
  'PX0608-no-targets': {
    argv: 'build fill.px',
    config:
      'export default { builtins: ["emit-cuda", "emit-rocm", "emit-metal", "emit-wgsl", "emit-wasm"] };',
    code: 2,
  },
  'PX0609-nothing-to-build': { argv: 'build', code: 2 },
  'PX0610-no-match': { argv: 'build', config: 'export default { files: "src/**/*.px" };', code: 2 },
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
  'PX0615-unknown-extension': { argv: 'check fill.cu', files: { 'fill.cu': '' }, code: 2 },
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
  'PX0680-unknown-command': { argv: 'biuld fill.px', code: 2 },
  'PX0681-unknown-flag': { argv: 'build --tagret wgsl fill.px', code: 2 },
  'PX0681-no-that-is-no-switch': { argv: 'build --no-target fill.px', code: 2 },
  'PX0682-missing-argument': { argv: 'explain', code: 2 },
  'PX0683-no-value': { argv: 'build fill.px --target', code: 2 },
  'PX0683-empty-target': { argv: 'build fill.px --target wgsl,', code: 2 },
  'PX0683-switch-with-value': { argv: 'build --json=yes', code: 2 },
  'PX0683-unknown-stage': { argv: 'explain fill.px --stage tre', code: 2 },
  'PX0684-one-too-many': { argv: 'explain fill.px other.px', code: 2 },
};

/** Codes whose picture no command can make: they need a machine in trouble, or a fault of pxOS itself. */
const WITHOUT_PICTURE = ['PX0004', 'PX0699'];

const folder = new URL('../../fixtures/command-line/', import.meta.url);
const update = process.env.UPDATE_SNAPSHOTS === '1';

for (const [name, { argv, files, config, code }] of Object.entries(CASES))
  test(`pxos ${argv} (${name}) prints its picture`, async () => {
    const given = { 'fill.px': FILL, ...files, ...(config !== undefined && { 'pxos.config.mjs': config }) };
    const printed = await withFiles(given, (cwd) => pxos(cwd, argv.split(' ')));
    assert.match(printed.stderr, name.slice(0, 6));
    assert.is(printed.code, code);
    const expected = new URL(`${name}.txt`, folder);
    if (update) writeFileSync(expected, printed.stderr);
    assert.ok(existsSync(expected), `${name} has a picture`);
    assert.is(printed.stderr, readFileSync(expected, 'utf8'));
  });

test('every code of files, configuration, plugins and command line has a picture', () => {
  const codes = [
    catalogues.commandLineMessages,
    catalogues.configMessages,
    catalogues.fileMessages,
    catalogues.pluginMessages,
  ].flatMap((catalogue) => Object.values(catalogue).map(({ code }) => code));
  const pictured = new Set(Object.keys(CASES).map((name) => name.slice(0, 6)));
  assert.equal(codes.filter((code) => !pictured.has(code)).sort(), WITHOUT_PICTURE);
});

test('every picture belongs to a case', () => {
  assert.equal(
    readdirSync(folder).filter((file) => !(file.replace(/\.txt$/, '') in CASES)),
    [],
  );
});

test.run();
